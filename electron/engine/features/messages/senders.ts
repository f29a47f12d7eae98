import { randomUUID } from 'node:crypto';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import type { Log } from '../../log.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { AccountPauser, Registry, SecretStore } from '../accounts/index.ts';
import { createHolidays, createQuietJudge, type QuietJudge } from '../quiet-hours/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { type Canceller, createCanceller } from './canceller.ts';
import { createOutbox, type Outbox } from './outbox.ts';
import { createReconciler, type Reconciler } from './polling/poller.ts';

/** The parts that call Messente: for sending, polling a status, cancelling. */
export type Senders = {
  readonly outbox: Outbox;
  readonly reconciler: Reconciler;
  readonly canceller: Canceller;
  /** Knows when it is quiet for a number. */
  readonly quiet: QuietJudge;
};

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly pauser: AccountPauser;
  readonly secrets: { open(): Promise<SecretStore> };
  readonly settings: LiveSettings;
  /** Where the reports of an account can come to, and whether that address is still being opened. */
  readonly address: {
    callbackBase(accountId: string): string | null;
    isAwaitedBy(accountId: string): boolean;
  };
  readonly startedAt: number;
  readonly now: () => number;
  readonly random: () => number;
  readonly events: Events;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
};

/** How long sending waits for a public address that is being opened, before it continues without. */
const addressPatienceMs = 15_000;

/** Creates the parts that call Messente. They are woken by the events that may let them continue. */
export function createSenders(needs: Needs, own: Own): Senders {
  const { store, registry, pauser, now, random, log, noteFailure } = needs;
  const quiet = createQuietJudge({ ...needs.settings, noteFailure, holidays: createHolidays() });
  const outbox = createOutbox({
    store,
    quiet,
    accounts: () => sendable(needs),
    client: (id, sandboxAccount) => registry.client(id, sandboxAccount),
    pause: pauser.pause,
    now,
    random,
    randomUuid: randomUUID,
    log,
    noteFailure,
  });
  const reconciler = createReconciler({
    store,
    accounts: () =>
      registry
        .active()
        .filter((account) => registry.client(account.id) !== null)
        .map((account) => account.id),
    client: (id) => registry.client(id),
    isFree: (id) => registry.get(id)?.kind === 'sandbox',
    budget: () => needs.settings.settings().reconcileBudget,
    onPaused: () => pauser.notePaused('no-credit'),
    now,
    log,
    noteFailure,
  });
  const canceller = createCanceller({
    store,
    client: (id) => registry.clientToCancel(id),
    async release(accountId) {
      const removed = await (await needs.secrets.open()).remove(accountId as AccountId);
      if (!removed.ok) return log('password-not-removed', { code: removed.problem.code });
      await store.write('forgetPassword', { accountId });
      await registry.reload();
    },
    now,
    random,
    noteFailure,
  });
  own.worker(reconciler);
  own.worker(canceller);
  own.worker(outbox);
  wakeByEvents(needs, { outbox, reconciler, canceller });
  judgeHeldAgain(needs);
  return { outbox, reconciler, canceller, quiet };
}

/** Returns the accounts that can send now. */
function sendable({ registry, address, startedAt, now }: Needs) {
  const isPatient = now() - startedAt < addressPatienceMs;
  return registry
    .active()
    .filter(({ pause, kind }) => pause === null || (kind === 'sandbox' && pause.reason === 'no-credit'))
    .filter((account) => registry.client(account.id) !== null)
    .filter((account) => !(isPatient && address.isAwaitedBy(account.id)))
    .map((account) => ({ id: account.id, callbackBase: address.callbackBase(account.id) }));
}

/** Messages that are held for quiet hours are judged again when the settings that hold them change. */
function judgeHeldAgain({ store, settings, events, now, noteFailure }: Needs): void {
  const read = (): string => {
    const { beforeSending, purposes } = settings.settings();
    return JSON.stringify([beforeSending, purposes]);
  };
  let before = read();
  events.on('settings-changed', () => {
    const after = read();
    if (after === before) return;
    before = after;
    store
      .write('judgeHeldAgain', { now: now() })
      .catch((error: unknown) => noteFailure('outbox-store-failed', error));
  });
}

function wakeByEvents(
  { events, noteFailure }: Needs,
  { outbox, reconciler, canceller }: Omit<Senders, 'quiet'>,
): void {
  const sweep = (reason: string): void =>
    void reconciler.sweep(reason).catch((error: unknown) => noteFailure('reconcile-failed', error));
  // A removed account's password is deleted when nothing needs it any more.
  events.on('do-not-send-changed', canceller.wakeSoon);
  events.on('message-changed', ({ added }) => {
    if (added) outbox.wake();
    reconciler.wakeSoon();
    canceller.wakeSoon();
  });
  events.on(['account-changed', 'woke', 'answers-changed'], () => {
    outbox.wake();
    canceller.wake();
  });
  events.on(['account-changed', 'settings-changed'], reconciler.wake);
  events.on('woke', () => sweep('woke'));
  events.on('console-started', () => sweep('start'));
  // What a paused run had queued continues with the run.
  events.on(['run-requested', 'address-awaited', 'messages-due'], outbox.wake);
  events.on('address-changed', ({ isOpen, reopened }) => {
    if (isOpen) outbox.wake();
    if (reopened) sweep('tunnel-was-down');
  });
}
