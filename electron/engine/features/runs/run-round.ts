/** One round over all runs that are not over: judges what was sent, and sends what is due. */
import type { Problem } from '../../../../shared/messaging/problem.ts';
import { plansProblem } from '../../../../shared/problems/plans.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import { activeRun, isWaiting } from './active-run.ts';
import { type ActiveRun, type Context, lookEveryMs } from './run-context.ts';
import { judgeSent } from './run-judging.ts';
import { sendDue } from './run-sending.ts';
import { setState } from './run-state.ts';
import { planGone } from './sql/forget-plan.ts';
import type { StoredRun } from './sql/read-runs.ts';
import { onlyRetries } from './sql/save-runs.ts';

/** @returns after how many ms to check again */
export async function round(runner: Context): Promise<number> {
  const { store } = runner.options;
  const { open } = runner;
  for (const id of await store.read('openRuns', {})) open.add(id);
  let next = lookEveryMs;
  for (const id of [...open]) {
    if (runner.isStopping()) break;
    next = Math.min(next, await work(runner, id));
  }
  return next;
}

/** Works on a run. @returns after how many ms to check again */
async function work(runner: Context, id: string): Promise<number> {
  const { now } = runner.options;
  const active = await current(runner, id);
  if (active === null) {
    forget(runner, id);
    return lookEveryMs;
  }
  await judgeSent(runner, active);
  const next = active.mark.state === 'running' ? await proceed(runner, active) : lookEveryMs;
  // A paused run is in the list of open runs: it stays in memory, so that each round reads only its mark.
  if (active.mark.state !== 'running' && active.mark.state !== 'paused' && active.under.size === 0)
    forget(runner, id);
  let lookAt = now() + next;
  for (const one of active.under.values()) lookAt = Math.min(lookAt, one.lookAt);
  return Math.max(0, lookAt - now());
}

/** Sends what is due, and ends or pauses the run if it is time. @returns after how many ms to check again */
async function proceed(runner: Context, active: ActiveRun): Promise<number> {
  const { run, under, unsent } = active;
  const why = runner.options.pauseOf(run);
  const unpaid = run.list.some((cell) => cell.result?.verdict === 'open');
  if (unpaid) await setState(runner, run, 'paused', noCreditLeft(run));
  else if (why !== null && (unsent.size > 0 || [...under.values()].some(isWaiting)))
    await setState(runner, run, 'paused', why);
  else {
    const next = await sendDue(runner, active);
    if (under.size === 0 && unsent.size === 0) await setState(runner, run, 'finished', null);
    else if (under.size === 0 && run.problem?.code === onlyRetries && !hasRetries(active))
      await setState(runner, run, 'stopped', null);
    return next;
  }
  return 0;
}

function hasRetries({ run, unsent }: ActiveRun): boolean {
  return [...unsent].some((index) => run.list[index]?.attempt !== 1);
}

/** Returns the run as it is now in the store; null if it is gone or can send and judge nothing any more. */
async function current(runner: Context, id: string): Promise<ActiveRun | null> {
  const { store } = runner.options;
  const mark = await store.read('runMark', { id });
  if (mark === null) return null;
  // The plan is read again when somebody resumes the run.
  if (mark.state === 'paused' && mark.problem === planTooSlow.code) return null;
  const before = runner.active.get(id);
  if (before !== undefined && isSameMark(before.mark, mark)) return before;
  const run = await store.read('readRun', { id });
  if (run === null) return null;
  const plan = before?.run.plan === run.plan ? before.plan : await planOf(runner, run);
  if (plan === null) return null;
  const active = activeRun({ run, plan, mark }, before?.under ?? new Map());
  runner.active.set(id, active);
  return active;
}

function isSameMark(a: ActiveRun['mark'], b: ActiveRun['mark']): boolean {
  return (
    a.state === b.state && a.problem === b.problem && a.planLength === b.planLength && a.cells === b.cells
  );
}

/** @returns null if the run cannot continue, or if the runner is being stopped */
async function planOf(runner: Context, run: StoredRun): Promise<ActiveRun['plan'] | null> {
  // Checks of times do not apply any more: the plan was valid when the run started.
  const read = await Promise.race([runner.options.yaml.plan(run.plan, null), runner.stopped()]);
  if (read === null) return null;
  if (read.ok) return read.plan;
  // A busy computer may be the reason.
  const isTooSlow = read.problems.some(({ id }) => id === planTooSlow.id);
  await setState(runner, run, isTooSlow ? 'paused' : 'stopped', isTooSlow ? planTooSlow : planGone());
  return null;
}

const planTooSlow = plansProblem('yaml-limit/time');

function forget({ open, active, nextSendAt }: Context, id: string): void {
  open.delete(id);
  active.delete(id);
  nextSendAt.delete(id);
}

function noCreditLeft({ sandbox }: StoredRun): Problem {
  return sandbox === null
    ? runsProblem('no-credit')
    : runsProblem('no-credit/sandbox', { account: sandbox.account, credit: sandbox.credit });
}
