import { ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import type { Registry } from '../accounts/index.ts';
import type { LiveSettings } from '../settings/index.ts';
import { createOwnReplays, type OwnReplays } from './own-replays.ts';
import { createPublicAddress, type PublicAddress } from './public-address.ts';
import { createRefusedLog, type RefusedLog } from './refused.ts';
import { createReportKeeper, type ReportKeeper } from './report-keeper.ts';
import { startReportServer } from './start-report-server.ts';
import type { TunnelKind } from './tunnel/tunnel.ts';
import type { CallbackServer } from './types.ts';

/** Everything that receives delivery reports. */
export type Reports = {
  readonly keeper: ReportKeeper;
  readonly callbacks: CallbackServer;
  readonly refused: RefusedLog;
  readonly ownReplays: OwnReplays;
  readonly address: PublicAddress;
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
  readonly tunnelWorker: URL;
};

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly settings: LiveSettings;
  readonly noteErrors: (
    accountId: string,
    messageId: string | null,
    errs: readonly (number | null)[],
  ) => void;
  /** Called when the overview's data about reports has changed. */
  readonly onChange: () => void;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
};

/**
 * Starts the callback server, and creates the public address, whose tunnel is not started yet.
 * @param undo collects what must be undone if a later step fails
 */
export async function startReports(
  options: ReportOptions,
  needs: Needs,
  undo: (step: () => unknown) => void,
): Promise<Result<Reports>> {
  const { store, registry, settings, onChange, now, log } = needs;
  const pathPrefix = options.callbackPathPrefix ?? '';
  const ownReplays = createOwnReplays();
  let address: PublicAddress | null = null;
  const keeper = createReportKeeper({
    store,
    registry,
    ownReplays,
    onVerified(accountId, receivedAt) {
      if (address?.isUsedBy(accountId)) address.tunnel.noteVerifiedCallback(receivedAt);
    },
    noteErrors: needs.noteErrors,
    onPostponed: onChange,
    log,
  });
  undo(() => keeper.postponed.stop());
  const refused = createRefusedLog(now, onChange);
  const started = await startReportServer(
    settings,
    { port: options.callbackPort, pathPrefix },
    {
      now,
      accountOfToken: (token) => registry.accountOfToken(token),
      passwords: (id) => registry.passwords(id),
      keep: keeper.keep,
      postpone: keeper.postpone,
      refused: (request) => refused.note(request),
      log,
    },
    undo,
  );
  if (!started.ok) return started;
  const callbacks = started.value;
  const { tunnelWorker: worker } = options;
  const made = await createPublicAddress({ ...needs, asked: options, pathPrefix, callbacks, worker });
  if (!made.ok) return made;
  address = made.value;
  undo(() => made.value.tunnel.stop());
  return ok({ keeper, callbacks, refused, ownReplays, address: made.value });
}
