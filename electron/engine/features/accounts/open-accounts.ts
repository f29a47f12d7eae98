import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import type { Log } from '../../log.ts';
import { createRateLimiter } from '../../messente/rate-limiter.ts';
import type { MessenteEndpoint } from '../../messente/types.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { LiveSettings } from '../settings/index.ts';
import type { ClientOptions } from './account-clients.ts';
import { type AccountPauser, createAccountPauser } from './pausing.ts';
import { createPriceReader, type PriceReader } from './prices.ts';
import { createRegistry, type Registry } from './registry.ts';
import { createSecretOpener, type SecretOpener } from './secret-opener.ts';

/** The accounts in memory, with their passwords and prices. */
export type Accounts = {
  readonly registry: Registry;
  readonly secrets: SecretOpener;
  readonly pauser: AccountPauser;
  readonly priceOf: PriceReader;
};

type Options = Pick<
  Parameters<typeof createSecretOpener>[0],
  'folder' | 'passphrase' | 'keyring' | 'sealer'
> &
  Pick<ClientOptions, 'answerTimeoutMs'>;

type Needs = {
  readonly store: Store;
  readonly settings: LiveSettings;
  /** Where the built-in sandbox answers; null while it does not run. */
  readonly sandbox: { endpoint(): MessenteEndpoint | null };
  readonly events: Events;
  readonly now: () => number;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
};

/** Reads the accounts. */
export async function openAccounts(options: Options, needs: Needs, own: Own): Promise<Accounts> {
  const { settings, sandbox, now } = needs;
  const { folder, passphrase, keyring, sealer, answerTimeoutMs } = options;
  const secrets = createSecretOpener({ folder, passphrase, keyring, sealer, settings });
  const registry = createRegistry({
    ...needs,
    secrets: secrets.open,
    sandbox: () => sandbox.endpoint(),
    // The limit is per IP address, so all accounts share it.
    limiter: createRateLimiter({ perSecond: 150, now }),
    answerTimeoutMs,
  });
  own.onStop(() => registry.close());
  await registry.reload();
  return {
    ...{ registry, secrets },
    pauser: createAccountPauser({ ...needs, registry }),
    priceOf: createPriceReader({ ...needs, registry }),
  };
}
