import type { Emit } from './events.ts';
import type { Registry } from './features/accounts/registry.ts';
import type { PublicAddress } from './features/reports/public-address.ts';
import { type BuiltInSandbox, readSandboxAnew } from './features/sandbox/built-in-sandbox.ts';
import type { LiveSettings } from './features/settings/live-settings.ts';
import type { Database } from './open-database.ts';

type Needs = {
  readonly database: Database;
  readonly settings: LiveSettings;
  readonly registry: Registry;
  readonly sandbox: BuiltInSandbox;
  readonly address: PublicAddress;
  readonly emit: Emit;
  readonly now: () => number;
};

/** Returns the function that reloads everything after another database has replaced this one. */
export function createReadAnew(needs: Needs): () => Promise<void> {
  const { database, settings, registry, sandbox, address, emit, now } = needs;
  return async () => {
    database.isReplaced();
    await settings.reload();
    await registry.reload();
    await readSandboxAnew(sandbox, registry, database.store, now());
    await address.apply();
    emit({ type: 'database-changed' });
  };
}
