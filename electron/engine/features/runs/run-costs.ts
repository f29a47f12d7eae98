import type { Listed } from '../../../../shared/contract/compose.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import type { Plan } from '../../../../shared/plans/plan.ts';
import { readPlan } from '../../../../shared/plans/read-plan.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Store } from '../../store.ts';
import type { PriceReader } from '../accounts/index.ts';
import { costOfCells } from './cost-of-cell.ts';
import type { StoredRun } from './sql/read-runs.ts';

/** A plan with those of its numbers alone that are written to; the others with the reason, and by their names. */
export async function withoutListed(
  store: Store,
  plan: Plan,
): Promise<{ readonly plan: Plan; readonly doNotSend: Listed[]; readonly stopped: readonly string[] }> {
  const listed = await store.read('doNotSendAmong', { numbers: plan.numbers.map((one) => one.number) });
  const numbers = new Set(listed.map((one) => one.number));
  return {
    plan: { ...plan, numbers: plan.numbers.filter((one) => !numbers.has(one.number)) },
    doNotSend: listed.map(({ number, reason }) => ({ to: number, reason })),
    stopped: plan.numbers.flatMap((one) => (numbers.has(one.number) ? [one.name] : [])),
  };
}

type Needs = { readonly store: Store; readonly priceOf: PriceReader };

/** What a run that goes on would still send, and what that may cost. */
export function runCostHandlers(os: ContractImplementer, { store, priceOf }: Needs) {
  /** The cells whose message is written and held, since the run is paused: it goes out as soon as the run goes on. */
  async function held(run: StoredRun): Promise<Set<number>> {
    const found = new Set<number>();
    if (run.state !== 'paused') return found;
    for (const { messageId, result, position } of run.list) {
      if (messageId === null || result !== null) continue;
      const message = await store.read('messageDetail', { id: messageId });
      if (message?.state === 'queued') found.add(position);
    }
    return found;
  }

  return {
    estimateMore: os.runs.estimateMore.handler(async ({ input: { id, what } }) => {
      const run = await store.read('readRun', { id });
      if (run === null) {
        return fail(runsProblem('no-such-run', { id }, 'id'));
      }
      const read = readPlan(run.plan, null);
      const reached = read.ok ? await withoutListed(store, read.plan) : null;
      const stopped = new Set(reached?.stopped);
      const waiting = await held(run);
      const cells = run.list.flatMap((cell, index) => {
        const unsent = cell.messageId === null;
        const goesOut =
          waiting.has(cell.position) ||
          // Not judged, since the account could not pay for it: sent again as soon as the run goes on.
          cell.result?.verdict === 'open' ||
          (what === 'resume'
            ? unsent
            : // What was never sent stays so where what failed is tried again.
              cell.result?.verdict === 'failed' || (unsent && cell.attempt > 1));
        return goesOut && !stopped.has(cell.number)
          ? [{ chain: run.chainOf[index] ?? -1, country: cell.country }]
          : [];
      });
      const cost = read.ok
        ? await costOfCells(read.plan, cells, (country) => priceOf(run.accountId, country))
        : null;
      return ok({ messages: cells.length, cost, credit: null, doNotSend: reached?.doNotSend ?? [] });
    }),
  };
}
