import type { Cancelling } from '../../../../shared/contract/messages.ts';
import type { Store } from '../../store.ts';
import type { Canceller } from './canceller.ts';
import { mostListed } from './open-work.ts';
import type { Ordered } from './sql/cancel.ts';

type Needs = { readonly store: Store; readonly canceller: Canceller };

/** How long an answer waits for Messente's result; the order is already stored by then. */
export const cancelPatienceMs = 4_000;
const over = new Set(['cancelled', 'not-sent', 'reached', 'failed', 'over']);

/**
 * Tries the ordered cancellations at once, and returns the state within a few seconds. Unfinished ones are
 * retried later.
 */
export async function cancelNow({ store, canceller }: Needs, ordered: Ordered): Promise<Cancelling> {
  const { withdrawn, ids } = ordered;
  // Also if nothing was ordered: a removed account's password may be ready to be deleted.
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
