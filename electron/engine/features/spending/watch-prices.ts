/** Reads the prices that waiting messages need, so that only a price that Messente does not name must be entered. */
import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import { createWorkLoop } from '../../work-loop.ts';
import type { PriceReader } from '../accounts/index.ts';

type Needs = {
  readonly store: Store;
  readonly priceOf: PriceReader;
  readonly events: Events;
  readonly now: () => number;
  readonly noteFailure: NoteFailure;
};

/** How often the prices of a country are asked for while messages wait for them; the reader is more patient after a refusal. */
const againMs = 60_000;
const closingMs = 5_000;

export function startWatchingPrices({ store, priceOf, events, now, noteFailure }: Needs, own: Own): void {
  const loop = createWorkLoop({
    async work() {
      const missing = await store.read('unpricedCountries', { since: now() - againMs });
      // Stored by the reader, which releases the messages.
      for (const { accountId, country } of missing) if (!loop.isStopping()) await priceOf(accountId, country);
    },
    onError: (error) => noteFailure('prices-not-read', error),
    longestSleepMs: againMs,
  });
  own.worker({
    start() {
      loop.start();
    },
    stop: () => loop.stop(closingMs),
  });
  events.on(['settings-changed', 'database-changed'], loop.wake);
  events.on('message-changed', loop.wakeSoon);
}
