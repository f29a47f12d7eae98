import { randomUUID } from 'node:crypto';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import type { AccountPauser, Registry, SecretStore } from '../accounts/index.ts';
import { type Canceller, createCanceller } from './canceller.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createReconciler, type Reconciler } from './polling/poller.ts';

/** The parts that call Messente: for sending, polling a status, cancelling. */
export type Senders = {
  readonly outbox: Outbox;
  readonly reconciler: Reconciler;
  readonly canceller: Canceller;
};

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly pauser: AccountPauser;
  readonly secrets: () => Promise<SecretStore>;
  /** Returns where an account's reports can arrive; null: nowhere. */
  readonly callbackBase: (accountId: string) => string | null;
  /** Returns whether an account's sending waits for the public address. */
  readonly waitsForAddress: (accountId: string) => boolean;
  /** Returns the maximum number of GET status calls per hour. */
  readonly pollBudget: () => number;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
};

/** Creates the parts. @param undo collects what must be undone if a later step fails */
export function createSenders(needs: Needs, undo: (step: () => unknown) => void): Senders {
  const { store, registry, pauser, now, random, log } = needs;
  const outbox = createOutbox({
    store,
    accounts: () => sendable(needs),
    client: (id, sandboxAccount) => registry.client(id, sandboxAccount),
    pause: pauser.pause,
    now,
    random,
    randomUuid: randomUUID,
    log,
  });
  undo(() => outbox.stop());
  const reconciler = createReconciler({
    store,
    accounts: () =>
      registry
        .active()
        .filter((account) => registry.client(account.id) !== null)
        .map((account) => account.id),
    client: (id) => registry.client(id),
    isFree: (id) => registry.get(id)?.kind === 'sandbox',
    budget: needs.pollBudget,
    onAnswer: (poll, errs) => pauser.noteErrors(poll.accountId, poll.id, errs),
    now,
    log,
  });
  undo(() => reconciler.stop());
  const canceller = createCanceller({
    store,
    client: (id) => registry.clientToCancel(id),
    async release(accountId) {
      const removed = await (await needs.secrets()).remove(accountId as AccountId);
      if (!removed.ok) return log('password-not-removed', { code: removed.problem.code });
      await store.write('forgetPassword', { accountId });
      await registry.reload();
    },
    now,
    random,
    log,
  });
  undo(() => canceller.stop());
  return { outbox, reconciler, canceller };
}

/** Returns the accounts that can send now. */
function sendable({ registry, callbackBase, waitsForAddress }: Needs) {
  return registry
    .active()
    .filter(({ pause, kind }) => pause === null || (kind === 'sandbox' && pause.reason === 'no-credit'))
    .filter((account) => registry.client(account.id) !== null)
    .filter((account) => !waitsForAddress(account.id))
    .map((account) => ({ id: account.id, callbackBase: callbackBase(account.id) }));
}
