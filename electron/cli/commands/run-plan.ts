import { randomUUID } from 'node:crypto';
import { type Command, InvalidArgumentError } from 'commander';
import type { Run, RunCell, RunSettings } from '../../../shared/contract/runs.ts';
import { isMoreThan } from '../../../shared/messaging/money.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cellLines } from '../../../shared/plans/cell-lines.ts';
import { formatDuration, parseDuration } from '../../../shared/plans/duration.ts';
import { limitsIn } from '../../../shared/plans/expectations.ts';
import { summarise } from '../../../shared/plans/summarise.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishLine, englishPhrase, englishText } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { runsProblem } from '../../../shared/problems/runs.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { channelName, exit, note, printJson, printLine, printProblem } from '../output.ts';
import { isAtTerminal } from '../prompt.ts';
import { type ChosenAccount, chooseAccount, refuse, repeatAfterReconnect, runInSession } from '../run.ts';
import type { Session } from '../session.ts';
import { agreeToSend } from './agree-to-send.ts';
import { noteListed } from './before-send.ts';
import { type Following, followRun, runEnd } from './follow-run.ts';
import { readYamlFile } from './read-yaml-file.ts';
import { mayWriteReport, writeReport } from './write-report.ts';

type RunOptions = EveryOption & {
  readonly live?: true;
  readonly yes?: true;
  readonly account?: string;
  readonly junit?: string;
  readonly html?: string;
  readonly csv?: string;
  readonly showNumbers?: true;
  readonly check?: true;
  readonly seed?: number;
  readonly speed?: number;
  readonly scenario?: string;
  readonly wait?: number;
};

const formats = ['junit', 'html', 'csv'] as const;

export function addRunCommand(program: Command): void {
  withEveryOption(program.command('run'), { sandbox: true })
    .argument('<plan>', 'a test plan (YAML; - for standard input; see docs/plans.md)')
    .description('run a test plan: in the sandbox, or with --live for real')
    .option('--live', 'send real messages with the account, if the plan allows it')
    .option('--yes', 'start a live run without asking at the terminal')
    .option('--account <name>', 'the account (default: the sandbox, and with --live the current account)')
    .option('--junit <file>', 'write the results as JUnit XML')
    .option('--html <file>', 'write them as one page that needs nothing else')
    .option('--csv <file>', 'write them as CSV')
    .option('--show-numbers', 'write numbers that have no name in the plan whole')
    .option('--check', 'only read the plan, and show its errors and warnings')
    .option('--seed <n>', "the sandbox's seed for this run (default: the plan's)", parseSeed)
    .option('--speed <n>', "how many times faster the sandbox's clock runs for this run", parseSpeed)
    .option(
      '--scenario <file>',
      "the sandbox's weather for this run: a scenario (- for standard input), see docs/sandbox.md",
    )
    .option(
      '--wait <time>',
      'wait at most this long for another run that is under way (default: until it is over)',
      parseWait,
    )
    .addHelpText(
      'after',
      `
Exit code: 0 every message passed, 1 one failed, 2 the plan could not be run, or a report could not be written.
Ctrl+C stops it: nothing more is sent. If another run is under way, the command waits for its end first. A killed
run of the same plan is continued instead of starting another one.

Example: omnideck run plan.yaml --junit results.xml --html results.html`,
    )
    .action((file: string, options: RunOptions) => runPlan(file, options));
}

const longestWaitMs = 2_147_483_647;

/** Reads the value of an option that is a duration. @returns milliseconds */
export function parseWait(text: string): number {
  const ms = parseDuration(text);
  if (ms === null || ms > longestWaitMs)
    throw new InvalidArgumentError('a time is written as 30 s or 5 min.');
  return ms;
}

function parseSeed(text: string): number {
  if (!/^\d{1,9}$/u.test(text)) throw new InvalidArgumentError('a seed is a number from 0 to 999999999.');
  return Number(text);
}

function parseSpeed(text: string): number {
  const speed = Number(text);
  if (!/^\d{1,3}(?:\.\d{1,2})?$/u.test(text) || speed < 0.1 || speed > 100) {
    throw new InvalidArgumentError('a speed is a number from 0.1 to 100.');
  }
  return speed;
}

/** Reads the options for the sandbox of the run. Problems: `sandbox-option`, `plan-not-read`. */
async function settingsOf({
  live,
  sandbox,
  seed,
  speed,
  scenario,
}: RunOptions): Promise<Result<RunSettings>> {
  for (const [option, value] of Object.entries({
    '--seed': seed,
    '--speed': speed,
    '--scenario': scenario,
    '--sandbox': sandbox,
  })) {
    if (live === true && value !== undefined) return fail(cliProblem('sandbox-option', { option }));
  }
  const text = scenario === undefined ? null : await readYamlFile(scenario, 'scenario');
  if (text !== null && !text.ok) return text;
  return ok({
    ...(seed === undefined ? {} : { seed }),
    ...(speed === undefined ? {} : { speed }),
    ...(text === null ? {} : { scenario: text.value }),
  });
}

async function runPlan(file: string, options: RunOptions): Promise<void> {
  const json = options.json === true;
  if (file === '-' && options.scenario === '-')
    return refuse(cliProblem('input-twice', {}, 'scenario'), json);
  const text = await readYamlFile(file, 'plan');
  if (!text.ok) return refuse(text.problem, json);
  const settings = await settingsOf(options);
  if (!settings.ok) return refuse(settings.problem, json);
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
      printPlan(file, checked, json);
      return exit.reached;
    }
    const account = await accountFor(session, checked.plan, options);
    // Nobody can answer the question before the first message. Without a terminal, --live is the agreement.
    if (account.ok && account.value.reaches === 'people' && file === '-' && !options.yes && isAtTerminal()) {
      printProblem(cliProblem('live-from-input', {}, 'plan'), json);
      return exit.couldNotTry;
    }
    if (!account.ok) {
      printProblem(account.problem, json);
      return exit.couldNotTry;
    }
    const wanted = { text: text.value, accountId: account.value.id, settings: settings.value };
    const may = await showCost(session, wanted, account.value, options.yes === true);
    if (!may.ok) printProblem(may.problem, json);
    if (!may.ok || !may.value) return exit.couldNotTry;
    const started = await start(
      session,
      { ...wanted, live: options.live === true },
      options.wait,
      interrupted,
    );
    if (started === null) return exit.couldNotTry;
    if (!started.ok) {
      printProblem(started.problem, json);
      return exit.couldNotTry;
    }
    const { id } = started.value;
    const run = await printRun(session, id, { json, interrupted, stops: true });
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

type PlanRead = Extract<Awaited<ReturnType<Session['client']['runs']['check']>>, { ok: true }>;

/**
 * Returns the account of a run: the named one, with --live the current one, and otherwise the sandbox's. Problems:
 * those of chooseAccount, `sandbox-option`, `plan-not-live`, `live-not-asked`.
 */
async function accountFor(
  session: Session,
  plan: PlanRead['plan'],
  options: RunOptions,
): Promise<Result<ChosenAccount>> {
  const named = options.live === true || options.account !== undefined;
  const account = await chooseAccount(session, named ? options : { ...options, sandbox: true });
  if (!account.ok) return account;
  const { name, reaches } = account.value;
  const { seed, speed, scenario } = options;
  const [option] = Object.entries({ '--seed': seed, '--speed': speed, '--scenario': scenario }).find(
    ([, value]) => value !== undefined,
  ) ?? [null];
  if (reaches !== 'sandbox' && option !== null)
    return fail(cliProblem('sandbox-option/account', { option, account: name }));
  if (reaches === 'people' && (!plan.live || plan.agreed === null))
    return fail(runsProblem('plan-not-live', {}, 'live'));
  if (reaches === 'people' && options.live !== true)
    return fail(runsProblem('live-not-asked', { name }, 'live'));
  return account;
}

/** Prints what a valid plan contains, and what it probably does not mean. */
function printPlan(file: string, { plan, warnings }: PlanRead, json: boolean): void {
  for (const why of warnings) note(`${file}:${why.line}:${why.column}: warning: ${englishLine(why)}`);
  if (json) {
    const found = warnings.map((why) => ({ ...errorJson(why), line: why.line, column: why.column }));
    printJson({ ...plan, warnings: found });
    return;
  }
  const { cells, numbers, chains } = plan;
  printLine(
    `${file} is a valid plan: ${chains.length} chains to ${numbers.length} numbers, ${cells} messages.`,
  );
}

/**
 * Shows what the run may cost before it starts; real messages need a confirmation at a terminal. @returns
 * whether to start
 */
async function showCost(
  session: Session,
  wanted: Wanted,
  { name, reaches }: ChosenAccount,
  yes: boolean,
): Promise<Result<boolean>> {
  const estimate = await session.client.runs.estimate(wanted);
  if (!estimate.ok) return estimate;
  const { cost, messages, credit, doNotSend } = estimate.value;
  noteListed(doNotSend);
  const words =
    cost === null
      ? 'the price of some is not known'
      : cost.low === cost.high
        ? `${cost.low} EUR`
        : `${cost.low} to ${cost.high} EUR`;
  if (reaches === 'computer') {
    note(`${messages} messages to the API of “${name}” on this computer, ${words}.`);
    return ok(true);
  }
  if (reaches === 'sandbox') {
    if (credit === null) note(`${messages} messages in the sandbox, ${words}.`);
    else note(`${messages} messages in the sandbox, ${words} of the ${credit} EUR of the run's own account.`);
    if (cost !== null && credit !== null && isMoreThan(cost.high, credit)) {
      note('That may be more than its credit: the run is paused where it is used up, and can be resumed.');
    }
    return ok(true);
  }
  note(`${messages} real messages, ${words}.`);
  return agreeToSend({ yes, withoutTerminal: true });
}

type Wanted = { readonly text: string; readonly accountId: string; readonly settings: RunSettings };

/**
 * Starts the run, or takes up the one that was killed. If another run is under way, waits for its end first.
 * @returns null if the waiting was interrupted
 */
async function start(
  session: Session,
  wanted: Wanted & { readonly live: boolean },
  waitMs: number | undefined,
  interrupted: AbortSignal,
): Promise<Result<{ id: string }> | null> {
  const requestKey = randomUUID();
  // Another console may be followed by another command: only one that has ended has left its runs behind.
  const takeUp = session.owner !== null;
  const timeUp = waitMs === undefined ? null : AbortSignal.timeout(waitMs);
  let named = '';
  for (;;) {
    if (interrupted.aborted) {
      note('Nothing was started.');
      return null;
    }
    const started = await repeatAfterReconnect(session, () =>
      session.client.runs.start({ ...wanted, requestKey, takeUp, alone: true }),
    );
    if (started.ok) {
      const { id, takenUp } = started.value;
      if (takenUp) note(`The run ${id} of this plan was interrupted; this command continues it.`);
      return started;
    }
    if (started.problem.code !== 'run-under-way' || timeUp?.aborted === true) return started;
    const { id, name } = started.problem.params ?? {};
    if (id !== named) note(`Waiting for the run ${id} (${name}) to end. Ctrl+C ends the waiting.`);
    named = String(id);
    await runEnd(session, named, AbortSignal.any([interrupted, ...(timeUp === null ? [] : [timeUp])]));
  }
}

/**
 * Waits until a run is over or paused, and prints its cells as they are judged.
 * @returns null if the waiting ended before
 */
export function printRun(
  session: Session,
  id: string,
  following: Pick<Following, 'json' | 'interrupted' | 'stops' | 'timeUp'>,
): Promise<Run | null> {
  const onJudged = following.json ? () => undefined : printCell;
  return followRun(session, id, { ...following, onBegin: noteConditions, onJudged });
}

function noteConditions({ sandbox, planHash }: Run): void {
  if (sandbox !== null) {
    const { account, credit, seed, speed, weather } = sandbox;
    const fast = speed === 1 ? '' : `, speed ${speed}`;
    note(`Sandbox account ${account}: credit ${credit} EUR, seed ${seed}${fast}, weather ${weather}.`);
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
