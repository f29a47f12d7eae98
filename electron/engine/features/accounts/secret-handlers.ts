import type { Overview } from '../../../../shared/contract/console.ts';
import { ok } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Log } from '../../log.ts';
import { type Canceller, cancelPatienceMs } from '../messages/index.ts';
import type { Registry } from './registry.ts';
import type { SecretStore } from './secrets/types.ts';

type Needs = {
  readonly registry: Registry;
  readonly secrets: () => Promise<SecretStore>;
  readonly canceller: Canceller;
  readonly checkKeptCallbacks: (accountId: string) => Promise<number>;
  readonly overview: () => Promise<Overview>;
  readonly log: Log;
};

/**
 * Returns the handlers for the store of API passwords: finding it, unlocking it, and starting over after a
 * lost passphrase.
 */
export function secretHandlers(os: ContractImplementer, needs: Needs) {
  const { registry } = needs;
  return {
    ready: os.secrets.ready.handler(async () => {
      await needs.secrets();
      return needs.overview();
    }),
    unlock: os.secrets.unlock.handler(async ({ input }) => {
      const secrets = await needs.secrets();
      const unlocked = await secrets.unlock(input.passphrase);
      if (!unlocked.ok) return unlocked;
      await registry.reload();
      for (const account of registry.active()) await needs.checkKeptCallbacks(account.id);
      await needs.canceller.tried(cancelPatienceMs);
      return ok({});
    }),
    startOver: os.secrets.startOver.handler(async ({ input }) => {
      const secrets = await needs.secrets();
      const started = await secrets.startOver(input.passphrase);
      if (!started.ok) return started;
      needs.log('secrets-started-over');
      await registry.reload();
      const accounts = registry.active().filter((account) => account.kind === 'messente');
      return ok({ movedTo: started.value.movedTo, accounts: accounts.map(({ name }) => name) });
    }),
  };
}
