/** The messages between the console and the worker for long work with files. Plain values only. */

import type { Actor } from '../../../../shared/contract/journal.ts';
import type { Problem, Result } from '../../../../shared/messaging/problem.ts';
import type { ErasureKeys } from '../../db/erasure-keys.ts';
import type { StoreError } from '../../db/worker-messages.ts';
import type { MessageRecord } from './record.ts';

export type FileTask =
  /** Copies the database, while it is in use, into a file that must not exist. */
  | {
      readonly kind: 'backup';
      readonly database: string;
      /** The copy's name until it is complete, which nobody else uses. */
      readonly part: string;
      readonly target: string;
    }
  | {
      readonly kind: 'carry';
      readonly staged: string;
      readonly current: string;
      readonly keys: ErasureKeys;
      readonly now: number;
      readonly preparedAt: number;
      /** The user who restores. */
      readonly by: Actor;
    }
  | { readonly kind: 'import'; readonly file: string; readonly keys: ErasureKeys };

export type ImportBatch = {
  readonly records: { readonly record: MessageRecord; readonly digests: readonly string[] }[];
  readonly rejected: { readonly line: number; readonly problem: Problem }[];
  /** The number of lines in the whole file; it has no more messages than lines. */
  readonly lines: number;
};

export type FromFileWorker =
  | { readonly kind: 'progress'; readonly done: number; readonly total: number | null }
  /** The worker reads only the next batch before it is answered `next`. Progress in bytes of the file. */
  | { readonly kind: 'batch'; readonly batch: ImportBatch; readonly done: number; readonly total: number }
  | { readonly kind: 'done'; readonly result: Result<unknown> }
  | { readonly kind: 'stopped' }
  | { readonly kind: 'failed'; readonly error: StoreError };

export type ToFileWorker = { readonly kind: 'next' };
