import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import type { PriceReader, Registry } from '../accounts/index.ts';
import type { Senders } from '../messages/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { costOfCell } from './cost-of-cell.ts';
import { createRunner, type Runner } from './runner.ts';

/** Creates the runner of test plans, which sends through the outbox and waits while sending is paused. */
export function createConsoleRunner(needs: {
  readonly store: Store;
  readonly registry: Registry;
  readonly settings: LiveSettings;
  readonly senders: Senders;
  readonly priceOf: PriceReader;
  readonly changes: { run(id: string): void };
  readonly now: () => number;
  readonly log: Log;
}): Runner {
  const { store, registry, settings, priceOf, changes, now, log } = needs;
  const { outbox, reconciler } = needs.senders;
  return createRunner({
    store,
    pauseOf({ accountId, sandbox: own }) {
      if (settings.remembered('pause') !== undefined) {
        return runsProblem('paused');
      }
      const pause = registry.get(accountId)?.pause ?? null;
      // A run with its own account does not wait for another account's credit.
      return pause === null || (own !== null && pause.reason === 'no-credit') ? null : pause.problem;
    },
    kickOutbox: () => outbox.kick(),
    async ask({ id, accountId, omnimessageId }) {
      if (omnimessageId !== null) await reconciler.ask({ id, accountId, omnimessageId });
    },
    async mostOf(accountId, chain, country) {
      const prices = country === null ? null : await priceOf(accountId, country);
      return costOfCell(chain, prices?.ok ? prices.value : null)?.high ?? null;
    },
    onChange: (id) => changes.run(id),
    now,
    log,
  });
}
