/** What crosses between the console and the process that opens backups. Plain values only, as JSON. */
import type { Result } from '../../../../shared/messaging/problem.ts';
import type { StoreError } from '../../db/worker-messages.ts';

export type BackupTask =
  | {
      readonly kind: 'inspect';
      readonly file: string;
      /** Where the file is copied to first, so that not even a lock is put beside it; null: it is in our own folder. */
      readonly copyTo: string | null;
    }
  | {
      readonly kind: 'prepare';
      readonly source: string;
      /** An empty folder; the prepared database is `staged` in it, and nothing else is left there. */
      readonly place: string;
      readonly staged: string;
      readonly current: string;
      readonly key: string;
      readonly now: number;
    }
  /** Makes a copy beside each backup, without what has been erased since. An item is sent for each, in order. */
  | {
      readonly kind: 'scrub';
      readonly files: readonly string[];
      /** The end of each copy's name. */
      readonly mark: string;
      readonly current: string;
      readonly key: string;
      readonly now: number;
    };

/** The first and only message to the process. */
export type ToBackups = {
  readonly task: BackupTask;
  /** When the process ends itself in any case, milliseconds from now. */
  readonly limitMs: number;
};

export type FromBackups =
  | { readonly kind: 'item'; readonly value: unknown }
  | { readonly kind: 'done'; readonly result: Result<unknown> }
  | { readonly kind: 'failed'; readonly error: StoreError };

/** What became of one backup; `changed`: whether its copy differs. */
export type ScrubbedCopy = Result<{ readonly changed: boolean }>;

/** The copy of a backup that the task `scrub` makes. */
export function scrubbedPath(file: string, mark: string): string {
  return `${file}.part-${mark}`;
}
