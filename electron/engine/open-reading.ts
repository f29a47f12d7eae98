/** Opens a data folder for a command that only reads: without a console, and without the lock of the folder. */
import { join } from 'node:path';
import { fail, ok, type Problem, type Result } from '../../shared/messaging/problem.ts';
import { oversizedInput } from './bounded-input.ts';
import { claimFolder, folderProblem } from './data-folder-claim.ts';
import { inspectHeader } from './db/migrate.ts';
import { migrations } from './db/migrations/all.ts';
import { bringUpToDate, openReadOnly, type ReadOnlyStore } from './db/read-only-store.ts';
import { databaseName, mayUse, openProblem } from './db/store.ts';
import { StoreFailure } from './db/store-failure.ts';
import { isDamage, storeProblem } from './db/store-problems.ts';
import { isRestoring, tidyBackups } from './features/backups/backups-folder.ts';
import type { BackupProcesses } from './features/backups/run-backup-task.ts';
import { hasUnfinished, tidyUnfinished } from './features/backups/unfinished.ts';
import { unfinishedErasures } from './features/privacy/resume-erasures.ts';
import type { Log } from './log.ts';
import { createReadingCalls } from './reading-calls.ts';
import { readingQuery } from './reading-queries.ts';
import { ReadingRefused } from './reading-refused.ts';
import type { queries } from './sql-registry.ts';
import type { ReadingStore } from './store.ts';
import { takeFolder } from './take-folder.ts';
import { createYamlReader } from './yaml/yaml-reader.ts';

export type ReadingCalls = ReturnType<typeof createReadingCalls>;

export type Reading = {
  /** @throws ReadingRefused, from every call */
  readonly calls: ReadingCalls;
  /** What the user must know about the folder. */
  readonly warnings: readonly Problem[];
  close(): Promise<void>;
};

type Options = {
  readonly folder: string;
  readonly downloads: string | null;
  readonly workers: {
    /** Inspects backups, if the database is damaged. */
    readonly backups: URL;
    /** Reads the plan of a run, if a report shows its question. */
    readonly yaml: URL;
  };
  readonly now: () => number;
  readonly log: Log;
  readonly lockWaitMs?: number;
};

type Store = ReadOnlyStore<typeof queries>;

/**
 * Opens the database of a data folder for reading. A folder without a database gets an empty one, and a database of an
 * older version is migrated, both under the lock of the folder.
 * @returns problem `folder-in-use` if another process is doing that now or is the console, and the problems of the
 * console's start
 */
export async function openReading(options: Options): Promise<Result<Reading>> {
  const { folder } = options;
  let warning: Problem | null;
  try {
    const claimed = claimFolder(folder, 'console');
    if (!claimed.ok) return claimed;
    ({ warning } = claimed.value);
  } catch (error) {
    return fail(folderProblem(folder, error));
  }
  try {
    tidyAlone(folder);
    const opened = openCurrent(options);
    if (!opened.ok) return opened;
    const store = opened.value;
    const unfinished = await unfinishedErasures(store);
    const yaml = createYamlReader({ workerUrl: options.workers.yaml });
    return ok({
      calls: createReadingCalls({ ...options, yaml, store: refusing(options, store) }),
      warnings: [warning, unfinished].filter((why) => why !== null),
      async close() {
        await yaml.stop();
        store.close();
      },
    });
  } catch (error) {
    return fail(await whyNotOpened(options, error));
  }
}

/** Deletes files that killed commands left unfinished, also in a restore; those of a console only if there is no console. */
function tidyAlone(folder: string): void {
  const hasRestore = isRestoring(folder);
  if (!hasRestore && !hasUnfinished(folder)) return;
  const taken = takeFolder(folder);
  if (!taken.ok) return;
  try {
    if (hasRestore) tidyBackups(folder, join(folder, databaseName));
    tidyUnfinished(folder);
  } finally {
    taken.value.release();
  }
}

const newest = migrations.at(-1)?.version ?? 0;

/** Opens the database if it is up to date; otherwise brings it up to date first. @throws StoreFailure */
function openCurrent({ folder, lockWaitMs, now }: Options): Result<Store> {
  const file = join(folder, databaseName);
  const allowed = mayUse(file);
  if (!allowed.ok) return allowed;
  const inspected = inspectHeader(file, newest);
  if (!inspected.ok) return inspected;
  if (inspected.value.version === newest && inspected.value.hasLog) {
    const store = openReadOnly<typeof queries>(file, readingQuery, lockWaitMs);
    if (store.version === newest) return ok(store);
    store.close();
  }
  const taken = takeFolder(folder);
  if (!taken.ok) return taken;
  try {
    const migrated = bringUpToDate(file, now(), lockWaitMs);
    if (!migrated.ok) return migrated;
  } finally {
    taken.value.release();
  }
  return ok(openReadOnly<typeof queries>(file, readingQuery, lockWaitMs));
}

async function whyNotOpened({ folder, workers }: Options, error: unknown): Promise<Problem> {
  const code = error instanceof StoreFailure ? error.code : null;
  if (code?.startsWith('SQLITE_CANTOPEN') || code?.startsWith('SQLITE_READONLY'))
    return folderProblem(folder, error);
  return isDamage(error) ? damage(folder, workers.backups) : openProblem(join(folder, databaseName), error);
}

/** Returns the problem of a damaged database, with the backup to restore. */
async function damage(folder: string, program: URL): Promise<Problem> {
  const { damagedProblem } = await import('./features/backups/damaged-database.ts');
  const { spawnBackups } = await import('./features/backups/run-backup-task.ts');
  const processes: BackupProcesses = { program, launch: spawnBackups };
  return damagedProblem(folder, processes);
}

/** Refuses what the console refuses: inputs that are too large, and what the disk or another program causes. */
function refusing({ folder, workers }: Options, store: Store): ReadingStore {
  return {
    async read(name, input) {
      const tooLarge = oversizedInput(name, input);
      if (tooLarge !== null) throw new ReadingRefused(tooLarge);
      try {
        return await store.read(name, input);
      } catch (error) {
        const why = isDamage(error) ? await damage(folder, workers.backups) : storeProblem(error);
        throw why === null ? error : new ReadingRefused(why);
      }
    },
  };
}
