import type { Events } from '../../events.ts';
import { type Own, required } from '../../lifecycle.ts';
import type { Log } from '../../log.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { AccountPasswords, AccountPauser, Registry } from '../accounts/index.ts';
import type { InboundNumbers } from '../inbound/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { openSubscriptions, type Subscriptions } from '../subscriptions/index.ts';
import { createOwnReplays, type OwnReplays } from './own-replays.ts';
import { createPublicAddress, type PublicAddress } from './public-address.ts';
import { createRefusedLog, type RefusedLog } from './refused.ts';
import { createReportKeeper, type ReportKeeper } from './report-keeper.ts';
import { startReportServer } from './start-report-server.ts';
import type { Tunnel, TunnelKind } from './tunnel/tunnel.ts';
import type { Addressee, CallbackServer } from './types.ts';

/** Everything that receives delivery reports. */
export type Reports = {
  readonly keeper: ReportKeeper;
  readonly callbacks: CallbackServer;
  readonly refused: RefusedLog;
  readonly ownReplays: OwnReplays;
  readonly address: PublicAddress;
  readonly subscriptions: Subscriptions;
};

/** How reports reach this computer: options of this run. */
export type ReportOptions = {
  /** null: the previous port if it is free, otherwise any free port. */
  readonly callbackPort: number | null;
  readonly callbackPathPrefix?: string;
  /** null: as in the settings. */
  readonly tunnel: TunnelKind | null;
  /** null: as in the settings. */
  readonly tunnelHost: string | null;
  readonly workers: { readonly tunnel: URL };
};

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly inbound: InboundNumbers;
  readonly settings: LiveSettings;
  readonly pauser: AccountPauser;
  readonly events: Events;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
};

/**
 * Starts the callback server, and makes the public address, whose tunnel is not started yet.
 */
export async function startReports(options: ReportOptions, needs: Needs, own: Own): Promise<Reports> {
  const { store, registry, inbound, settings, pauser, events, now, log, noteFailure } = needs;
  const { emit } = events;
  const pathPrefix = options.callbackPathPrefix ?? '';
  const ownReplays = createOwnReplays();
  const passwords = ({ accountId, inboundId }: Addressee): AccountPasswords =>
    inboundId === null ? registry.passwords(accountId) : inbound.passwords(inboundId);
  let address: PublicAddress | null = null;
  const keeper = createReportKeeper({
    store,
    registry,
    inbound,
    passwords,
    ownReplays,
    onVerified(accountId, receivedAt) {
      if (address?.isUsedBy(accountId)) address.tunnel.noteVerifiedCallback(receivedAt);
    },
    onPaused: () => pauser.notePaused('no-credit'),
    emit,
    log,
    noteFailure,
  });
  own.worker({
    start() {
      keeper.postponed.wake();
      inbound.endWithAccounts(keeper.postponed.settle);
    },
    stop: keeper.postponed.stop,
  });
  events.on(['account-changed', 'inbound-changed'], keeper.postponed.wake);
  const refused = createRefusedLog(now, emit);
  const subscriptions = await openSubscriptions(needs);
  const callbacks = await startReportServer(
    settings,
    { port: options.callbackPort, pathPrefix },
    {
      now,
      accountOfToken: (token) => registry.accountOfToken(token),
      inboundOfToken: (token) => inbound.ofToken(token),
      passwords,
      subscriptions,
      keep: keeper.keep,
      postpone: keeper.postpone,
      refused: (request) => refused.note(request),
      log,
      noteFailure,
    },
    own,
  );
  const worker = options.workers.tunnel;
  const made = required(
    await createPublicAddress({ ...needs, asked: options, pathPrefix, callbacks, worker }),
  );
  address = made;
  own.onStop(() => made.tunnel.stop());
  announceAddress(made.tunnel, events);
  return { keeper, callbacks, refused, ownReplays, subscriptions, address: made };
}

/** Emits an event for each change of the public address, and probes the address after a sleep. */
function announceAddress(tunnel: Tunnel, { emit, on }: Events): void {
  let wasDown = false;
  tunnel.onChange(({ state: { status } }) => {
    const isOpen = status === 'open';
    emit({ type: 'address-changed', isOpen, reopened: isOpen && wasDown });
    if (isOpen || status === 'down') wasDown = status === 'down';
  });
  on('woke', () => tunnel.wake());
}
