/**
 * The composition root: builds every part of the console, starts and stops them; the only file that knows them all.
 * The process that holds the data folder is the console, whatever shell is around it.
 */
import { randomInt, randomUUID } from 'node:crypto';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Overview } from '../../shared/contract/console.ts';
import type { Settings } from '../../shared/contract/settings.ts';
import { isDecimal } from '../../shared/messaging/money.ts';
import { fail, ok, type Problem, problem, type Result } from '../../shared/messaging/problem.ts';
import type { AccountId } from '../../shared/messaging/types.ts';
import { type Changes, createChanges } from './changes.ts';
import { claimFolder, folderProblem } from './data-folder-claim.ts';
import { takeFolder } from './db/folder-lock.ts';
import { openReplaceableStore } from './db/replaceable-store.ts';
import { databaseName, type StoreWorkers } from './db/store.ts';
import { databaseDamaged, deadPart, isDamage, storeProblem } from './db/store-problems.ts';
import { reachesNobody } from './features/accounts/choose-account.ts';
import { createPriceReader } from './features/accounts/prices.ts';
import { createRegistry, type Registry, sandboxCredentials } from './features/accounts/registry.ts';
import {
  openSecretStore,
  type SealerLike,
  safeStorageFileName,
  systemKeyring,
} from './features/accounts/secrets/secret-store.ts';
import type { KeyringLike, SecretStore } from './features/accounts/secrets/types.ts';
import type { PauseReason } from './features/accounts/sql/save-accounts.ts';
import { createArchive } from './features/backups/backups.ts';
import { tidyBackups } from './features/backups/backups-folder.ts';
import { damagedProblem, makeWay, setAsideProblem } from './features/backups/damaged-database.ts';
import {
  type BackupLauncher,
  type BackupProcesses,
  spawnBackups,
} from './features/backups/run-backup-task.ts';
import { tidyUnfinished } from './features/backups/unfinished.ts';
import { type Canceller, createCanceller } from './features/messages/canceller.ts';
import { mostListed } from './features/messages/cancelling.ts';
import { createFoldingAgain } from './features/messages/fold-again.ts';
import { unpackAnswer } from './features/messages/index.ts';
import { createOutbox, type Outbox } from './features/messages/outbox.ts';
import { createReconciler, type Reconciler } from './features/messages/polling/poller.ts';
import { createRetention, type Retention } from './features/privacy/retention.ts';
import { checkKeptCallbacks } from './features/reports/kept-callbacks.ts';
import { createOwnReplays } from './features/reports/own-replays.ts';
import { createPostponedChecker, type PostponedChecker } from './features/reports/postponed.ts';
import { createRefusedLog } from './features/reports/refused.ts';
import { readPathPrefix } from './features/reports/routes.ts';
import {
  type PostponedCallback,
  type ReceivedCallback,
  startCallbackServer,
} from './features/reports/server.ts';
import { createReplaceableTunnel } from './features/reports/tunnel/replaceable-tunnel.ts';
import {
  createTunnel,
  defaultTunnelHost,
  newTunnelName,
  parseTunnelOption,
  type Tunnel,
  type TunnelKind,
} from './features/reports/tunnel/tunnel.ts';
import { costOfCell } from './features/runs/cost-of-cell.ts';
import { createRunner, type Runner } from './features/runs/runner.ts';
import type { OpenedSandbox } from './features/runs/sql/save-runs.ts';
import { defaultSettings, readPause, readSettings, rememberedPort } from './features/settings/settings.ts';
import { saveText } from './files/save-text.ts';
import { createHealth } from './health.ts';
import { type ControlHost, startControlHost } from './local-socket/host.ts';
import { openLog } from './log.ts';
import { createRateLimiter } from './messente/rate-limiter.ts';
import { readReport } from './messente/read-report.ts';
import { type Made, rollBack, runAll, startProblem } from './roll-back.ts';
import { createContractRouter, type RouterNeeds } from './router.ts';
import { type Sandbox, startSandbox } from './sandbox/sandbox.ts';
import type { operations, queries } from './sql-registry.ts';
import type { Store } from './store.ts';

export type ConsoleOptions = {
  readonly folder: string;
  readonly shell: 'desktop' | 'headless';
  readonly version: string;
  /** The shell knows where its workers are: .ts files, or what they were built into. */
  readonly workers: StoreWorkers & { readonly backups: URL; readonly tunnel: URL };
  /** Starts the process that opens backups; spawnBackups unless given. */
  readonly backups?: BackupLauncher;
  /** The person's folder for downloads, where exports go; absent or null: `exports` in the data folder. */
  readonly downloads?: string | null;
  /** From OMNIDECK_PASSPHRASE or a prompt; null: a sealed file stays locked. */
  readonly passphrase: string | null;
  /** Electron's safeStorage, in the desktop shell; asked for only where it may be needed. */
  readonly sealer?: () => Promise<SealerLike | null>;
  /** How the OS key store is found; its own unless given. */
  readonly keyring?: () => Promise<KeyringLike | null>;
  /** null: the port of last time if it is free, else any. */
  readonly callbackPort: number | null;
  readonly callbackPathPrefix?: string;
  /** null: what the settings say. */
  readonly tunnel: TunnelKind | null;
  /** null: what the settings say. */
  readonly tunnelHost: string | null;
  /** Opens the page anew, where the shell has one: see the contract's page.open. */
  readonly openPage?: () => Promise<Result<{ url: string | null }>>;
  readonly now?: () => number;
  readonly random?: () => number;
  /** How long another program's lock on the database is waited for, milliseconds; default 5,000. */
  readonly lockWaitMs?: number;
  /** A backup that is to be restored: a database that is too damaged to be opened makes way for it. */
  readonly replaceDamagedWith?: string;
};

/** The parts of a running console. */
export type Parts = RouterNeeds & {
  readonly registry: Registry;
  readonly outbox: Outbox;
  readonly canceller: Canceller;
  readonly reconciler: Reconciler;
  readonly retention: Retention;
  readonly runner: Runner;
  readonly changes: Changes;
};

export type Console = {
  readonly parts: Parts;
  readonly router: ReturnType<typeof createContractRouter>;
  readonly control: ControlHost;
  /** Where other users can look into the data folder, and Omnideck may not change that. */
  readonly folderWarning: Problem | null;
  /** After the computer slept, or when the network is back. */
  wake(): void;
  /** Resolves once the public address is known, or can't be had for now. */
  publicUrl(waitMs: number): Promise<string | null>;
  /** Finishes what is in flight, commits, closes everything and gives the folder back. */
  stop(): Promise<void>;
};

/** How long sending waits for a tunnel that is being opened, before it goes without. */
const tunnelPatienceMs = 15_000;
const tickMs = 5_000;
/** A tick that comes so much too late means that the machine slept. */
const sleptMs = 20_000;

/**
 * Starts the console on a data folder.
 * @returns problem `folder-in-use` where another process is the console of this folder, and the problems of its parts
 */
export async function startConsole(options: ConsoleOptions): Promise<Result<Console>> {
  const { replaceDamagedWith: backup, ...others } = options;
  const started = await startOnce(others);
  if (started.ok || started.problem.code !== databaseDamaged.code || backup === undefined) return started;
  const taken = take(options.folder);
  if (!taken.ok) return taken;
  let way: Awaited<ReturnType<typeof makeWay>>;
  try {
    way = await makeWay(options.folder, backup, backupProcesses(options), (options.now ?? Date.now)());
  } finally {
    taken.value.release();
  }
  if (!way.ok) return way;
  const again = await startOnce(others);
  if (again.ok) {
    const { parts } = again.value;
    parts.log('database-set-aside', { lost: way.value.lost });
    parts.health.report(setAsideProblem(way.value), way.value.lost.length > 0 ? 'lasting' : 'passing');
  }
  return again;
}

function backupProcesses(options: ConsoleOptions): BackupProcesses {
  return { program: options.workers.backups, launch: options.backups ?? spawnBackups };
}

type Taken = { readonly release: () => void; readonly warning: Problem | null };

/** Takes the folder for this process. */
function take(folder: string): Result<Taken> {
  let release: (() => void) | null;
  let warning: Problem | null;
  try {
    const claimed = claimFolder(folder, 'console');
    if (!claimed.ok) return claimed;
    warning = claimed.value.warning;
    release = takeFolder(folder);
  } catch (error) {
    return fail(folderProblem(folder, error));
  }
  if (release !== null) return ok({ release, warning });
  return fail(
    problem(
      'folder-in-use',
      `Another Omnideck is the console of ${folder}.`,
      'Use that one, or choose another data folder with --data.',
    ),
  );
}

/** Starts the console, and leaves nothing behind where a step fails or throws. */
async function startOnce(options: ConsoleOptions): Promise<Result<Console>> {
  const taken = take(options.folder);
  if (!taken.ok) return taken;
  const made: Made = { undo: [taken.value.release], log: () => undefined };
  let started: Result<Console>;
  try {
    started = await startParts(options, made, taken.value.warning);
  } catch (error) {
    started = fail(
      isDamage(error) ? await damagedProblem(options.folder, backupProcesses(options)) : startProblem(error),
    );
  }
  if (!started.ok) await rollBack(made, started.problem);
  return started;
}

/**
 * Makes and starts every part of the console of a folder that this process has taken.
 * @param made gets what must be undone where a later step fails
 * @param folderWarning of the folder: see Console
 * @throws what a part throws
 */
async function startParts(
  options: ConsoleOptions,
  made: Made,
  folderWarning: Problem | null,
): Promise<Result<Console>> {
  const now = options.now ?? Date.now;
  const random = options.random ?? Math.random;
  const startedAt = now();
  const { undo } = made;
  const { log, trouble: logTrouble, close: closeLog } = openLog(options.folder);
  made.log = log;
  undo.push(closeLog);
  /** What stays to the very end: the log, then the folder. */
  const beforeParts = undo.toReversed();
  tidyBackups(options.folder, join(options.folder, databaseName));
  tidyUnfinished(options.folder);
  // Parts that name each other: each is set before anything can call it.
  const parts: {
    tunnel?: Tunnel;
    outbox?: Outbox;
    reconciler?: Reconciler;
    runner?: Runner;
    changes?: Changes;
    postponed?: PostponedChecker;
  } = {};
  const health = createHealth({ now, onChange: () => parts.changes?.overview() });
  const processes = backupProcesses(options);
  let damage: Promise<Problem> | null = null;
  const damaged = (): Promise<Problem> => {
    damage ??= damagedProblem(options.folder, processes).then((why) => {
      log('database-damaged');
      health.report(why, 'lasting');
      return why;
    });
    return damage;
  };
  const opened = await openReplaceableStore<typeof operations, typeof queries>({
    folder: options.folder,
    workers: options.workers,
    unpack: unpackAnswer,
    onDeath(error, part) {
      log('store-thread-died', { part, error: error.message });
      health.report(deadPart(part), 'fatal');
    },
    onLost(why) {
      log('database-lost', { code: why.code, why: why.sentence });
      health.report(lostDatabase(why), 'fatal');
    },
    onFailure(error) {
      if (isDamage(error)) void damaged();
      const why = storeProblem(error);
      if (why !== null && why.code !== 'part-died') health.report(why, 'passing');
    },
    onWritten: () => health.clearPassing(),
    ...(options.lockWaitMs === undefined ? {} : { lockWaitMs: options.lockWaitMs }),
  });
  if (!opened.ok && opened.problem.code === databaseDamaged.code) return fail(await damaged());
  if (!opened.ok) return opened;
  const store = opened.value;
  undo.push(() => store.close());

  let settings = defaultSettings;
  let stored: Record<string, string> = {};
  const reloadSettings = async (): Promise<void> => {
    stored = await store.read('readSettings', {});
    settings = readSettings(stored.settings);
  };
  await reloadSettings();

  let secretStore: Promise<SecretStore> | null = null;
  const secrets = (): Promise<SecretStore> => {
    secretStore ??= openSecrets(options, store, stored);
    return secretStore;
  };

  let sandbox: Sandbox | null = null;
  let sandboxStarting: Promise<Result<Sandbox>> | null = null;
  const ensureSandbox = (): Promise<Result<Sandbox>> => {
    sandboxStarting ??= startBuiltIn().then(
      (result) => {
        if (!result.ok) sandboxStarting = null;
        return result;
      },
      (error: unknown) => {
        sandboxStarting = null;
        return fail(startProblem(error));
      },
    );
    return sandboxStarting;
  };
  const endSandbox = async (starting: Promise<Result<Sandbox>> | null): Promise<void> => {
    const started = await starting;
    sandbox = null;
    if (started?.ok) await started.value.stop();
  };
  const stopSandbox = (): Promise<void> => {
    const starting = sandboxStarting;
    sandboxStarting = null;
    return endSandbox(starting);
  };
  undo.push(stopSandbox);
  const forgetInSandbox = async (number: string): Promise<void> => {
    if (!existsSync(join(options.folder, 'sandbox'))) return;
    const before = sandboxStarting;
    const ran = before !== null;
    // Who asks for the sandbox meanwhile waits for this one: two would fight for its folder.
    sandboxStarting = endSandbox(before).then(() => startBuiltIn(number));
    const again = await sandboxStarting;
    if (!again.ok) throw new Error(again.problem.sentence);
    if (!ran) await stopSandbox();
  };
  const openRunAccount = async (
    to: Sandbox,
    { account, credit, seed, air }: OpenedSandbox,
  ): Promise<void> => {
    await to.openAccount(account, { seed, weather: air, ...(isDecimal(credit) ? { credit } : {}) });
  };
  /** Of runs that go on: the sandbox has them, unless its folder was lost or another database took this one's place. */
  const openRunAccounts = async (to: Sandbox): Promise<void> => {
    for (const one of await store.read('openRunAccounts', {})) await openRunAccount(to, one);
  };
  const startBuiltIn = async (forget: string | null = null): Promise<Result<Sandbox>> => {
    const start = (port: number): Promise<Result<Sandbox>> =>
      startSandbox({
        ...sandboxCredentials,
        port,
        dataDir: join(options.folder, 'sandbox'),
        now,
        ...(forget === null ? {} : { forget }),
      });
    const last = rememberedPort(stored.sandbox_port);
    let started = await start(last);
    if (!started.ok && last !== 0 && started.problem.code === 'port-taken') started = await start(0);
    if (!started.ok) return started;
    sandbox = started.value;
    await openRunAccounts(sandbox);
    const port = String(sandbox.port);
    await store.write('setSetting', { key: 'sandbox_port', value: port });
    stored = { ...stored, sandbox_port: port };
    return started;
  };

  const registry = createRegistry({
    store,
    secrets,
    sandbox: () =>
      sandbox === null
        ? null
        : { baseUrl: sandbox.baseUrl, plainUrl: sandbox.plainUrl, backupPlainUrl: null },
    // The limit is per IP address, so all accounts share it.
    limiter: createRateLimiter({ perSecond: 150, now }),
    now,
    onRead: () => parts.postponed?.kick(),
  });
  undo.push(() => registry.close());
  await registry.reload();

  const prefix = readPathPrefix(options.callbackPathPrefix ?? '') ?? '';
  const callbackListeners = new Set<(id: number) => void>();
  const ownReplays = createOwnReplays();
  let lastVerifiedAt: number | null = null;

  const pauseAccount = async (id: string, reason: PauseReason, why: Problem): Promise<void> => {
    await store.write('pauseAccount', { id, pause: { reason, problem: why, at: now() } });
    log('account-paused', { reason });
    await registry.reload();
    changes.accounts();
  };

  const noteErrors = (
    accountId: string,
    messageId: string | null,
    errs: readonly (number | null)[],
  ): void => {
    if (!errs.includes(4)) return;
    const note = async (): Promise<void> => {
      // What a run could not pay for from its own account in the sandbox stops that run alone; see the runner.
      const run = messageId === null ? null : await store.read('ownAccountOf', { messageId });
      if (run === null) await pauseAccount(accountId, 'no-credit', noCredit());
    };
    void note().catch((error: unknown) =>
      log('pause-failed', { error: error instanceof Error ? error.message : String(error) }),
    );
  };

  const tellKept = (callbackId: number): void => {
    if (callbackId > 0) for (const listener of callbackListeners) listener(callbackId);
  };
  const noteVerified = (callback: { readonly accountId: string; readonly receivedAt: number }): void => {
    lastVerifiedAt = Math.max(lastVerifiedAt ?? 0, callback.receivedAt);
    if (usesPublicUrl(callback.accountId)) parts.tunnel?.noteVerifiedCallback(callback.receivedAt);
  };

  const keep = async (callback: ReceivedCallback): Promise<void> => {
    const verified = callback.verdict.kind === 'verified';
    const read = verified ? readReport(callback.body) : null;
    const report = read?.ok ? read.value : null;
    const { callbackId, outcome } = await store.write('keepCallback', {
      ...rawOf(callback),
      verdict: callback.verdict.kind,
      secret: callback.verdict.kind === 'verified' ? callback.verdict.secret : null,
      report,
    });
    tellKept(callbackId);
    if (verified && !ownReplays.has(callback.target, callback.body)) noteVerified(callback);
    if (outcome === 'applied' && report !== null)
      noteErrors(callback.accountId, callback.localId, [report.err]);
  };
  const postpone = async (callback: PostponedCallback): Promise<boolean> => {
    const id = await store.write('postponeCallback', rawOf(callback));
    if (id === null) return false;
    tellKept(id);
    parts.changes?.overview();
    // The key store may have opened while it was being written.
    if (registry.passwords(callback.accountId).kind !== 'locked') parts.postponed?.kick();
    return true;
  };
  const postponed = createPostponedChecker({
    store,
    accounts: () => registry.all().map(({ id }) => id as AccountId),
    passwords: (id) => registry.passwords(id),
    onSettled(callbacks) {
      for (const one of callbacks) {
        tellKept(one.callbackId);
        if (one.verdict === 'verified') noteVerified(one);
        if (one.outcome === 'applied') noteErrors(one.accountId, one.localId, [one.err]);
      }
      parts.changes?.overview();
    },
    log,
  });
  parts.postponed = postponed;
  undo.push(() => postponed.stop());

  const refused = createRefusedLog(now, () => parts.changes?.overview());
  const startServer = (port: number): ReturnType<typeof startCallbackServer> =>
    startCallbackServer(
      { port, pathPrefix: options.callbackPathPrefix ?? '' },
      {
        now,
        accountOfToken: (token) => registry.accountOfToken(token),
        passwords: (id) => registry.passwords(id),
        keep,
        postpone,
        refused: (request) => refused.note(request),
        log,
      },
    );
  const lastPort = rememberedPort(stored.callback_port);
  let served = await startServer(options.callbackPort ?? lastPort);
  if (!served.ok && options.callbackPort === null && served.problem.code === 'port-taken') {
    served = await startServer(0);
  }
  if (!served.ok) return served;
  const callbacks = served.value;
  undo.push(() => callbacks.stop());
  if (callbacks.port !== lastPort) {
    await store.write('setSetting', { key: 'callback_port', value: String(callbacks.port) });
  }

  const target = await tunnelTarget(options, settings, store, stored);
  if (!target.ok) return target;
  const madeTunnel = createReplaceableTunnel(target.value, (to) =>
    createTunnel({
      target: to,
      localPort: callbacks.port,
      pathPrefix: prefix,
      now,
      random,
      probe: () => callbacks.expectProbe(),
      workerUrl: options.workers.tunnel,
      log,
    }),
  );
  parts.tunnel = madeTunnel;
  undo.push(() => madeTunnel.stop());

  const applyTunnel = async (): Promise<void> => {
    const wanted = await tunnelTarget(options, settings, store, stored);
    if (wanted.ok) await madeTunnel.replace(wanted.value);
  };

  const isLocal = (accountId: string): boolean => {
    const account = registry.get(accountId);
    return account !== null && reachesNobody(account);
  };
  const usesPublicUrl = (accountId: string): boolean => {
    const account = registry.get(accountId);
    if (account === null || account.kind === 'sandbox') return false;
    const { kind } = madeTunnel.state();
    if (kind === 'none') return false;
    return kind === 'fixed' || isLocal(accountId) || account.tunnelAgreedAt !== null;
  };
  const callbackBase = (accountId: string): string | null => {
    if (usesPublicUrl(accountId)) {
      const { publicUrl } = madeTunnel.state();
      return publicUrl === null ? null : `${publicUrl}${publicPrefix(publicUrl, prefix)}`;
    }
    return isLocal(accountId) ? `${callbacks.localUrl}${prefix}` : null;
  };
  const waitsForTunnel = (accountId: string): boolean => {
    const { status, publicUrl } = madeTunnel.state();
    const patient = now() - startedAt < tunnelPatienceMs;
    return usesPublicUrl(accountId) && status === 'starting' && publicUrl === null && patient;
  };
  const sendable = (): { id: string; callbackBase: string | null }[] =>
    registry
      .active()
      .filter(({ pause, kind }) => pause === null || (kind === 'sandbox' && pause.reason === 'no-credit'))
      .filter((account) => registry.client(account.id) !== null)
      .filter((account) => !waitsForTunnel(account.id))
      .map((account) => ({ id: account.id, callbackBase: callbackBase(account.id) }));

  const outbox = createOutbox({
    store,
    accounts: sendable,
    client: (id, sandboxAccount) => registry.client(id, sandboxAccount),
    pause: pauseAccount,
    now,
    random,
    randomUuid: randomUUID,
    log,
  });
  parts.outbox = outbox;
  undo.push(() => outbox.stop());

  const reconciler = createReconciler({
    store,
    accounts: () =>
      registry
        .active()
        .filter((account) => registry.client(account.id) !== null)
        .map((account) => account.id),
    client: (id) => registry.client(id),
    isFree: (id) => registry.get(id)?.kind === 'sandbox',
    budget: () => settings.reconcileBudget,
    onAnswer: (poll, errs) => noteErrors(poll.accountId, poll.id, errs),
    now,
    log,
  });
  parts.reconciler = reconciler;
  undo.push(() => reconciler.stop());

  const canceller = createCanceller({
    store,
    client: (id) => registry.clientToCancel(id),
    async release(accountId) {
      const removed = await (await secrets()).remove(accountId as AccountId);
      if (!removed.ok) return log('password-not-removed', { code: removed.problem.code });
      await store.write('forgetPassword', { accountId });
      await registry.reload();
    },
    now,
    random,
    log,
  });
  undo.push(() => canceller.stop());

  const retention = createRetention({ store, settings: () => settings, now, log });
  undo.push(() => retention.stop());
  const foldingAgain = createFoldingAgain({ store, now, log });
  undo.push(() => foldingAgain.stop());

  const readFigures = async () => {
    const [counts, { queued }, reconcile, cancellations, waiting] = await Promise.all([
      store.read('countMessages', { accountId: null }),
      store.read('outboxWork', { accounts: [] }),
      reconciler.state(),
      store.read('openCancellations', { limit: mostListed }),
      store.read('countPostponed', {}),
    ]);
    return { counts, queued, reconcile, cancellations, waiting };
  };
  let figures: Awaited<ReturnType<typeof readFigures>> = {
    counts: { all: 0, open: 0, attention: 0, scheduled: 0, byState: {} },
    queued: 0,
    reconcile: { lastAt: null, waiting: 0, used: 0 },
    cancellations: { count: 0, first: [] },
    waiting: 0,
  };
  const overview = async (): Promise<Overview> => {
    try {
      figures = await readFigures();
    } catch (error) {
      if (isDamage(error)) await damaged();
      // What is wrong must be shown even where the database can't be read: with the figures of before.
      if (health.troubles().length === 0) throw error;
    }
    return {
      troubles: [...health.troubles()],
      currentAccountId: registry.currentId(),
      pause: readPause(stored.pause),
      outbox: { queued: figures.queued, inFlight: outbox.inFlight() },
      callbacks: {
        port: callbacks.port,
        localUrl: callbacks.localUrl,
        tunnel: madeTunnel.state(),
        lastVerifiedAt,
        refused: refused.total(),
        postponed: figures.waiting,
      },
      reconcile: { ...figures.reconcile, budget: settings.reconcileBudget },
      secrets: await secretStateOf(secretStore),
      counts: figures.counts,
      cancellations: figures.cancellations,
    };
  };
  const changes = createChanges(overview);
  parts.changes = changes;
  undo.push(() => changes.close());
  undo.push(
    store.onChange((change) => {
      if (change.messages.length > 0 || change.added) changes.messages(change.messages, change.added);
      if (change.newestCallback > 0) changes.callbacks(change.newestCallback);
      parts.runner?.heard(change.messages);
      reconciler.nudge();
      canceller.nudge();
    }),
  );

  let tunnelWasDown = false;
  madeTunnel.onChange(({ state }) => {
    changes.overview();
    if (state.status === 'down') tunnelWasDown = true;
    if (state.status !== 'open') return;
    outbox.kick();
    if (tunnelWasDown) void reconciler.sweep('tunnel-was-down').catch(() => undefined);
    tunnelWasDown = false;
  });

  const priceOf = createPriceReader({ store, registry, now });
  const runner = createRunner({
    store,
    pauseOf({ accountId, sandbox: own }) {
      if (stored.pause !== undefined) {
        return problem('paused', 'All sending is paused.', 'Resume sending, then resume the run.');
      }
      const pause = registry.get(accountId)?.pause ?? null;
      // A run with an account of its own does not wait for the credit of another.
      return pause === null || (own !== null && pause.reason === 'no-credit') ? null : pause.problem;
    },
    kickOutbox: () => outbox.kick(),
    async ask({ id, accountId, omnimessageId }) {
      if (omnimessageId !== null) await reconciler.ask({ id, accountId, omnimessageId });
    },
    async mostOf(accountId, chain, country) {
      const prices = country === null ? null : await priceOf(accountId, country);
      return costOfCell(chain, prices?.ok ? prices.value : null)?.high ?? null;
    },
    onChange: (id) => changes.run(id),
    now,
    log,
  });
  parts.runner = runner;
  undo.push(() => runner.stop());

  const archive = createArchive({
    folder: options.folder,
    downloads: options.downloads ?? null,
    worker: options.workers.archive,
    processes,
    store,
    settings: () => settings,
    async rest() {
      await runner.stop();
      await outbox.stop();
      await canceller.stop();
      await reconciler.stop();
      await retention.stop();
      await foldingAgain.stop();
      await postponed.stop();
    },
    async goOn(isRestored) {
      // Without a database nothing can go on; it has been reported.
      if (health.troubles().some(({ kind }) => kind === 'fatal')) return;
      if (isRestored) {
        damage = null;
        health.clearDamage();
        await readAnew();
      }
      await outbox.start();
      canceller.start();
      reconciler.start();
      retention.start();
      foldingAgain.start();
      postponed.kick();
      await runner.start();
      if (isRestored) await reconciler.sweep('restored');
    },
    async onAccounts() {
      await registry.reload();
      changes.accounts();
    },
    onJobs: () => changes.jobs(),
    now,
    log,
  });
  undo.push(() => archive.stop());
  /** Also for what a removed account has scheduled there and is to be cancelled. */
  const needsSandbox = async (): Promise<boolean> =>
    registry.active().some((account) => account.kind === 'sandbox') ||
    (await store.read('cancellationWork', { now: now(), except: [] })).sandbox;
  /** After another database took this one's place. */
  const readAnew = async (): Promise<void> => {
    await reloadSettings();
    await registry.reload();
    if (await needsSandbox()) {
      const started = await ensureSandbox();
      if (started.ok) await openRunAccounts(started.value);
    }
    await applyTunnel();
    changes.messages([], true);
    changes.accounts();
    changes.settings();
    changes.callbacks(1);
  };

  const all: Parts = {
    about: {
      version: options.version,
      folder: options.folder,
      shell: options.shell,
      startedAt,
    },
    passphrase: options.passphrase,
    openPage: options.openPage,
    now,
    log,
    store,
    registry,
    changes,
    health,
    damaged,
    logTrouble,
    outbox,
    canceller,
    reconciler,
    retention,
    runner,
    archive,
    callbacks,
    ownReplays,
    refused,
    tunnel: madeTunnel,
    secrets,
    sandbox: { ensure: ensureSandbox, openRunAccount, forget: forgetInSandbox },
    overview,
    settings: () => settings,
    reloadSettings,
    applyTunnel,
    onCallback(listener) {
      callbackListeners.add(listener);
      return () => callbackListeners.delete(listener);
    },
    callbackBase,
    priceOf,
    saveText: (named) =>
      saveText(named, { folder: options.folder, downloads: options.downloads ?? null, now: now() }),
    checkKeptCallbacks: (accountId) => checkKeptCallbacks({ store, registry, now, log }, accountId),
    async accountsChanged() {
      await registry.reload();
      changes.accounts();
      outbox.kick();
      reconciler.kick();
      canceller.kick();
    },
  };
  const router = createContractRouter(all);
  const control = await startControlHost(options.folder, router, log);
  if (!control.ok) return control;
  undo.push(() => control.value.stop());

  // What was sent to the sandbox, and what was still to come of it, goes on when the console is opened again.
  if (await needsSandbox()) {
    const started = await ensureSandbox();
    if (!started.ok) {
      log('sandbox-failed', { code: started.problem.code });
      health.report(sandboxNotStarted(started.problem), 'lasting');
    }
  }
  await madeTunnel.start();
  const unknown = await outbox.start();
  canceller.start();
  reconciler.start();
  retention.start();
  foldingAgain.start();
  postponed.kick();
  await runner.start();
  archive.start();
  void reconciler
    .sweep('start')
    .catch((error: unknown) =>
      log('reconcile-failed', { error: error instanceof Error ? error.message : String(error) }),
    );
  log('console-started', { shell: options.shell, version: options.version, unknown });

  const wake = (): void => {
    madeTunnel.wake();
    outbox.kick();
    canceller.kick();
    void reconciler.sweep('woke').catch(() => undefined);
  };
  let lastTick = now();
  const ticker = setInterval(() => {
    const at = now();
    if (at - lastTick > tickMs + sleptMs) wake();
    // Sending may have waited for the tunnel.
    else if (at - startedAt < tunnelPatienceMs + 2 * tickMs) outbox.kick();
    lastTick = at;
  }, tickMs);
  ticker.unref();

  let stopped: Promise<void> | null = null;
  const stopAll = async (): Promise<void> => {
    clearInterval(ticker);
    // Senders first, then those who listen, then the disk: nothing is answered that could not be kept.
    const steps = [
      () => archive.stop(),
      () => runner.stop(),
      () => outbox.stop(),
      () => canceller.stop(),
      () => reconciler.stop(),
      () => retention.stop(),
      () => foldingAgain.stop(),
      () => changes.close(),
      () => control.value.stop(),
      () => madeTunnel.stop(),
      stopSandbox,
      () => callbacks.stop(),
      () => postponed.stop(),
      () => registry.close(),
      () => store.close(),
      () => log('console-stopped'),
      ...beforeParts,
    ];
    await runAll(steps, log);
  };

  return ok({
    parts: all,
    router,
    control: control.value,
    folderWarning,
    wake,
    publicUrl: (waitMs) => publicUrlOf(madeTunnel, waitMs),
    stop() {
      stopped ??= stopAll();
      return stopped;
    },
  });
}

/** A callback as it came, as the store takes it. */
function rawOf(callback: PostponedCallback) {
  return {
    receivedAt: callback.receivedAt,
    accountId: callback.accountId,
    localId: callback.localId,
    method: callback.method,
    target: callback.target,
    headers: JSON.stringify(callback.headers),
    // Exactly its bytes: a view of Node's pool would take the whole pool along to the worker.
    body: new Uint8Array(callback.body),
  };
}

function lostDatabase(why: Problem): Problem {
  return problem(
    'database-lost',
    `The restore failed, and no database is open any more. ${why.sentence}`,
    'Nothing is sent and no report is kept. Restart Omnideck; if it does not start, restore a backup.',
  );
}

function sandboxNotStarted(why: Problem): Problem {
  return problem(
    'sandbox-not-started',
    `The built-in sandbox could not start. ${why.sentence}`,
    `Other accounts are not affected. ${why.mend}`,
  );
}

function noCredit(): Problem {
  return problem(
    'no-credit',
    'Messente could not charge the account for a message (err 4): its credit is used up.',
    'Add credit in the Dashboard, then resume sending.',
  );
}

async function openSecrets(
  options: ConsoleOptions,
  store: Store,
  stored: Readonly<Record<string, string>>,
): Promise<SecretStore> {
  let folderId = stored.data_folder_id;
  if (folderId === undefined) {
    folderId = randomUUID();
    await store.write('setSetting', { key: 'data_folder_id', value: folderId });
  }
  const keyring = await (options.keyring ?? systemKeyring)();
  const mayNeedSealer = keyring === null || existsSync(join(options.folder, safeStorageFileName));
  return openSecretStore({
    dir: options.folder,
    dataFolderId: folderId,
    passphrase: options.passphrase,
    keyring,
    sealer: mayNeedSealer ? ((await options.sealer?.()) ?? null) : null,
  });
}

/** Not opened for its own sake: looking for the OS key store takes a moment, and the sandbox needs none. */
async function secretStateOf(opening: Promise<SecretStore> | null): Promise<Overview['secrets']> {
  if (opening === null) return { kind: 'os-key-store', locked: false, exists: false, warning: null };
  return { ...(await opening).state() };
}

/** A fixed address that ends with the prefix has it already: the proxy passes it on. */
function publicPrefix(publicUrl: string, prefix: string): string {
  return prefix !== '' && publicUrl.endsWith(prefix) ? '' : prefix;
}

async function tunnelTarget(
  options: ConsoleOptions,
  settings: Settings,
  store: Store,
  stored: Readonly<Record<string, string>>,
): Promise<Result<TunnelKind>> {
  const wanted = options.tunnel === null ? parseTunnelOption(settings.tunnel) : ok(options.tunnel);
  if (!wanted.ok || wanted.value.kind !== 'localtunnel') return wanted;
  let subdomain = wanted.value.subdomain ?? stored.tunnel_name ?? null;
  if (subdomain === null) {
    subdomain = newTunnelName(() => randomInt(256));
    // Kept, so that the addresses of messages under way are good again after a restart.
    await store.write('setSetting', { key: 'tunnel_name', value: subdomain });
  }
  const host = options.tunnelHost ?? settings.tunnelHost ?? wanted.value.host ?? defaultTunnelHost;
  return ok({ kind: 'localtunnel', host, subdomain });
}

async function publicUrlOf(tunnel: Tunnel, waitMs: number): Promise<string | null> {
  const known = tunnel.state();
  if (known.kind === 'none' || known.status === 'open' || known.kind === 'fixed') return known.publicUrl;
  await new Promise<void>((resolve) => {
    const timer = setTimeout(done, waitMs);
    const off = tunnel.onChange(({ state }) => {
      if (state.status === 'open' || state.status === 'down') done();
    });
    function done(): void {
      clearTimeout(timer);
      off();
      resolve();
    }
  });
  return tunnel.state().status === 'open' ? tunnel.state().publicUrl : null;
}
