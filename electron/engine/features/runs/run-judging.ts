/** Judges the cells of a run whose messages were sent. */
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { CellResult, RunCell } from '../../../../shared/contract/runs.ts';
import { runsPhrase } from '../../../../shared/phrases.ts';
import { judgeCell, reachedAfter } from '../../../../shared/plans/judge.ts';
import type { Plan, PlanChain } from '../../../../shared/plans/plan.ts';
import { factsOf } from './facts.ts';
import { type Context, lookEveryMs } from './run-context.ts';
import { notJudged } from './sql/forget-plan.ts';
import type { StoredRun } from './sql/read-runs.ts';

const lookPerMessageMs = 5;

/** Judges sent cells. @returns the messages of cells that are sent and not judged yet */
export async function judgeSent(
  runner: Context,
  run: StoredRun,
  read: Plan,
): Promise<Map<number, MessageDetail>> {
  const { store, now } = runner.options;
  const { known, changed, lookedAt } = runner;
  const under = new Map<number, MessageDetail>();
  const waiting = run.list.filter((cell) => cell.messageId !== null && cell.result === null).length;
  const all = now() - (lookedAt.get(run.id) ?? 0) >= Math.max(lookEveryMs, waiting * lookPerMessageMs);
  if (all) lookedAt.set(run.id, now());
  for (const [index, cell] of run.list.entries()) {
    if (cell.messageId === null || cell.result !== null) continue;
    const before = known.get(cell.messageId);
    if (!all && before !== undefined && !changed.has(cell.messageId)) {
      under.set(cell.position, before);
      continue;
    }
    changed.delete(cell.messageId);
    const chain = read.chains[run.chainOf[index] ?? -1];
    const message = await store.read('messageDetail', { id: cell.messageId });
    if (chain === undefined || message === null) {
      await finish(runner, run, cell, notJudged);
      continue;
    }
    const result = await judged(runner, run, cell, message, chain, read.timeoutMs);
    if (result === null) {
      known.set(message.id, message);
      under.set(cell.position, message);
    } else {
      known.delete(message.id);
      await finish(runner, run, cell, result);
    }
  }
  return under;
}

async function judged(
  runner: Context,
  run: StoredRun,
  cell: RunCell,
  message: MessageDetail,
  chain: PlanChain,
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
  const facts = factsOf(message, callbacks, now());
  const key = `${run.id}/${cell.position}/${cell.attempt}`;
  const found = judgeCell(chain.expect, facts, false);
  if (facts.settled && !settledAt.has(key)) settledAt.set(key, message.settledAt ?? now());
  const lingered = facts.settled && now() - (settledAt.get(key) ?? 0) >= lateReportsMs;
  const waitsForSeen = chain.expect.some(
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
  const { verdict, judgements } = isUnpaid(message) ? notPaid : judgeCell(chain.expect, facts, true);
  settledAt.delete(key);
  asked.delete(key);
  return {
    verdict,
    judgements: [...judgements],
    deliveredBy: message.deliveredBy,
    reachedAfterMs: reachedAfter(facts, 'any'),
    cost: message.cost,
    state: message.state,
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
  runner.options.onChange(run.id);
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
