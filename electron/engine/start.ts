/**
 * The composition root: builds every part of the console, starts and stops them; the only file that knows them all.
 * The process that holds the data folder is the console, whatever shell is around it.
 */
import { join } from 'node:path';
import type { Overview } from '../../shared/contract/console.ts';
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { sandboxProblem } from '../../shared/problems/sandbox.ts';
import { type Changes, createChanges } from './changes.ts';
import type { ConsoleOptions } from './console-options.ts';
import { databaseName } from './db/store.ts';
import { databaseDamaged, isDamage } from './db/store-problems.ts';
import { createAccountPauser } from './features/accounts/pausing.ts';
import { createPriceReader } from './features/accounts/prices.ts';
import { createRegistry, type Registry } from './features/accounts/registry.ts';
import { createSecretOpener } from './features/accounts/secret-opener.ts';
import { type Backups, createBackups } from './features/backups/backups.ts';
import { tidyBackups } from './features/backups/backups-folder.ts';
import { damagedProblem, makeWay, setAsideProblem } from './features/backups/damaged-database.ts';
import { type BackupProcesses, spawnBackups } from './features/backups/run-backup-task.ts';
import { tidyUnfinished } from './features/backups/unfinished.ts';
import type { Canceller } from './features/messages/canceller.ts';
import { createFoldingAgain } from './features/messages/fold-again.ts';
import type { Outbox } from './features/messages/outbox.ts';
import type { Reconciler } from './features/messages/polling/poller.ts';
import { createSenders } from './features/messages/senders.ts';
import { createRetention, type Retention } from './features/privacy/retention.ts';
import { checkKeptCallbacks } from './features/reports/kept-callbacks.ts';
import { publicUrlOf } from './features/reports/public-address.ts';
import { type Reports, startReports } from './features/reports/start-reports.ts';
import { createConsoleRunner } from './features/runs/create-console-runner.ts';
import type { Runner } from './features/runs/runner.ts';
import { createBuiltInSandbox, needsSandbox } from './features/sandbox/built-in-sandbox.ts';
import { loadSettings } from './features/settings/live-settings.ts';
import { saveText } from './files/save-text.ts';
import { createHealth } from './health.ts';
import { type ControlHost, startControlHost } from './local-socket/host.ts';
import { openLog } from './log.ts';
import { createRateLimiter } from './messente/rate-limiter.ts';
import { openDatabase } from './open-database.ts';
import { createOverview } from './overview.ts';
import { type Made, rollBack, runAll, startProblem } from './roll-back.ts';
import { createContractRouter, type RouterNeeds } from './router.ts';
import { takeFolder } from './take-folder.ts';
import { isPatient, startWaking } from './waking.ts';
import { pauseWorkers, startWorkers, stepsToStop, type Workers } from './workers.ts';

export type { ConsoleOptions } from './console-options.ts';

/** The parts of a running console. */
type Parts = RouterNeeds & {
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

/**
 * Starts the console on a data folder.
 * @returns problem `folder-in-use` where another process is the console of this folder, and the problems of its parts
 */
export async function startConsole(options: ConsoleOptions): Promise<Result<Console>> {
  const { replaceDamagedWith: backup, ...others } = options;
  const started = await startOnce(others);
  if (started.ok || started.problem.code !== databaseDamaged.code || backup === undefined) return started;
  const taken = takeFolder(options.folder);
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

/** Starts the console, and leaves nothing behind where a step fails or throws. */
async function startOnce(options: ConsoleOptions): Promise<Result<Console>> {
  const taken = takeFolder(options.folder);
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
  const base = await openBase(options, made);
  if (!base.ok) return base;
  const accounts = await openAccounts(options, base.value);
  const reports = await startReports(
    { ...options, tunnelWorker: options.workers.tunnel },
    {
      ...accounts,
      noteErrors: accounts.pauser.noteErrors,
      onChange: () => accounts.changes.overview(),
    },
    accounts.undo,
  );
  if (!reports.ok) return reports;
  accounts.late.reports = reports.value;
  const working = createWorking({ ...accounts, reports: reports.value });
  const backups = createConsoleBackups(options, working);
  working.undo(() => backups.stop());
  const parts = listParts(options, { ...working, backups });
  const router = createContractRouter(parts);
  const control = await startControlHost(options.folder, router, working.log);
  if (!control.ok) return control;
  working.undo(() => control.value.stop());
  const unknown = await begin(working);
  backups.start();
  working.log('console-started', { shell: options.shell, version: options.version, unknown });
  const { tunnel } = working.reports.address;
  const waking = startWaking({ ...working, tunnel });
  let stopped: Promise<void> | null = null;
  return ok({
    parts,
    router,
    control: control.value,
    folderWarning,
    wake: waking.wake,
    publicUrl: (waitMs) => publicUrlOf(tunnel, waitMs),
    stop() {
      waking.stop();
      stopped ??= stopAll({ ...working, backups, control: control.value });
      return stopped;
    },
  });
}

/** What every other part rests on: the log, the changes, the database, the settings. */
async function openBase(options: ConsoleOptions, made: Made) {
  const { folder, workers } = options;
  const now = options.now ?? Date.now;
  const startedAt = now();
  const undo = (step: () => unknown): void => void made.undo.push(step);
  const { log, trouble: logTrouble, close: closeLog } = openLog(folder);
  made.log = log;
  undo(closeLog);
  /** What stays to the very end: the log, then the folder. */
  const last = made.undo.toReversed();
  tidyBackups(folder, join(folder, databaseName));
  tidyUnfinished(folder);
  /** Parts that others name before they are made; each is set before anything can call it. */
  const late: { overview?: () => Promise<Overview>; reports?: Reports } = {};
  const changes = createChanges(() => requirePart(late.overview)());
  undo(() => changes.close());
  const health = createHealth({ now, onChange: () => changes.overview() });
  const processes = backupProcesses(options);
  const database = await openDatabase({
    ...{ folder, workers, processes, health, log, now },
    lockWaitMs: options.lockWaitMs,
  });
  if (!database.ok) return database;
  const { store } = database.value;
  undo(() => store.close());
  const settings = await loadSettings(store);
  const random = options.random ?? Math.random;
  return ok({
    ...{ now, random, startedAt, undo, last, log, logTrouble, late, changes, health, processes },
    ...database.value,
    settings,
  });
}

type Opened<T> =
  T extends Promise<infer R> ? (R extends { readonly ok: true; readonly value: infer V } ? V : never) : never;
type Base = Opened<ReturnType<typeof openBase>>;

/** The accounts in memory, with their passwords and the sandbox that one of them may be of. */
async function openAccounts({ folder, passphrase, keyring, sealer }: ConsoleOptions, base: Base) {
  const { store, settings, changes, late, undo, now } = base;
  const secrets = createSecretOpener({ folder, passphrase, settings, keyring, sealer });
  const sandbox = createBuiltInSandbox({ folder, store, settings, now });
  undo(() => sandbox.stop());
  const registry = createRegistry({
    store,
    secrets: secrets.open,
    sandbox: () => sandbox.endpoint(),
    // The limit is per IP address, so all accounts share it.
    limiter: createRateLimiter({ perSecond: 150, now }),
    now,
    onRead: () => late.reports?.keeper.postponed.kick(),
  });
  undo(() => registry.close());
  await registry.reload();
  const pauser = createAccountPauser({ ...base, registry, onChange: () => changes.accounts() });
  const priceOf = createPriceReader({ ...base, registry });
  return { ...base, secrets, sandbox, registry, pauser, priceOf };
}

type Accounts = Awaited<ReturnType<typeof openAccounts>>;

/** The parts that work by themselves, not started yet, and what they notify each other of. */
function createWorking(opened: Accounts & { readonly reports: Reports }) {
  const { store, settings, reports, changes, undo, now, startedAt } = opened;
  const { address } = reports;
  const senders = createSenders(
    {
      ...opened,
      secrets: opened.secrets.open,
      callbackBase: address.callbackBase,
      waitsForAddress: (id) => isPatient(startedAt, now()) && address.isAwaitedBy(id),
      pollBudget: () => settings.settings().reconcileBudget,
    },
    undo,
  );
  const { outbox, reconciler, canceller } = senders;
  const retention = createRetention({ ...opened, settings: settings.settings });
  undo(() => retention.stop());
  const foldingAgain = createFoldingAgain(opened);
  undo(() => foldingAgain.stop());
  const overview = createOverview({ ...opened, outbox, reconciler });
  opened.late.overview = overview;
  const runner = createConsoleRunner({ ...opened, senders });
  undo(() => runner.stop());
  undo(
    store.onChange((change) => {
      if (change.messages.length > 0 || change.added) changes.messages(change.messages, change.added);
      if (change.newestCallback > 0) changes.callbacks(change.newestCallback);
      runner.heard(change.messages);
      reconciler.nudge();
      canceller.nudge();
    }),
  );
  let wasDown = false;
  address.tunnel.onChange(({ state }) => {
    changes.overview();
    if (state.status === 'down') wasDown = true;
    if (state.status !== 'open') return;
    outbox.kick();
    if (wasDown) void reconciler.sweep('tunnel-was-down').catch(() => undefined);
    wasDown = false;
  });
  const workers: Workers = {
    ...{ senders, retention, foldingAgain, runner },
    postponed: reports.keeper.postponed,
  };
  return { ...opened, senders, retention, overview, runner, workers };
}

type Working = ReturnType<typeof createWorking>;

function createConsoleBackups(options: ConsoleOptions, working: Working): Backups {
  const { processes, store, settings, registry, changes, health, workers, now, log } = working;
  return createBackups({
    folder: options.folder,
    downloads: options.downloads ?? null,
    worker: options.workers.files,
    ...{ processes, store, now, log },
    settings: settings.settings,
    rest: () => pauseWorkers(workers),
    async goOn(isRestored) {
      // Without a database nothing can go on; it has been reported.
      if (health.troubles().some(({ kind }) => kind === 'fatal')) return;
      if (isRestored) {
        working.isReplaced();
        await readAnew(working);
      }
      await startWorkers(workers);
      if (isRestored) await working.senders.reconciler.sweep('restored');
    },
    async onAccounts() {
      await registry.reload();
      changes.accounts();
    },
    onJobs: () => changes.jobs(),
  });
}

/** After another database took this one's place. */
async function readAnew(working: Working): Promise<void> {
  const { settings, registry, sandbox, reports, changes, store, now } = working;
  await settings.reload();
  await registry.reload();
  if (await needsSandbox(registry, store, now())) {
    const started = await sandbox.ensure();
    if (started.ok) await sandbox.openRunAccounts(started.value);
  }
  await reports.address.apply();
  changes.messages([], true);
  changes.accounts();
  changes.settings();
  changes.callbacks(1);
}

/** The parts as the handlers of the contract and the shells take them. */
function listParts(options: ConsoleOptions, made: Working & { readonly backups: Backups }): Parts {
  const { folder, version, shell, passphrase, openPage } = options;
  const { settings, secrets, registry, changes, senders, reports, startedAt, now } = made;
  const { outbox, reconciler, canceller } = senders;
  const { address, keeper } = reports;
  return {
    ...made,
    ...senders,
    ...reports,
    about: { version, folder, shell, startedAt },
    passphrase,
    openPage,
    secrets: secrets.open,
    settings: settings.settings,
    reloadSettings: settings.reload,
    tunnel: address.tunnel,
    applyTunnel: address.apply,
    callbackBase: address.callbackBase,
    onCallback: keeper.onCallback,
    saveText: (named) => saveText(named, { folder, downloads: options.downloads ?? null, now: now() }),
    checkKeptCallbacks: (accountId) => checkKeptCallbacks(made, accountId),
    async accountsChanged() {
      await registry.reload();
      changes.accounts();
      outbox.kick();
      reconciler.kick();
      canceller.kick();
    },
  };
}

/** @returns how many messages a crash left without a known outcome */
async function begin({ registry, store, sandbox, reports, workers, health, now, log }: Working) {
  // What was sent to the sandbox, and what was still to come of it, goes on when the console is opened again.
  if (await needsSandbox(registry, store, now())) {
    const started = await sandbox.ensure();
    if (!started.ok) {
      log('sandbox-failed', { code: started.problem.code });
      health.report(sandboxProblem('sandbox-not-started', { why: started.problem }), 'lasting');
    }
  }
  await reports.address.tunnel.start();
  const unknown = await startWorkers(workers);
  void workers.senders.reconciler
    .sweep('start')
    .catch((error: unknown) =>
      log('reconcile-failed', { error: error instanceof Error ? error.message : String(error) }),
    );
  return unknown;
}

/** Senders first, then those who listen, then the disk: nothing is answered that could not be kept. */
function stopAll(
  parts: Working & { readonly backups: Backups; readonly control: ControlHost },
): Promise<void> {
  const { backups, workers, changes, control, reports, sandbox, registry, store, last, log } = parts;
  const steps = [
    () => backups.stop(),
    ...stepsToStop(workers),
    () => changes.close(),
    () => control.stop(),
    () => reports.address.tunnel.stop(),
    () => sandbox.stop(),
    () => reports.callbacks.stop(),
    () => reports.keeper.postponed.stop(),
    () => registry.close(),
    () => store.close(),
    () => log('console-stopped'),
    ...last,
  ];
  return runAll(steps, log);
}

function requirePart<T>(part: T | undefined): T {
  if (part === undefined) throw new Error('a part of the console was asked for before it was made');
  return part;
}
