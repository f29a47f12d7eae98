/** The commands that wait for a run, pause, resume, stop and retry it. */
import type { Command } from 'commander';
import type { RunSummary } from '../../../shared/contract/runs.ts';
import type { Result } from '../../../shared/messaging/problem.ts';
import { formatDuration } from '../../../shared/plans/duration.ts';
import { runJson } from '../../../shared/plans/run-json.ts';
import { runsProblem } from '../../../shared/problems/runs.ts';
import type { Client } from '../../engine/local-socket/attach.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { isAtTerminal } from '../prompt.ts';
import { repeatAfterReconnect, runInSession } from '../run.ts';
import type { Session } from '../session.ts';
import { agreeToSend } from './agree-to-send.ts';
import { findRun, runName } from './find-run.ts';
import { exitOf, notePause, parseWait, printEnd, printRun } from './run-plan.ts';

type WaitOptions = EveryOption & { readonly timeout?: number; readonly live?: true; readonly yes?: true };

/** Adds `wait`, `pause`, `resume`, `stop` and `retry` to the command `runs`. */
export function addChangeCommands(runs: Command): void {
  withWait(runs.command('wait'))
    .description('wait until a run is over, and print its results as they come')
    .action((name: string, options: WaitOptions) =>
      withRun(name, options, (session, id, interrupted) => wait(session, id, options, interrupted)),
    );

  const changes = [
    ['pause', 'send nothing more of a run until it is resumed', (client: Client) => client.runs.pause],
    [
      'stop',
      'send nothing more of a run; messages under way are still judged',
      (client: Client) => client.runs.stop,
    ],
  ] as const;
  for (const [name, description, call] of changes) {
    withEveryOption(runs.command(name))
      .argument('<run>', runName)
      .description(description)
      .action((run: string, options: EveryOption) =>
        withRun(run, options, async (session, id) =>
          printChanged(await call(session.client)({ id }), options.json === true),
        ),
      );
  }

  const continued = [
    [
      'resume',
      'send the rest of a paused or stopped run, and wait until it is over',
      (client: Client) => client.runs.resume,
    ],
    [
      'retry',
      'send the failed messages of a run again, and wait until it is over',
      (client: Client) => client.runs.retryFailed,
    ],
  ] as const;
  for (const [name, description, call] of continued) {
    withWait(runs.command(name))
      .description(description)
      .option('--live', 'send the real messages of a live run, where no terminal can ask')
      .option('--yes', 'send them without asking at the terminal')
      .action((run: string, options: WaitOptions) =>
        withRun(run, options, async (session, id, interrupted) => {
          if (!(await agreed(session, id, name === 'retry' ? 'retry' : 'resume', options)))
            return exit.couldNotTry;
          if (interrupted.aborted) {
            note('Nothing was started.');
            return exit.couldNotTry;
          }
          const changed = await call(session.client)({ id });
          if (changed.ok) return wait(session, id, options, interrupted);
          printProblem(changed.problem, options.json === true);
          return exit.couldNotTry;
        }),
      );
  }
}

/** A live run sends nothing that nobody has agreed to: with --live, or at a terminal. */
async function agreed(
  session: Session,
  id: string,
  what: 'resume' | 'retry',
  options: WaitOptions,
): Promise<boolean> {
  const json = options.json === true;
  const run = await session.client.runs.summary({ id });
  if (!run.ok) {
    printProblem(run.problem, json);
    return false;
  }
  if (!run.value.live) return true;
  const more = await session.client.runs.estimateMore({ id, what });
  if (!more.ok) {
    printProblem(more.problem, json);
    return false;
  }
  const { messages, cost } = more.value;
  note(`${messages} real messages, at most ${cost === null ? 'an unknown amount of' : cost.high} EUR.`);
  if (options.yes !== true && options.live !== true && !isAtTerminal()) {
    const account = (await session.client.accounts.list()).find((one) => one.id === run.value.accountId);
    printProblem(runsProblem('live-not-asked', { name: account?.name ?? '' }), json);
    return false;
  }
  const may = await agreeToSend({ yes: options.yes === true, withoutTerminal: options.live === true });
  if (!may.ok) printProblem(may.problem, json);
  return may.ok && may.value;
}

function withWait(command: Command): Command {
  return withEveryOption(command)
    .argument('<run>', runName)
    .option('--timeout <time>', 'wait at most this long, such as 5 min', parseWait)
    .addHelpText(
      'after',
      `
Exit code: 0 every message passed, 1 one failed, 2 the run is not over. Ctrl+C ends the waiting, and the run
continues while Omnideck runs.`,
    );
}

/** Opens a session and finds the run. */
function withRun(
  name: string,
  options: EveryOption,
  work: (session: Session, id: string, interrupted: AbortSignal) => Promise<number>,
): Promise<void> {
  return runInSession(options, async (session, json, interrupted) => {
    const named = await findRun(session, name);
    if (named.ok) return work(session, named.value.id, interrupted);
    printProblem(named.problem, json);
    return exit.couldNotTry;
  });
}

async function wait(
  session: Session,
  id: string,
  { timeout, json = false }: WaitOptions,
  interrupted: AbortSignal,
): Promise<number> {
  const timeUp = timeout === undefined ? undefined : AbortSignal.timeout(timeout);
  const run = await printRun(session, id, {
    ...{ json, interrupted, stops: false },
    ...(timeUp === undefined ? {} : { timeUp }),
  });
  if (run === null) {
    const after =
      timeout !== undefined && timeUp?.aborted === true ? ` after ${formatDuration(timeout)}` : ' yet';
    note(`The run ${id} is not over${after}. It continues while Omnideck runs.`);
    if (json) printSummary(await repeatAfterReconnect(session, () => session.client.runs.summary({ id })));
    return exit.couldNotTry;
  }
  if (json) {
    printJson(runJson(run));
    notePause(run);
  } else printEnd(run);
  return exitOf(run);
}

function printSummary(summary: Result<RunSummary>): void {
  if (summary.ok) printJson(runJson(summary.value));
}

function printChanged(changed: Result<RunSummary>, json: boolean): number {
  if (!changed.ok) {
    printProblem(changed.problem, json);
    return exit.couldNotTry;
  }
  const { id, name, state, cells } = changed.value;
  if (json) printJson(runJson(changed.value));
  else printLine(`The run ${id} (${name}) is ${state}; ${cells.sent} of ${cells.all} messages were sent.`);
  return exit.reached;
}
