import type { Problem } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { storeProblem } from './db/store-problems.ts';
import type { Events } from './events.ts';
import type { Registry } from './features/accounts/registry.ts';
import type { PublicAddress } from './features/reports/public-address.ts';
import { type BuiltInSandbox, readSandboxAnew } from './features/sandbox/built-in-sandbox.ts';
import type { LiveSettings } from './features/settings/live-settings.ts';
import { type Health, internalError } from './health.ts';
import type { Log } from './log.ts';
import type { Database } from './open-database.ts';

type Needs = {
  readonly database: Database;
  readonly settings: LiveSettings;
  readonly registry: Registry;
  readonly sandbox: BuiltInSandbox;
  readonly address: PublicAddress;
  readonly health: Health;
  readonly events: Events;
  readonly now: () => number;
  readonly log: Log;
};

/**
 * Reads what is kept in memory again after the writer was started again, because the dead writer may have committed
 * a change without an answer.
 * @returns the function that reloads everything after another database has replaced this one, and returns whether
 * the settings were read: with those of the replaced database, the retention rule would delete the wrong messages
 */
export function createReadAnew(needs: Needs): () => Promise<boolean> {
  const { database, settings, registry, sandbox, address, health, events, now, log } = needs;

  /** Reads each, whatever the others throw. A failure is reported. @returns whether the first was read */
  async function readEach(...reads: readonly (() => Promise<void>)[]): Promise<boolean> {
    const failed = new Set<() => Promise<void>>();
    for (const read of reads) {
      try {
        await read();
      } catch (error) {
        failed.add(read);
        const why = causeOf(error);
        log('not-reloaded', { code: why.code, why: englishText(why).message });
        health.report(engineProblem('not-reloaded', { why }), 'lasting');
      }
    }
    return reads.slice(0, 1).every((first) => !failed.has(first));
  }

  events.on('writer-restarted', () => void readEach(settings.reload, registry.reload, address.apply));
  return async () => {
    database.isReplaced();
    const openRunAccounts = (): Promise<void> => readSandboxAnew(sandbox, registry, database.store, now());
    const isRead = await readEach(settings.reload, registry.reload, openRunAccounts, address.apply);
    events.emit({ type: 'database-changed' });
    return isRead;
  };
}

function causeOf(error: unknown): Problem {
  return storeProblem(error) ?? internalError(error, false);
}
