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

  /** Reads one part again and reports a failure, so that the others are read too. @returns whether it was read */
  async function readAgain(read: () => Promise<void>): Promise<boolean> {
    try {
      await read();
      return true;
    } catch (error) {
      const why = causeOf(error);
      log('not-reloaded', { code: why.code, why: englishText(why).message });
      health.report(engineProblem('not-reloaded', { why }), 'lasting');
      return false;
    }
  }

  async function afterRestart(): Promise<void> {
    for (const read of [settings.reload, registry.reload, address.apply]) await readAgain(read);
  }

  events.on('writer-restarted', () => void afterRestart());
  return async () => {
    database.isReplaced();
    const areSettingsRead = await readAgain(settings.reload);
    await readAgain(registry.reload);
    await readAgain(() => readSandboxAnew(sandbox, registry, database.store, now()));
    await readAgain(address.apply);
    events.emit({ type: 'database-changed' });
    return areSettingsRead;
  };
}

function causeOf(error: unknown): Problem {
  return storeProblem(error) ?? internalError(error, false);
}
