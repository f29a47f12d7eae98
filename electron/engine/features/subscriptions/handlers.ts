import { ok } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import type { Store } from '../../store.ts';
import { type AddressNeeds, stayingAddress } from '../inbound/index.ts';
import type { Subscriptions } from './subscription-addresses.ts';

type Needs = Omit<AddressNeeds, 'inbound'> & {
  readonly store: Store;
  readonly subscriptions: Subscriptions;
  readonly emit: Emit;
};

const usualPage = 100;

/** Returns the handlers of subscriptions. */
export function subscriptionHandlers(os: ContractImplementer, needs: Needs) {
  const { store, registry, subscriptions, callbacks, emit } = needs;
  return {
    list: os.subscriptions.list.handler(async ({ input }) => {
      const { limit = usualPage, after } = input ?? {};
      const [receivedAt = 0, id = 0] = after?.split(' ').map(Number) ?? [];
      const [rows, total] = await Promise.all([
        // One more shows whether there is another page.
        store.read('listSubscriptions', {
          before: after === undefined ? null : { receivedAt, id },
          limit: limit + 1,
        }),
        store.read('countSubscriptions', {}),
      ]);
      const entries = rows.slice(0, limit).map((row) => ({
        ...{ ...row, isListed: row.isListed === 1 },
        accountName: registry.get(row.accountId)?.name ?? '',
      }));
      const last = rows.length > limit ? entries.at(-1) : undefined;
      return { entries, total, next: last === undefined ? null : `${last.receivedAt} ${last.id}` };
    }),
    decide: os.subscriptions.decide.handler(async ({ input }) => {
      const decided = await store.write('decideSubscriptions', input);
      if (decided > 0) emit({ type: 'subscriptions-changed' });
      return ok({ decided });
    }),
    addresses: os.subscriptions.addresses.handler(async () => {
      const accounts = registry.all().filter(({ removedAt }) => removedAt === null);
      return Promise.all(
        accounts.map(async ({ id: accountId, name: accountName }) => {
          const token = await subscriptions.tokenOf(accountId);
          const address = stayingAddress(needs, accountId, {
            local: callbacks.subscribePathFor(token),
            outside: `/subscribe/${token}`,
          });
          return { accountId, accountName, address };
        }),
      );
    }),
  };
}
