/**
 * The store's public interface: typed writes and reads on the worker threads. When a write's promise
 * resolves, the data is committed and on disk. Reads return committed data.
 */

import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../shared/problems/database.ts';
import { inspectDatabase, removeOldCopies } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { databaseBusy, databaseDamaged, isDamage, storeProblem } from './store-problems.ts';
import { startWorker, type WorkerClient } from './worker-client.ts';
import type { StoreChanges, WorkerData } from './worker-messages.ts';

export type { StoreChanges } from './worker-messages.ts';

export type StoreWorkers = { readonly writer: URL; readonly reader: URL; readonly files: URL };

/** Operations or queries by name. Each takes a context and one input. */
export type Statements = Readonly<Record<string, (context: never, input: never) => unknown>>;
type InputOf<S extends Statements, N extends keyof S> = Parameters<S[N]>[1];
type ResultOf<S extends Statements, N extends keyof S> = ReturnType<S[N]>;

export type TypedStore<Operations extends Statements, Queries extends Statements> = {
  /**
   * Runs one operation and resolves once it is committed. @throws StoreFailure if the operation failed (e.g.
   * the disk is full)
   */
  write<N extends keyof Operations & string>(
    name: N,
    input: InputOf<Operations, N>,
  ): Promise<ResultOf<Operations, N>>;
  read<N extends keyof Queries & string>(name: N, input: InputOf<Queries, N>): Promise<ResultOf<Queries, N>>;
  /**
   * Deletes the copies that migrations left. Called after an erasure, because the copies still contain the
   * erased data.
   */
  removeCopies(): void;
  onChange(listener: (changes: StoreChanges) => void): () => void;
  /** Commits all pending writes, then closes the store. */
  close(): Promise<void>;
};

export type OpenStoreOptions = {
  readonly folder: string;
  readonly workers: StoreWorkers;
  /** Parses an answer that was sent as text; see the readers' packed queries. */
  readonly unpack: (query: string, text: string) => unknown;
  readonly readers?: number;
  /** How long to wait for another program's lock on the database, milliseconds; default 5,000. */
  readonly lockWaitMs?: number;
  /** Called when a thread died. Later calls to it reject. */
  readonly onDeath: (error: Error, part: 'writer' | 'reader') => void;
};

export const databaseName = 'omnideck.db';

const defaultLockWaitMs = 5_000;

/**
 * Opens the database of a data folder that this process has locked; creates the database if it does not
 * exist.
 * @returns problems `database-foreign`, `database-newer`, `database-unreadable`, `database-damaged`,
 * `database-busy`, `database-failed`
 */
export async function openStore<Operations extends Statements, Queries extends Statements>(
  options: OpenStoreOptions,
): Promise<Result<TypedStore<Operations, Queries>>> {
  const file = join(options.folder, databaseName);
  if (existsSync(file)) {
    try {
      accessSync(file, constants.R_OK | constants.W_OK);
    } catch {
      return fail(databaseProblem('database-unreadable/rights', { file }));
    }
  }
  const inspected = inspectDatabase(file, migrations.at(-1)?.version ?? 0);
  if (!inspected.ok) return inspected;

  const listeners = new Set<(changes: StoreChanges) => void>();
  const onChanges = (changes: StoreChanges): void => {
    for (const listener of listeners) listener(changes);
  };
  const data: WorkerData = { file, lockWaitMs: options.lockWaitMs ?? defaultLockWaitMs };
  const start = (part: 'writer' | 'reader'): Promise<WorkerClient> =>
    startWorker({
      url: options.workers[part],
      data,
      onChanges,
      unpack: options.unpack,
      onDeath: (error) => options.onDeath(error, part),
    });

  let writer: WorkerClient;
  try {
    writer = await start('writer');
  } catch (error) {
    return fail(openProblem(file, error));
  }
  const starts = await Promise.allSettled(
    Array.from({ length: options.readers ?? 2 }, () => start('reader')),
  );
  const readers = starts.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []));
  const close = async (): Promise<void> => {
    await Promise.all(readers.map((reader) => reader.close()));
    await writer.close();
  };
  const failed = starts.find((one) => one.status === 'rejected');
  if (failed !== undefined) {
    await close();
    return fail(openProblem(file, failed.reason));
  }

  removeOldCopies(file, Date.now());
  let turn = 0;
  return ok({
    write: (name, input) => writer.call(name, input) as Promise<ResultOf<Operations, typeof name>>,
    read: (name, input) => {
      const living = readers.filter((one) => !one.isDead());
      const reader = living[turn++ % living.length] ?? readers[0];
      if (!reader) throw new Error('the store has no reader');
      return reader.call(name, input) as Promise<ResultOf<Queries, typeof name>>;
    },
    removeCopies: () => removeOldCopies(file, Number.POSITIVE_INFINITY),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    close,
  });
}

function openProblem(file: string, error: unknown) {
  const known = storeProblem(error);
  if (known?.code === databaseBusy.code) return known;
  if (isDamage(error)) return databaseDamaged;
  const words = error instanceof Error ? error.message : String(error);
  return databaseProblem('database-failed/open', { file, words });
}
