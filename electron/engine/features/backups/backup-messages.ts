/** The messages between the console and the process that opens backups, as plain JSON values. */

import type { Result } from '../../../../shared/messaging/problem.ts';
import type { ErasureKeys } from '../../db/erasure-keys.ts';
import type { StoreError } from '../../db/worker-messages.ts';

export type BackupTask =
  | {
      readonly kind: 'inspect';
      readonly file: string;
      /**
       * Where the file is copied first, so that not even a lock file is created beside it; null if it is in
       * our own folder.
       */
      readonly copyTo: string | null;
    }
  | {
      readonly kind: 'prepare';
      readonly source: string;
      /** An empty folder. The prepared database becomes `staged` in it, and nothing else remains there. */
      readonly place: string;
      readonly staged: string;
      readonly current: string;
      readonly keys: ErasureKeys;
      readonly now: number;
    }
  /**
   * Creates a copy beside each backup, without data that was erased since. An item is sent for each, in
   * order.
   */
  | {
      readonly kind: 'scrub';
      readonly files: readonly string[];
      /** The end of each copy's name. */
      readonly mark: string;
      readonly current: string;
      readonly keys: ErasureKeys;
      readonly now: number;
    };

/** The first and only message to the process. */
export type ToBackups = {
  readonly task: BackupTask;
  /** The time after which the process ends itself in any case, milliseconds. */
  readonly limitMs: number;
};

export type FromBackups =
  | { readonly kind: 'item'; readonly value: unknown }
  | { readonly kind: 'done'; readonly result: Result<unknown> }
  | { readonly kind: 'failed'; readonly error: StoreError };

/** The result for one backup; `changed`: whether its copy differs. */
export type ScrubbedCopy = Result<{ readonly changed: boolean }>;

/** Returns the path of the copy that the task `scrub` makes. */
export function scrubbedPath(file: string, mark: string): string {
  return `${file}.part-${mark}`;
}
