/**
 * The composition root: the ordered list of the engine's parts. A part starts after those that it needs, and registers
 * how it stops. Stops run in the reverse order: first what sends, then what listens, then the disk, so that nothing is
 * answered that could not be kept. The process that holds the data folder is the console, whatever shell is around it.
 */
import type { Problem, Result } from '../../shared/messaging/problem.ts';
import { createChanges } from './changes.ts';
import type { Console } from './console.ts';
import type { ConsoleOptions } from './console-options.ts';
import { partsForHandlers } from './console-parts.ts';
import { isDamage } from './db/store-problems.ts';
import { createEvents } from './events.ts';
import { openAccounts } from './features/accounts/open-accounts.ts';
import { createConsoleBackups } from './features/backups/console-backups.ts';
import { damagedProblem } from './features/backups/damaged-database.ts';
import { startBlacklists } from './features/consent/blacklists.ts';
import { startApplyingStarts } from './features/inbound/apply-starts.ts';
import { openInboundNumbers } from './features/inbound/inbound-numbers.ts';
import { findPeopleAgain } from './features/inbound/sandbox-people.ts';
import { createFoldingAgain } from './features/messages/fold-again.ts';
import { createSenders } from './features/messages/senders.ts';
import { startErasures } from './features/privacy/erasures.ts';
import { createRetention } from './features/privacy/retention.ts';
import { publicUrlOf } from './features/reports/public-address.ts';
import { startReports } from './features/reports/start-reports.ts';
import { createConsoleRunner } from './features/runs/create-console-runner.ts';
import { createBuiltInSandbox, startNeededSandbox } from './features/sandbox/built-in-sandbox.ts';
import { loadSettings } from './features/settings/live-settings.ts';
import { startWatchingPrices } from './features/spending/watch-prices.ts';
import { createHealth, createNoteFailure } from './health.ts';
import { type Lifecycle, type Observer, startOrRollBack } from './lifecycle.ts';
import { startControlHost } from './local-socket/host.ts';
import { openDatabase } from './open-database.ts';
import { createOverview } from './overview.ts';
import { createReadAnew } from './read-anew.ts';
import { backupProcesses, startDespiteDamage } from './replace-damaged.ts';
import { createContractRouter } from './router.ts';
import { removeLeftovers, startLog } from './start-log.ts';
import { holdFolder } from './take-folder.ts';
import { startWaking } from './waking.ts';
import { openYamlReader } from './yaml/yaml-reader.ts';

export type { Console } from './console.ts';
export type { ConsoleOptions } from './console-options.ts';

/**
 * Starts the console on a data folder.
 * @param observe is called before and after each part starts, and after it has stopped
 * @returns problem `folder-in-use` where another process is the console of this folder, and the problems of its parts
 */
export function startConsole(options: ConsoleOptions, observe?: Observer): Promise<Result<Console>> {
  const explain = async (error: unknown): Promise<Problem | null> =>
    isDamage(error) ? damagedProblem(options.folder, backupProcesses(options)) : null;
  return startDespiteDamage(options, () =>
    startOrRollBack((engine) => startParts(options, engine), explain, observe),
  );
}

/** Starts every part of the engine. @throws what a part throws */
async function startParts(options: ConsoleOptions, engine: Lifecycle): Promise<Console> {
  const { folder, shell, version, now = Date.now, random = Math.random } = options;
  const { part } = engine;
  const folderWarning = await part('data folder', (own) => holdFolder(folder, own));
  const { log, logTrouble, malformedFrames } = await part('log', (own) => startLog(folder, own));
  engine.logTo(log);
  const events = createEvents((event, error) => noteFailure(event, error));
  const { emit } = events;
  const base = {
    ...options,
    processes: backupProcesses(options),
    now,
    random,
    startedAt: now(),
    log,
    events,
    emit,
  };
  const health = createHealth(base);
  await part('leftovers', () => removeLeftovers(folder));
  const database = await part('database', (own) => openDatabase({ ...base, health }, own));
  const noteFailure = createNoteFailure(health, log);
  const stored = { ...base, ...database, health, noteFailure };
  const settings = await part('settings', () => loadSettings(stored.store, events));
  const yaml = await part('plans and scenarios', (own) => openYamlReader(options.workers.yaml, own));
  const sandbox = createBuiltInSandbox({ ...stored, settings, yaml });
  const accounts = await part('accounts', (own) =>
    openAccounts(options, { ...stored, settings, sandbox }, own),
  );
  const inbound = await part('inbound numbers', () => openInboundNumbers({ ...stored, ...accounts }));
  const known = { ...stored, ...accounts, inbound, settings, yaml, sandbox };
  const reports = await part('delivery reports', (own) => startReports(options, known, own));
  await part('sandbox', (own) => startNeededSandbox(known, own));
  await part('sandbox replies', () => findPeopleAgain({ ...known, ...reports }));
  const startSocket = engine.reserve('local socket');
  const erasures = await part('erasures', () => startErasures(known));
  await part('folding', (own) => createFoldingAgain(known, own));
  const retention = await part('retention', (own) => createRetention(known, own));
  const senders = await part('senders', (own) => createSenders({ ...known, address: reports.address }, own));
  await part('prices', (own) => startWatchingPrices(known, own));
  const runner = await part('runs', (own) => createConsoleRunner({ ...known, senders }, own));
  const readAnew = createReadAnew({ ...known, database, address: reports.address });
  const backups = await part('backups', (own) =>
    createConsoleBackups({ ...known, ...senders, engine, readAnew }, own),
  );
  await part('answers', (own) => startApplyingStarts({ ...known, digest: backups.digest }, own));
  const blacklists = await part('blacklists', (own) => startBlacklists(known, own));
  const overview = createOverview({ ...known, ...senders, reports });
  const changes = createChanges(events, {
    overview,
    rows: (ids) => known.store.read('messageRows', { ids }),
    cells: (run) => known.store.read('readRunCells', run),
  });
  const made = {
    ...{ ...known, erasures, senders, reports, runner, retention, backups, blacklists },
    ...{ overview, changes, logTrouble },
  };
  const parts = partsForHandlers(options, made);
  const router = await part('handlers', () => createContractRouter(parts));
  const control = await startSocket((own) =>
    startControlHost({ ...base, ...{ router, noteFailure, changes, malformedFrames } }, own),
  );
  await part('tunnel', () => reports.address.tunnel.start());
  await part('workers', engine.startWorkers);
  await part('backup schedule', () => backups.start());
  const waking = await part('waking', (own) => startWaking(base, own));
  emit({ type: 'console-started' });
  log('console-started', { shell, version });
  return {
    ...{ parts, router, control, folderWarning, malformedFrames },
    wake: waking.wake,
    publicUrl: (waitMs) => publicUrlOf(reports.address.tunnel, waitMs),
    stop: engine.stop,
  };
}
