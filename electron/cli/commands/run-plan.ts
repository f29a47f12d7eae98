import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Command } from 'commander';
import type { Run, RunCell } from '../../../shared/contract/runs.ts';
import { errorMessage } from '../../../shared/error-message.ts';
import { isMoreThan } from '../../../shared/messaging/money.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cellLines } from '../../../shared/plans/cell-lines.ts';
import { formatDuration } from '../../../shared/plans/duration.ts';
import { limitsIn } from '../../../shared/plans/expectations.ts';
import { summarise } from '../../../shared/plans/summarise.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishLine, englishPhrase, englishText } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { channelName, exit, note, printJson, printLine, printProblem } from '../output.ts';
import { askYes } from '../prompt.ts';
import { chooseAccount, refuse, repeatAfterReconnect, runInSession } from '../run.ts';
import type { Session } from '../session.ts';
import { noteListed } from './before-send.ts';
import { mayWriteReport, writeReport } from './write-report.ts';

type RunOptions = EveryOption & {
  readonly live?: true;
  readonly account?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly csv?: string;
  readonly showNumbers?: true;
  readonly check?: true;
};

const formats = ['junit', 'html', 'csv'] as const;
/** The interval at which a run's state is read. */
const lookEveryMs = 500;
/** A run's cells are read, which may be megabytes, after so many of all were judged. */
const shareToRead = 0.05;

export function addRunCommand(program: Command): void {
  withEveryOption(program.command('run'))
    .argument('<plan>', 'a test plan (YAML; see docs/plans.md)')
    .description('run a test plan: in the sandbox, or with --live for real')
    .option('--live', 'with the account, to real handsets; the plan must say that it may')
    .option('--account <name>', 'the account for --live (default: the current one)')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--html <file>', 'write them as one page that needs nothing else')
    .option('--csv <file>', 'write them as CSV')
    .option('--show-numbers', 'write numbers that have no name in the plan whole')
    .option('--check', 'only read the plan and say what is wrong with it')
    .addHelpText(
      'after',
      `
Exit code: 0 every message passed, 1 one failed, 2 the plan could not be run, or a report could not be written.
Ctrl+C stops it: nothing more is sent. A run that was killed continues when Omnideck runs again.

Example: omnideck run plan.yaml --junit results.xml --html results.html`,
    )
    .action((file: string, options: RunOptions) => runPlan(file, options));
}

async function readPlanFile(file: string): Promise<Result<string>> {
  try {
    return ok(await readFile(resolve(file), 'utf8'));
  } catch (error) {
    const reason = errorMessage(error);
    return fail(cliProblem('plan-not-read', { reason }, 'plan'));
  }
}

async function runPlan(file: string, options: RunOptions): Promise<void> {
  const json = options.json === true;
  const text = await readPlanFile(file);
  if (!text.ok) return refuse(text.problem, json);
  for (const format of formats) {
    const report = options[format];
    const why = report === undefined ? null : await mayWriteReport(report, format);
    if (why !== null) return refuse(why, json);
  }
  await runInSession(options, async (session, _json, interrupted) => {
    const checked = await session.client.runs.check({ text: text.value });
    if (!checked.ok) {
      for (const why of checked.problems) {
        if (json) printJson({ error: { ...errorJson(why), line: why.line, column: why.column } });
        note(`${file}:${why.line}:${why.column}: ${englishLine(why)}`);
      }
      return exit.couldNotTry;
    }
    if (options.check === true) {
      const { cells, numbers, chains } = checked.plan;
      if (json) printJson(checked.plan);
      else
        printLine(
          `${file} is a valid plan: ${chains.length} chains to ${numbers.length} numbers, ${cells} messages.`,
        );
      return exit.reached;
    }
    const account = await chooseAccount(
      session,
      options.live === true ? options : { ...options, sandbox: true },
    );
    if (!account.ok) {
      printProblem(account.problem, json);
      return exit.couldNotTry;
    }
    const may = await showCost(session, text.value, account.value.id, options, json);
    if (!may) return exit.couldNotTry;
    const requestKey = randomUUID();
    const started = await repeatAfterReconnect(session, () =>
      session.client.runs.start({
        text: text.value,
        accountId: account.value.id,
        live: options.live === true,
        requestKey,
      }),
    );
    if (!started.ok) {
      printProblem(started.problem, json);
      return exit.couldNotTry;
    }
    const { id } = started.value;
    const run = await followRun(session, id, { json, interrupted, stops: true });
    if (run === null) return exit.couldNotTry;
    const written = await writeReports(session, id, options);
    if (json) {
      printLine(await reportText(session, id, 'json', options));
      notePause(run);
    } else printEnd(run);
    // A run whose report could not be written must not look successful.
    return written ? exitOf(run) : Math.max(exitOf(run), exit.couldNotTry);
  });
}

/**
 * Shows what the run may cost before it starts; a live run needs a confirmation at a terminal. @returns
 * whether to start
 */
async function showCost(
  session: Session,
  text: string,
  accountId: string,
  options: RunOptions,
  json: boolean,
): Promise<boolean> {
  const estimate = await session.client.runs.estimate({ text, accountId });
  if (!estimate.ok) {
    printProblem(estimate.problem, json);
    return false;
  }
  const { cost, messages, credit, doNotSend } = estimate.value;
  noteListed(doNotSend);
  const words =
    cost === null
      ? 'the price of some is not known'
      : cost.low === cost.high
        ? `${cost.low} EUR`
        : `${cost.low} to ${cost.high} EUR`;
  if (options.live !== true) {
    if (credit === null) note(`${messages} messages in the sandbox, ${words}.`);
    else note(`${messages} messages in the sandbox, ${words} of the ${credit} EUR of the run's own account.`);
    if (cost !== null && credit !== null && isMoreThan(cost.high, credit)) {
      note('That may be more than its credit: the run is paused where it is used up, and can be resumed.');
    }
    return true;
  }
  note(`${messages} real messages, ${words}.`);
  return (await askYes('Send them? (yes/no) ')) !== false;
}

type Following = {
  readonly json: boolean;
  readonly interrupted: AbortSignal;
  /** Whether an interruption stops the run; otherwise it only ends the waiting. */
  readonly stops: boolean;
  /** Ends the waiting after this time. */
  readonly timeUp?: AbortSignal;
};

/**
 * Waits until a run is over or paused, and prints its cells as they are judged.
 * @returns null if the waiting ended before
 */
export async function followRun(
  session: Session,
  id: string,
  { json, interrupted, stops, timeUp }: Following,
): Promise<Run | null> {
  const get = async (): Promise<Run> =>
    found(await repeatAfterReconnect(session, () => session.client.runs.get({ id })));
  const printed = new Set<string>();
  const print = (run: Run): void => {
    for (const cell of run.list) {
      const key = `${cell.position}/${cell.attempt}`;
      if (cell.result === null || printed.has(key)) continue;
      printed.add(key);
      if (!json) printCell(cell);
    }
  };
  noteConditions(await get());
  let stopped = false;
  let shown = 0;
  for (;;) {
    const { state, cells } = found(
      await repeatAfterReconnect(session, () => session.client.runs.summary({ id })),
    );
    const judged = cells.passed + cells.failed;
    if (state !== 'running' || (!json && judged - shown > shareToRead * cells.all)) {
      shown = judged;
      const run = await get();
      print(run);
      const waiting = run.list.some((cell) => cell.messageId !== null && cell.result === null);
      if (run.state === 'finished' || run.state === 'paused') return run;
      if (run.state === 'stopped' && !waiting) return run;
    }
    if (timeUp?.aborted === true || (interrupted.aborted && !stops)) return null;
    if (interrupted.aborted && !stopped) {
      stopped = true;
      note('Stopping: nothing more is sent. What is under way is waited for; Ctrl+C again leaves at once.');
      await repeatAfterReconnect(session, () => session.client.runs.stop({ id }));
    }
    await new Promise((resolve) => setTimeout(resolve, lookEveryMs));
  }
}

function found<T>(answer: Result<T>): T {
  if (!answer.ok) throw new Error(englishText(answer.problem).message);
  return answer.value;
}

function noteConditions({ sandbox, planHash }: Run): void {
  if (sandbox !== null) {
    const { account, credit, seed, weather } = sandbox;
    note(`Sandbox account ${account}: credit ${credit} EUR, seed ${seed}, weather ${weather}.`);
  }
  if (planHash !== null) note(`Plan: SHA-256 ${planHash}.`);
}

const shownVerdicts = { passed: 'passed', failed: 'FAILED', open: 'not judged' } as const;

function printCell(cell: RunCell): void {
  const { result } = cell;
  if (result === null) return;
  const after =
    result.reachedAfterMs === null
      ? 'not reached'
      : `${formatDuration(result.reachedAfterMs, limitsIn(result.judgements))} by ${channelName(result.deliveredBy)}`;
  const again = cell.attempt > 1 ? `, attempt ${cell.attempt}` : '';
  printLine(
    `${shownVerdicts[result.verdict]}  ${cell.chain}  ${cell.number}  round ${cell.round}${again}  ${after}`,
  );
  for (const { verdict, written, found } of result.judgements) {
    if (verdict !== 'passed') printLine(`        ${written}: ${englishPhrase(found)}`);
  }
  if (result.verdict === 'passed') return;
  for (const line of cellLines(cell)) printLine(`        ${line}`);
}

export function printEnd(run: Run): void {
  const { all, passed, failed } = run.cells;
  const notJudged = run.list.filter(({ result }) => result?.verdict === 'open').length;
  const open = all - passed - failed - notJudged;
  for (const { name, latency } of summarise(run.list).operators) {
    if (latency === null) continue;
    printLine(
      `${name}: median ${formatDuration(latency.p50)}, 90th percentile ${formatDuration(latency.p90)}, of ${latency.count}`,
    );
  }
  for (const one of summarise([...run.list, ...run.earlier]).flaky) {
    printLine(`flaky: ${one.chain} to ${one.number}, passed ${one.passed} of ${one.passed + one.failed}`);
  }
  printLine(
    `${passed} passed, ${failed} failed${notJudged > 0 ? `, ${notJudged} not judged` : ''}${open > 0 ? `, ${open} open` : ''} of ${all}; ${run.cost} EUR (run ${run.id})`,
  );
  notePause(run);
}

/** Says on standard error why a run is not over, also if its results are printed as JSON. */
export function notePause(run: Run): void {
  if (run.problem !== null) note(englishLine(run.problem));
  else if (run.state === 'paused') note(`The run ${run.id} is paused; “omnideck runs resume” continues it.`);
}

export function exitOf(run: Run): number {
  if (run.state === 'paused') return exit.couldNotTry;
  if (run.cells.failed > 0) return exit.notReached;
  // A run that was stopped has not shown that everything passes.
  return run.state === 'finished' && run.cells.passed === run.cells.all ? exit.reached : exit.couldNotTry;
}

async function reportText(
  session: Session,
  id: string,
  format: 'junit' | 'html' | 'csv' | 'json',
  options: RunOptions,
): Promise<string> {
  const report = await session.client.runs.report({ id, format, showNumbers: options.showNumbers === true });
  if (!report.ok) throw new Error(englishText(report.problem).message);
  return format === 'json' ? JSON.stringify(JSON.parse(report.value.text)) : report.value.text;
}

/** Writes the requested reports. @returns whether all were written */
async function writeReports(session: Session, id: string, options: RunOptions): Promise<boolean> {
  let written = true;
  for (const format of formats) {
    const file = options[format];
    if (file === undefined) continue;
    const why = await writeReport(file, await reportText(session, id, format, options), format);
    if (why === null) continue;
    written = false;
    note(`${englishText(why).message} The run itself is kept: see “omnideck runs”.`);
  }
  return written;
}
