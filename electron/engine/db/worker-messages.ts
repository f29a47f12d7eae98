/** What crosses between the store's facade and its workers. Plain values only: everything here is structured-cloned. */

/** What a worker is started with. */
export type WorkerData = {
  readonly file: string;
  /** How long another program's lock on the database is waited for, milliseconds. */
  readonly lockWaitMs: number;
};

export type Call = { readonly id: number; readonly name: string; readonly input: unknown };

export type Answer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  /** The value as text (packed-answers.ts): of a page of rows, cloned, half of the time would be the crossing. */
  | { readonly id: number; readonly ok: true; readonly packed: string }
  | { readonly id: number; readonly ok: false; readonly error: StoreError };

/** An error of SQLite or a bug, in words; `code` is SQLite's ("SQLITE_FULL") where it is SQLite's. */
export type StoreError = { readonly message: string; readonly code: string | null };

export type StoreChanges = {
  /** Our ids of messages whose view changed. */
  readonly messages: readonly string[];
  /** Some of them are new (or gone), so lists and counts must be asked again. */
  readonly added: boolean;
  /** The newest callback's id; 0 where none was added. */
  readonly newestCallback: number;
};

export type ToWorker =
  | { readonly kind: 'calls'; readonly calls: readonly Call[] }
  | { readonly kind: 'close' };

export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'failed'; readonly error: StoreError }
  | { readonly kind: 'answers'; readonly answers: readonly Answer[]; readonly changes: StoreChanges | null }
  | { readonly kind: 'closed' };

/** An error as it crosses; never more than its message and SQLite's code. */
export function storeError(error: unknown): StoreError {
  if (!(error instanceof Error)) return { message: String(error), code: null };
  return { message: error.message, code: 'code' in error && error.code !== null ? String(error.code) : null };
}
