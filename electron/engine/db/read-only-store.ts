/**
 * Reads a database in this process, without threads, without a writer and without the lock of the folder. The console
 * of the folder may start, write and end meanwhile.
 */
import { ok, type Result } from '../../../shared/messaging/problem.ts';
import { openConnection } from './connection.ts';
import { inspectDatabase, migrate, removeOldCopies } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { createQueryContext } from './query-context.ts';
import type { Reading } from './serve-reads.ts';
import type { Statements, TypedStore } from './store.ts';
import { StoreFailure } from './store-failure.ts';
import { storeError } from './worker-messages.ts';

export type ReadOnlyStore<Queries extends Statements> = Pick<TypedStore<Statements, Queries>, 'read'> & {
  /** The version of the database, which may be only in its log. */
  readonly version: number;
  close(): void;
};

/**
 * Opens a database that exists for reading. After a kill, SQLite reads what is committed in the log, and leaves the log
 * to the next writer.
 * @throws StoreFailure, also from read()
 */
export function openReadOnly<Queries extends Statements>(
  file: string,
  queryOf: (name: string) => Promise<Reading['queries'][string]>,
  lockWaitMs?: number,
): ReadOnlyStore<Queries> {
  return failing(() => {
    const db = openConnection(file, 'read', lockWaitMs);
    try {
      const context = createQueryContext(db);
      return {
        version: Number(db.pragma('user_version', { simple: true })),
        async read(name, input) {
          const query = await queryOf(name);
          return failing(() => query(context, input as never) as never);
        },
        close: () => db.close(),
      };
    } catch (error) {
      db.close();
      throw error;
    }
  });
}

/**
 * Creates the database of a folder that this process has locked, or migrates it to the newest version.
 * @param now UTC epoch ms
 * @returns the same problems as openStore
 * @throws StoreFailure if a step fails; the database is then unchanged by that step
 */
export function bringUpToDate(file: string, now: number, lockWaitMs?: number): Result<null> {
  return failing(() => {
    const inspected = inspectDatabase(file, migrations.at(-1)?.version ?? 0);
    if (!inspected.ok) return inspected;
    migrate(file, migrations, lockWaitMs === undefined ? {} : { lockWaitMs }).close();
    removeOldCopies(file, now);
    return ok(null);
  });
}

function failing<T>(work: () => T): T {
  try {
    return work();
  } catch (error) {
    throw new StoreFailure(storeError(error));
  }
}
