import type { Listed } from '../../../../shared/contract/compose.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import type { Plan } from '../../../../shared/plans/plan.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Store } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import type { PriceReader } from '../accounts/index.ts';
import { costOfCells } from './cost-of-cell.ts';
import type { StoredRun } from './sql/read-runs.ts';

/** Returns a plan with only the numbers that are sent to, and the others by their names with the reason. */
export async function withoutListed(
  store: Store,
  plan: Plan,
): Promise<{ readonly plan: Plan; readonly doNotSend: Listed[]; readonly stopped: readonly string[] }> {
  const listed = await store.read('stoppedAmong', { numbers: plan.numbers.map((one) => one.number) });
  const numbers = new Set(listed.map((one) => one.number));
  return {
    plan: { ...plan, numbers: plan.numbers.filter((one) => !numbers.has(one.number)) },
    doNotSend: listed.map(({ number, reason }) => ({ to: number, reason })),
    stopped: plan.numbers.flatMap((one) => (numbers.has(one.number) ? [one.name] : [])),
  };
}

type Needs = { readonly store: Store; readonly priceOf: PriceReader; readonly yaml: YamlReader };

/** Returns the handlers for the remaining messages of a run and their cost. */
export function runCostHandlers(os: ContractImplementer, { store, priceOf, yaml }: Needs) {
  /**
   * Returns the cells whose message is queued and held by the run's pause; they are sent when the run is
   * resumed.
   */
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
      const read = await yaml.plan(run.plan, null);
      const reached = read.ok ? await withoutListed(store, read.plan) : null;
      const stopped = new Set(reached?.stopped);
      const waiting = await held(run);
      const cells = run.list.flatMap((cell, index) => {
        const unsent = cell.messageId === null;
        const goesOut =
          waiting.has(cell.position) ||
          // Not judged, because the account could not pay: sent again when the run is resumed.
          cell.result?.verdict === 'open' ||
          (what === 'resume'
            ? unsent
            : // unsent cells stay unsent when failed ones are retried
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
