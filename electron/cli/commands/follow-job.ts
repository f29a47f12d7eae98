/**
 * Follows a long job of the console for the command that started it: shows progress, and sets an exit code.
 */

import type { Job } from '../../../shared/contract/backups.ts';
import type { Result } from '../../../shared/messaging/problem.ts';
import { englishLine } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { exit, note, printJson, printProblem, showProgress } from '../output.ts';
import type { Reader } from '../session.ts';

const lookEveryMs = 150;

/** Returns the documented line of `export`, `import`, `backup` and `restore` with --json. */
function jobLine(job: Job) {
  return {
    kind: job.kind,
    state: job.state,
    file: job.file,
    ...(job.kind === 'export' ? { messages: job.done } : {}),
    ...(job.kind === 'import'
      ? {
          added: job.added,
          already_there: job.skipped,
          erased_before: job.erased,
          rejected_count: job.rejectedCount,
          rejected: job.rejected.map(({ line, problem }) => ({ line, error: errorJson(problem) })),
          note: job.note,
        }
      : {}),
    ...(job.kind === 'restore' ? { erased_again: job.erased, held: job.held, do_not_send: job.optOuts } : {}),
    error: job.problem === null ? null : errorJson(job.problem),
  };
}

const doing: Readonly<Record<Job['kind'], string>> = {
  export: 'Exporting',
  import: 'Importing',
  backup: 'Copying',
  restore: 'Restoring',
};

/**
 * Waits for a job; Ctrl+C stops it.
 * @param print returns the text to print once the job is done
 * @returns the exit code: 0 done, 1 stopped or failed
 */
export async function followJob(
  { client }: Pick<Reader, 'client'>,
  starting: Promise<Result<Job>>,
  { json, interrupted, print }: { json: boolean; interrupted: AbortSignal; print: (job: Job) => void },
): Promise<number> {
  const started = await starting;
  if (!started.ok) {
    printProblem(started.problem, json);
    return exit.couldNotTry;
  }
  let job = started.value;
  const shows = process.stderr.isTTY && !json;
  let stopping: Promise<unknown> | null = null;
  while (job.state === 'running') {
    if (interrupted.aborted) stopping ??= client.backups.stop({ id: job.id });
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
    job = (await client.backups.jobs()).find(({ id }) => id === job.id) ?? { ...job, state: 'failed' };
    if (shows) showProgress(`${doing[job.kind]} ${percent(job)}`);
  }
  await stopping;
  if (shows) showProgress('');
  if (json) printJson(jobLine(job));
  switch (job.state) {
    case 'done':
      if (!json) print(job);
      return job.rejectedCount > 0 ? exit.notReached : exit.reached;
    case 'stopped':
      note(
        job.kind === 'import'
          ? `The import was stopped. ${job.added} added stay; import the file again to add the others.`
          : 'It was stopped; nothing is left of what was not finished.',
      );
      return exit.notReached;
    default:
      note(
        job.problem === null
          ? 'The console does not know this job any more. Look for its result, and start the command again if there is none.'
          : englishLine(job.problem),
      );
      return exit.notReached;
  }
}

function percent(job: Job): string {
  if (job.total === null || job.total === 0) return job.done === 0 ? '…' : String(job.done);
  return `${Math.min(100, Math.floor((job.done / job.total) * 100))} %`;
}
