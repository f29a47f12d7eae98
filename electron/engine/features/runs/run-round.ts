/** One round over all runs that are not over: judges what was sent, and sends what is due. */
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { Plan } from '../../../../shared/plans/plan.ts';
import { readPlan } from '../../../../shared/plans/read-plan.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import { type Context, lookEveryMs } from './run-context.ts';
import { judgeSent } from './run-judging.ts';
import { sendDue } from './run-sending.ts';
import { setState } from './run-state.ts';
import { planGone } from './sql/forget-plan.ts';
import type { StoredRun } from './sql/read-runs.ts';
import { onlyRetries } from './sql/save-runs.ts';

/** The maximum time that one check spends on sending. */
const mostSendingMs = 2_000;

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
  const { store, now } = runner.options;
  const { lastSentAt, open, lookedAt, plans } = runner;
  const begunAt = now();
  const run = await store.read('readRun', { id });
  if (run === null) {
    open.delete(id);
    return lookEveryMs;
  }
  const read = plan(runner, run);
  if (read === null) {
    open.delete(id);
    await setState(runner, run, 'stopped', planGone());
    return lookEveryMs;
  }
  const under = await judgeSent(runner, run, read);
  const after = await store.read('readRun', { id });
  if (after === null) return lookEveryMs;
  // Checking a run with thousands of cells takes longer than its pace allows per message, so each check
  // sends several.
  const until = now() + Math.min(mostSendingMs, Math.max(lookEveryMs, 4 * (now() - begunAt)));
  let next = lookEveryMs;
  if (after.state === 'running') {
    const why = runner.options.pauseOf(after);
    const unpaid = after.list.some((cell) => cell.result?.verdict === 'open');
    const queued = [...under.values()].some((message) => message.state === 'queued');
    const unsent = after.list.some((cell) => cell.messageId === null);
    if (unpaid) await setState(runner, after, 'paused', noCreditLeft(after));
    else if (why !== null && (queued || unsent)) await setState(runner, after, 'paused', why);
    else {
      next = await sendDue(runner, after, read, under, until);
      const unjudged = after.list.filter((cell) => cell.result === null);
      if (under.size === 0 && unjudged.length === 0) await setState(runner, after, 'finished', null);
      else if (
        after.problem?.code === onlyRetries &&
        unjudged.every(({ messageId, attempt }) => messageId === null && attempt === 1)
      ) {
        await setState(runner, after, 'stopped', null);
      }
    }
  }
  const last = await store.read('readRun', { id });
  const waits = last?.list.some((cell) => cell.messageId !== null && cell.result === null) ?? false;
  if (last === null || (last.state !== 'running' && !waits)) {
    open.delete(id);
    lastSentAt.delete(id);
    lookedAt.delete(id);
    plans.delete(id);
  }
  return next;
}

function plan(runner: Context, run: StoredRun): Plan | null {
  const { plans } = runner;
  const before = plans.get(run.id);
  if (before?.text === run.plan) return before.plan;
  // Checks of times do not apply any more: the plan was valid when the run started.
  const read = readPlan(run.plan, null);
  const plan = read.ok ? read.plan : null;
  plans.set(run.id, { text: run.plan, plan });
  return plan;
}

function noCreditLeft({ sandbox }: StoredRun): Problem {
  return sandbox === null
    ? runsProblem('no-credit')
    : runsProblem('no-credit/sandbox', { account: sandbox.account, credit: sandbox.credit });
}
