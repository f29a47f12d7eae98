/** The addresses that Messente sends subscriptions to, one for each account, and what is done with a subscription. */
import type { Settings } from '../../../../shared/contract/settings.ts';
import type { Events } from '../../events.ts';
import { newCallbackToken } from '../../ids.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import { readSubscription } from './read-subscription.ts';

export type Subscriptions = {
  /** Synchronous, from memory. */
  isToken(token: string): boolean;
  /**
   * Stores a subscription; resolves once it is committed, and rejects if it could not be stored.
   * @returns `unreadable` or `full`: it was not stored
   */
  keep(token: string, query: string): Promise<'kept' | 'unreadable' | 'full'>;
  /** Returns the token of an account; a new one if it has none yet. */
  tokenOf(accountId: string): Promise<string>;
};

type Needs = {
  readonly store: Store;
  readonly settings: { readonly settings: () => Settings };
  readonly events: Events;
  readonly now: () => number;
  readonly noteFailure: NoteFailure;
};

/** Reads the tokens. They are read again after a restore. */
export async function openSubscriptions(needs: Needs): Promise<Subscriptions> {
  const { store, events, now } = needs;
  let accounts = new Map<string, string>();
  async function read(): Promise<void> {
    const found = await store.read('listSubscriptionAddresses', {});
    accounts = new Map(found.map(({ token, accountId }) => [token, accountId]));
  }
  await read();
  events.on(['account-changed', 'database-changed'], () => {
    read().catch((error: unknown) => needs.noteFailure('subscriptions-not-reloaded', error));
  });
  const known = (accountId: string): string | undefined =>
    [...accounts].find(([, account]) => account === accountId)?.[0];
  return {
    isToken: (token) => accounts.has(token),
    async keep(token, query) {
      const accountId = accounts.get(token);
      const subscription = readSubscription(query, token);
      if (accountId === undefined || subscription === null) return 'unreadable';
      const kept = await store.write('keepSubscription', {
        ...{ accountId, ...subscription, receivedAt: now() },
        isAutomatic: needs.settings.settings().subscriptions === 'automatically',
      });
      if (kept === 'full') return 'full';
      if (kept !== 'repeat') events.emit({ type: 'subscriptions-changed' });
      return 'kept';
    },
    async tokenOf(accountId) {
      const before = known(accountId);
      if (before !== undefined) return before;
      await store.write('addSubscriptionAddress', { accountId, token: newCallbackToken(), now: now() });
      await read();
      const token = known(accountId);
      if (token === undefined) throw new Error('the address of subscriptions vanished');
      return token;
    },
  };
}
