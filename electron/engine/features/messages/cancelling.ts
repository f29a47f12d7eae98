import type { Cancelling } from '../../../../shared/contract/messages.ts';
import type { Store } from '../../store.ts';
import type { Canceller } from './canceller.ts';
import type { Ordered } from './sql/cancel.ts';

type Needs = { readonly store: Store; readonly canceller: Canceller };

/** How long an answer waits to say what Messente did; the order is written down by then. */
export const cancelPatienceMs = 4_000;
/** More than these are counted, and not listed one by one. */
export const mostListed = 20;
const over = new Set(['cancelled', 'not-sent', 'reached', 'failed', 'over']);

/** Tries at once what was ordered, and says how it went within a few seconds. What is not done is tried on and on. */
export async function cancelNow({ store, canceller }: Needs, ordered: Ordered): Promise<Cancelling> {
  const { withdrawn, ids } = ordered;
  // Also where nothing was ordered: a removed account's password may be free to go.
  await canceller.tried(cancelPatienceMs);
  if (ids.length === 0) return { withdrawn, cancelled: 0, count: 0, first: [] };
  const tasks = await store.read('cancellationsOf', { ids });
  const open = tasks.filter(({ state }) => !over.has(state));
  return {
    withdrawn,
    cancelled: tasks.filter(({ state }) => state === 'cancelled').length,
    count: open.length,
    first: open.slice(0, mostListed),
  };
}
