/**
 * The messages between the store and its workers. All values are structured-cloned, so they are plain data.
 */
import type { Actor } from '../../../shared/contract/journal.ts';
import type { FileLoss } from './file-watch.ts';

/** The data that a worker is started with. */
export type WorkerData = {
  readonly file: string;
  /** How long to wait for another program's lock on the database, milliseconds. */
  readonly lockWaitMs: number;
  /** The writer before this one died: the database is checked before any call is taken. */
  readonly isRestart: boolean;
  /** Shared: the number of calls that were posted to the thread; notified after each message. */
  readonly posted: Int32Array;
};

export type Call = {
  readonly id: number;
  readonly name: string;
  readonly input: unknown;
  /** Who asked for it, and when (UTC epoch ms). */
  readonly by: Actor;
  readonly at: number;
};

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  /** The answer as text (packed-answers.ts). Cloning a page of rows would take half of the time. */
  | { readonly id: number; readonly ok: true; readonly packed: string }
  | { readonly id: number; readonly ok: false; readonly error: StoreError };

/** An error of SQLite, or a bug. `code` is SQLite's code ("SQLITE_FULL") if SQLite caused the error. */
export type StoreError = { readonly message: string; readonly code: string | null };

export type StoreChanges = {
  /** Local ids of messages whose view changed. */
  readonly messages: readonly string[];
  /** Whether messages were added or removed, so that lists and counts must be reloaded. */
  readonly added: boolean;
  /** The newest callback's id; 0 if none was added. */
  readonly newestCallback: number;
  /** Whether messages that waited may be sent now. */
  readonly due: boolean;
};

export type ToWorker =
  /** The database is up to date: a reader may open it. */
  | { readonly kind: 'open' }
  | { readonly kind: 'calls'; readonly calls: readonly Call[] }
  /** Copies the database into a new file: its own file is gone. */
  | { readonly kind: 'copy'; readonly to: string }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: StoreError }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[]; readonly changes: StoreChanges | null }
  /** The files of the database are gone: nothing is written any more. */
  | { readonly kind: 'gone'; readonly loss: FileLoss }
  | { readonly kind: 'copied'; readonly error: StoreError | null }
  | { readonly kind: 'closed' };

/** Converts an error to its message form: only its message and SQLite's code. */
export function storeError(error: unknown): StoreError {
  if (!(error instanceof Error)) return { message: String(error), code: null };
  return { message: error.message, code: 'code' in error && error.code !== null ? String(error.code) : null };
}
