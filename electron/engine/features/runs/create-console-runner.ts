import { runsProblem } from '../../../../shared/problems/runs.ts';
import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import type { PriceReader, Registry } from '../accounts/index.ts';
import type { Senders } from '../messages/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { notAgreed } from './approval.ts';
import { costOfCell } from './cost-of-cell.ts';
import { createRunner, type Runner } from './runner.ts';

/** Creates the runner of test plans. Its messages go through the outbox; it waits while sending is paused. */
export function createConsoleRunner(
  needs: {
    readonly store: Store;
    readonly yaml: YamlReader;
    readonly registry: Registry;
    readonly settings: LiveSettings;
    readonly senders: Senders;
    readonly priceOf: PriceReader;
    readonly events: Events;
    readonly lateReportsMs?: number;
    readonly now: () => number;
    readonly noteFailure: NoteFailure;
  },
  own: Own,
): Runner {
  const { store, yaml, registry, settings, priceOf, events, lateReportsMs = 5_000, now, noteFailure } = needs;
  const { reconciler } = needs.senders;
  const runner = createRunner({
    ...{ store, yaml },
    pauseOf({ accountId, live, sandbox: own }) {
      if (settings.remembered('pause') !== undefined) {
        return runsProblem('paused');
      }
      const account = registry.get(accountId);
      const unasked = account === null ? null : notAgreed({ live }, account);
      if (unasked !== null) return unasked;
      const pause = account?.pause ?? null;
      // A run with its own account does not wait for another account's credit.
      return pause === null || (own !== null && pause.reason === 'no-credit') ? null : pause.problem;
    },
    async ask({ id, accountId, omnimessageId }) {
      if (omnimessageId !== null) await reconciler.ask({ id, accountId, omnimessageId });
    },
    async mostOf(accountId, chain, country) {
      const prices = country === null ? null : await priceOf(accountId, country);
      return costOfCell(chain, prices?.ok ? prices.value : null)?.high ?? null;
    },
    onChange: (id, positions) => events.emit({ type: 'run-changed', id, positions }),
    lateReportsMs,
    now,
    noteFailure,
  });
  own.worker(runner);
  events.on('message-changed', ({ ids }) => runner.wakeFor(ids));
  // The writer may have died after it had stored a run, and before any client was notified.
  events.on(['run-requested', 'writer-restarted'], runner.wake);
  return runner;
}
