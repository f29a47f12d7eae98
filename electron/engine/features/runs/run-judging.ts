/** Judges the cells of a run whose messages were sent. */
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { CellResult, RunCell } from '../../../../shared/contract/runs.ts';
import { isSettledState } from '../../../../shared/messaging/types.ts';
import { runsPhrase } from '../../../../shared/phrases.ts';
import { expectationsOf } from '../../../../shared/plans/combine-expectations.ts';
import { judgeCell, reachedAfter } from '../../../../shared/plans/judge.ts';
import { type Expectation, numberOf } from '../../../../shared/plans/plan.ts';
import { cellMessageOf, factsOf } from './facts.ts';
import type { ActiveRun, Context, UnderWay } from './run-context.ts';
import { notJudged } from './sql/forget-plan.ts';
import type { StoredRun } from './sql/read-runs.ts';
import type { MessageProgress } from './sql/read-under-way.ts';

/** The interval at which a message that still waits to be sent is read without an event. */
const waitingLookMs = 5_000;
/** The number of messages that are judged at the same time. */
const mostAtOnce = 50;

/** Judges the sent cells about which something was received, or whose time has come. */
export async function judgeSent(runner: Context, active: ActiveRun): Promise<void> {
  const { store, now } = runner.options;
  const { changed } = runner;
  const due = [...active.under].filter(([id, { lookAt }]) => changed.has(id) || lookAt <= now());
  for (let from = 0; from < due.length; from += mostAtOnce) {
    if (runner.isStopping()) return;
    const some = due.slice(from, from + mostAtOnce);
    for (const [id] of some) changed.delete(id);
    const read = await store.read('messageProgress', { ids: some.map(([id]) => id) });
    const byId = new Map(read.map((progress) => [progress.id, progress]));
    await Promise.all(
      some.map(([id, { index }]) => judgeOne(runner, active, id, index, byId.get(id) ?? null)),
    );
  }
}

async function judgeOne(
  runner: Context,
  active: ActiveRun,
  id: string,
  index: number,
  progress: MessageProgress | null,
): Promise<void> {
  const { run, under } = active;
  const cell = run.list[index];
  if (cell === undefined) return;
  const result = await resultOf(runner, active, cell, index, progress);
  if (result === null && progress !== null) {
    under.set(id, {
      index,
      state: progress.state,
      lookAt: nextLookAt(runner, timesOf(runner, active), progress),
    });
    return;
  }
  await finish(runner, run, cell, result ?? notJudged);
  run.list[index] = { ...cell, result: result ?? notJudged };
  under.delete(id);
}

/** Returns the cell's result; null if more is awaited. */
async function resultOf(
  runner: Context,
  { run, plan }: ActiveRun,
  cell: RunCell,
  index: number,
  progress: MessageProgress | null,
): Promise<CellResult | null> {
  const chain = plan.chains[run.chainOf[index] ?? -1];
  if (progress === null || chain === undefined) return notJudged;
  if (!mayBeOver(runner, timesOf(runner, { run, plan }), progress)) return null;
  const message = await runner.options.store.read('messageDetail', { id: progress.id });
  if (message === null) return notJudged;
  const expect = expectationsOf(plan, chain, numberOf(plan, cell.position));
  return judged(runner, run, cell, message, expect, plan.timeoutMs);
}

type Times = {
  /** How long after the sending a message is judged as it stands, ms. */
  readonly timeoutMs: number;
  /** How long late reports about a finished message are awaited, ms. */
  readonly lateMs: number;
};

/** Returns the times of a run on this computer's clock; those of a plan are on the sandbox's. */
function timesOf({ options }: Context, { run, plan }: Pick<ActiveRun, 'run' | 'plan'>): Times {
  const speed = run.sandbox?.speed ?? 1;
  return { timeoutMs: plan.timeoutMs / speed, lateMs: options.lateReportsMs / speed };
}

/** Only then the whole message is read, which takes far longer than its progress. */
function mayBeOver(
  { options: { now } }: Context,
  { timeoutMs }: Times,
  { state, sentAt }: MessageProgress,
): boolean {
  if (state === 'queued' || state === 'sending') return false;
  return isSettledState(state) || now() - sentAt > timeoutMs;
}

/** Returns when a message is read again if nothing is received about it, epoch ms. */
function nextLookAt(
  { options }: Context,
  { timeoutMs, lateMs }: Times,
  progress: MessageProgress,
): UnderWay['lookAt'] {
  const { state, settledAt, sentAt } = progress;
  const { now } = options;
  if (state === 'queued' || state === 'sending') return now() + waitingLookMs;
  const lateAt = (settledAt ?? now()) + lateMs;
  const timeoutAt = sentAt + timeoutMs + 1;
  return isSettledState(state) && lateAt > now() ? Math.min(lateAt, timeoutAt) : timeoutAt;
}

async function judged(
  runner: Context,
  run: StoredRun,
  cell: RunCell,
  message: MessageDetail,
  expect: readonly Expectation[],
  timeoutMs: number,
): Promise<CellResult | null> {
  const { store, now, lateReportsMs } = runner.options;
  const { asked, settledAt } = runner;
  // It is still waiting to be sent, whatever was tried before: judged now, it could be retried and arrive
  // twice.
  if (message.state === 'queued' || message.state === 'sending') return null;
  const callbacks = await store.read('callbackVerdicts', {
    messageId: message.id,
    accountId: run.accountId,
  });
  const speed = run.sandbox?.speed ?? 1;
  const facts = factsOf(message, callbacks, now(), speed);
  const key = `${run.id}/${cell.position}/${cell.attempt}`;
  const found = judgeCell(expect, facts, false);
  if (facts.settled && !settledAt.has(key)) settledAt.set(key, message.settledAt ?? now());
  const lingered = facts.settled && (now() - (settledAt.get(key) ?? 0)) * speed >= lateReportsMs;
  const waitsForSeen = expect.some(
    (expectation, index) => expectation.kind === 'seen' && found.judgements[index]?.verdict === 'open',
  );
  const late = facts.ageMs > timeoutMs;
  const unpaid = facts.settled && isUnpaid(message);
  const over = facts.notSent !== null || late || unpaid || (lingered && !waitsForSeen);
  if (!over) return null;
  if (late && !facts.settled && !asked.has(key)) {
    asked.add(key);
    await runner.options.ask(message);
    return null;
  }
  const { verdict, judgements } = isUnpaid(message) ? notPaid : judgeCell(expect, facts, true);
  settledAt.delete(key);
  asked.delete(key);
  return {
    verdict,
    judgements: [...judgements],
    deliveredBy: message.deliveredBy,
    reachedAfterMs: reachedAfter(facts, 'any'),
    cost: message.cost,
    state: message.state,
    message: cellMessageOf(message, now()),
  };
}

async function finish(runner: Context, run: StoredRun, cell: RunCell, result: CellResult): Promise<void> {
  const { store } = runner.options;
  await store.write('finishCell', {
    runId: run.id,
    position: cell.position,
    attempt: cell.attempt,
    result: JSON.stringify(result),
  });
  runner.options.onChange(run.id, [cell.position]);
}

/** Messente's error number of a step that the account could not pay for. */
const couldNotCharge = 4;

function isUnpaid(message: MessageDetail): boolean {
  return message.steps.some(({ events }) => events.some(({ err }) => err === couldNotCharge));
}

/** An unpaid message says nothing about the chain: it is not judged, and not a failure. */
const notPaid: Pick<CellResult, 'verdict' | 'judgements'> = {
  verdict: 'open',
  judgements: [{ written: 'message', verdict: 'open', found: runsPhrase('no-credit') }],
};
