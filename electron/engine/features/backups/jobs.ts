/** Long jobs: which are running, their progress, and how they ended. A few ended jobs are remembered. */

import type { Job } from '../../../../shared/contract/backups.ts';
import { mostRejected } from '../../../../shared/contract/backups.ts';
import { errorMessage } from '../../../../shared/error-message.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { backupsProblem } from '../../../../shared/problems/backups.ts';
import type { Emit } from '../../events.ts';
import type { Log } from '../../log.ts';

export type JobReport = {
  progress(done: number, total: number | null): void;
  /** Further results: added, skipped, erased, held, optOuts, note, file. */
  set(
    more: Partial<
      Pick<Job, 'added' | 'skipped' | 'erased' | 'held' | 'optOuts' | 'note' | 'file' | 'stoppable'>
    >,
  ): void;
  rejected(line: number, why: Problem): void;
};

/** A job's work; it returns null if it was stopped. */
type JobWork = (report: JobReport, signal: AbortSignal) => Promise<Result<unknown> | null>;

export type Jobs = {
  list(): Job[];
  start(kind: Job['kind'], unit: Job['unit'], file: string | null, work: JobWork): Job;
  /**
   * Returns the job once it has ended, with its unfinished output removed. Problems: `no-such-job`,
   * `not-stoppable`.
   */
  stop(id: string): Promise<Result<Job>>;
  /** Returns whether a job of one of these kinds is running. */
  runs(...kinds: readonly Job['kind'][]): boolean;
  /** Resolves when the job has ended. */
  ended(id: string): Promise<Job>;
  stopAll(): Promise<void>;
};

const mostEnded = 20;

export function createJobs(options: {
  readonly now: () => number;
  readonly randomUuid: () => string;
  readonly emit: Emit;
  readonly log: Log;
}): Jobs {
  type Running = { job: Job; readonly abort: AbortController; readonly ended: Promise<Job> };
  const jobs = new Map<string, Running>();

  function change(entry: Running, more: Partial<Job>): void {
    entry.job = { ...entry.job, ...more };
    options.emit({ type: 'job-changed' });
  }

  function forgetOld(): void {
    const ended = [...jobs.values()].filter(({ job }) => job.state !== 'running');
    for (const { job } of ended.slice(0, Math.max(0, ended.length - mostEnded))) jobs.delete(job.id);
  }

  async function run(entry: Running, work: JobWork): Promise<Job> {
    const report: JobReport = {
      progress: (done, total) => change(entry, { done, total }),
      set: (more) => change(entry, more),
      rejected(line, why) {
        const { rejected, rejectedCount } = entry.job;
        change(entry, {
          rejectedCount: rejectedCount + 1,
          rejected: rejected.length < mostRejected ? [...rejected, { line, problem: why }] : rejected,
        });
      },
    };
    let end: Partial<Job>;
    try {
      const result = await work(report, entry.abort.signal);
      if (result === null) end = { state: 'stopped' };
      else end = result.ok ? { state: 'done' } : { state: 'failed', problem: result.problem };
    } catch (error) {
      options.log('job-failed', {
        kind: entry.job.kind,
        error: errorMessage(error),
      });
      const why = backupsProblem('internal');
      end = { state: 'failed', problem: why };
    }
    change(entry, { ...end, stoppable: false, finishedAt: options.now() });
    forgetOld();
    const { kind, state, done } = entry.job;
    options.log('job-ended', { kind, state, done, code: entry.job.problem?.code ?? null });
    return entry.job;
  }

  return {
    list: () => [...jobs.values()].map(({ job }) => job).reverse(),
    start(kind, unit, file, work) {
      const job: Job = {
        id: options.randomUuid(),
        kind,
        state: 'running',
        done: 0,
        total: null,
        unit,
        file,
        problem: null,
        stoppable: true,
        added: 0,
        skipped: 0,
        erased: 0,
        held: 0,
        optOuts: 0,
        rejected: [],
        rejectedCount: 0,
        note: null,
        startedAt: options.now(),
        finishedAt: null,
      };
      const abort = new AbortController();
      // The work starts after the job is registered, so that its first report finds the job.
      const begun = Promise.withResolvers<void>();
      const entry: Running = { job, abort, ended: begun.promise.then(() => run(entry, work)) };
      jobs.set(job.id, entry);
      begun.resolve();
      options.emit({ type: 'job-changed' });
      return job;
    },
    async stop(id) {
      const entry = jobs.get(id);
      if (!entry) {
        return fail(backupsProblem('no-such-job', {}, 'id'));
      }
      if (entry.job.state !== 'running') return ok(entry.job);
      if (!entry.job.stoppable) {
        return fail(backupsProblem('not-stoppable', {}, 'id'));
      }
      entry.abort.abort();
      return ok(await entry.ended);
    },
    runs: (...kinds) =>
      [...jobs.values()].some(({ job }) => job.state === 'running' && kinds.includes(job.kind)),
    async ended(id) {
      const entry = jobs.get(id);
      if (!entry) throw new Error('no such job');
      return entry.ended;
    },
    async stopAll() {
      for (const { abort, job } of jobs.values()) if (job.stoppable) abort.abort();
      await Promise.all([...jobs.values()].map(({ ended }) => ended));
    },
  };
}
