/**
 * The store's public interface: typed writes and reads on the worker threads. When a write's promise
 * resolves, the data is committed and on disk. Reads return committed data.
 */

import { accessSync, constants, existsSync } from 'node:fs';
import { join } from 'node:path';
import { errorMessage } from '../../../shared/error-message.ts';
import { fail, ok, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../shared/problems/database.ts';
import { inspectDatabase, removeOldCopies } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { StoreFailure } from './store-failure.ts';
import { databaseBusy, databaseDamaged, filesGone, isDamage, storeProblem } from './store-problems.ts';
import { startReaders, startWriter } from './store-threads.ts';
import { type OnGone, startWorker, type WorkerClient } from './worker-client.ts';
import type { StoreChanges } from './worker-messages.ts';

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

type StorePart = 'writer' | 'reader';

export type OpenStoreOptions = {
  readonly folder: string;
  readonly workers: StoreWorkers;
  /** Parses an answer that was sent as text; see the readers' packed queries. */
  readonly unpack: (query: string, text: string) => unknown;
  readonly readers?: number;
  /** Returns the time; default: the computer's clock. */
  readonly now?: () => number;
  /** How long to wait for another program's lock on the database, milliseconds; default 5,000. */
  readonly lockWaitMs?: number;
  /** Called when a thread died and another thread has replaced it. */
  readonly onRestart: (cause: Error, part: StorePart) => void;
  /** Called when a thread died and was not replaced. Later calls to it reject. */
  readonly onDeath: (error: Error, part: StorePart) => void;
  /** Called when another program deleted, replaced or changed the database. Later writes reject. */
  readonly onGone?: OnGone;
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
  const allowed = mayUse(file);
  if (!allowed.ok) return allowed;
  const inspected = inspectDatabase(file, migrations.at(-1)?.version ?? 0);
  if (!inspected.ok) return inspected;

  const listeners = new Set<(changes: StoreChanges) => void>();
  const onChanges = (changes: StoreChanges): void => {
    for (const listener of listeners) listener(changes);
  };
  const threads = await startThreads(options, file, onChanges);
  if (!threads.ok) return threads;
  const { writer, readers } = threads.value;
  removeOldCopies(file, Date.now());
  return ok({
    write: (name, input) => writer.call(name, input) as Promise<ResultOf<Operations, typeof name>>,
    read: (name, input) => readers.call(name, input) as Promise<ResultOf<Queries, typeof name>>,
    removeCopies: () => removeOldCopies(file, Number.POSITIVE_INFINITY),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      await readers.close();
      await writer.close();
    },
  });
}

/** Returns problem `database-unreadable` if this user may not read and write the file of the database. */
export function mayUse(file: string): Result<null> {
  if (!existsSync(file)) return ok(null);
  try {
    accessSync(file, constants.R_OK | constants.W_OK);
    return ok(null);
  } catch {
    return fail(databaseProblem('database-unreadable/rights', { file }));
  }
}

/**
 * Starts the writer, which brings the database up to date, and the readers. The readers load their code meanwhile, and
 * open the database after the writer.
 */
async function startThreads(
  options: OpenStoreOptions,
  file: string,
  onChanges: (changes: StoreChanges) => void,
) {
  const { workers, unpack, now = Date.now, onRestart, onDeath, readers: count = 2 } = options;
  const data = { file, lockWaitMs: options.lockWaitMs ?? defaultLockWaitMs };
  let isGone = false;
  const onGone: OnGone = (loss, copyTo) => {
    isGone = true;
    options.onGone?.(loss, copyTo);
  };
  const startPart =
    (part: StorePart, isRestart: boolean) =>
    (onThreadDeath: (error: Error) => void): Promise<WorkerClient> =>
      startWorker({
        ...{ url: workers[part], name: part, data: { ...data, isRestart } },
        ...{ unpack, now, onChanges, onDeath: onThreadDeath, onGone },
        ...(part === 'reader' ? { mayOpen: startingWriter } : {}),
      });
  const startingWriter = startWriter({
    start: startPart('writer', false),
    startAgain: (onThreadDeath) =>
      // A new writer would create a new, empty database.
      isGone ? Promise.reject(new StoreFailure(filesGone)) : startPart('writer', true)(onThreadDeath),
    onRestart(cause) {
      // What the dead writer changed last is not known: everything may have changed.
      onChanges({ messages: [], added: true, newestCallback: 1, due: true });
      onRestart(cause, 'writer');
    },
    onDeath: (error) => onDeath(error, 'writer'),
  });
  const startingReaders = startReaders({
    count,
    start: startPart('reader', false),
    onRestart: (cause) => onRestart(cause, 'reader'),
    onDeath: (error) => onDeath(error, 'reader'),
  });
  const [writer, readers] = await Promise.allSettled([startingWriter, startingReaders]);
  if (writer.status === 'rejected') return fail(openProblem(file, writer.reason));
  if (readers.status === 'fulfilled') return ok({ writer: writer.value, readers: readers.value });
  await writer.value.close();
  return fail(openProblem(file, readers.reason));
}

/** Returns the problem of a database that could not be opened. */
export function openProblem(file: string, error: unknown): Problem {
  const known = storeProblem(error);
  if (known?.code === databaseBusy.code) return known;
  if (isDamage(error)) return databaseDamaged;
  const reason = errorMessage(error);
  return databaseProblem('database-failed/open', { file, reason });
}
