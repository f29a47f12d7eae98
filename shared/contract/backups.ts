/** The calls for export, import, backup and restore. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { exportColumns } from '../messaging/export-columns.ts';
import { isZone } from '../messaging/time-zones.ts';
import { problemSchema, resultOf, separatorSchema } from './common.ts';
import { messageFilterSchema } from './messages.ts';

const exportFormatSchema = z.enum(['csv', 'xlsx', 'jsonl']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** How a table is written. A workbook has no separator; JSON Lines has none of these. */
const tableOptionsSchema = z.object({
  /** Amounts have a decimal comma where the separator is a semicolon, as spreadsheets expect it. */
  separator: separatorSchema,
  /** The IANA zone of the times; null: UTC, ISO 8601 with milliseconds. */
  timeZone: z.string().max(100).refine(isZone).nullable(),
  /** null: all columns, of which Omnideck can import a table again. */
  columns: z.array(z.enum(exportColumns)).min(1).max(exportColumns.length).nullable(),
});
export type TableOptions = z.infer<typeof tableOptionsSchema>;

/** What programs expect. */
export const plainTable: TableOptions = { separator: ',', timeZone: null, columns: null };

/** The maximum number of unreadable lines that are kept with their reason; all are counted. */
export const mostRejected = 100;

/** The state of a long job. */
const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['export', 'import', 'backup', 'restore']),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  done: z.number(),
  /** null if not known. */
  total: z.number().nullable(),
  /** What is counted. */
  unit: z.enum(['messages', 'pages', 'bytes']),
  /** The file that is written or read; null until it has a name. */
  file: z.string().nullable(),
  problem: problemSchema.nullable(),
  /** Whether the job can be stopped now: the last step of a restore cannot. */
  stoppable: z.boolean(),
  /** Import: how many messages were added, already existed, or belong to erased numbers. */
  added: z.number(),
  skipped: z.number(),
  /** Import and restore: how many messages were left out or erased again, because of earlier erasures. */
  erased: z.number(),
  /** Restore: messages not known to have been sent; they are marked unknown and never sent automatically. */
  held: z.number(),
  /**
   * Restore: the number of contacts on the do-not-send list afterwards, which merges the current list and the
   * backup's.
   */
  optOuts: z.number(),
  /** Import: the first hundred unreadable lines, and the total number of them. */
  rejected: z.array(z.object({ line: z.number(), problem: problemSchema })),
  rejectedCount: z.number(),
  /** Import: what the file's format could not represent, as a sentence; otherwise null. */
  note: z.string().nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

const backupSchema = z.object({
  /** Its file name in the data folder's `backups`. */
  file: z.string(),
  at: z.number(),
  bytes: z.number(),
  /** daily: made automatically; before-restore: the database that a restore replaced. */
  kind: z.enum(['by-hand', 'daily', 'before-restore']),
});
export type Backup = z.infer<typeof backupSchema>;

/** The content of a file that could be restored. */
const backupContentSchema = z.object({
  /** The file name to pass to `restore`. */
  file: z.string(),
  /** The version of its format; an older one is migrated when it is restored. */
  version: z.number(),
  messages: z.number(),
  newestAt: z.number().nullable(),
  /** The names of its accounts. */
  accounts: z.array(z.string()),
  /** How many numbers are on its do-not-send list. */
  doNotSend: z.number(),
  /** Erased people whom only the backup's key recognises; missing: none. */
  erasures: z
    .object({
      people: z.number(),
      /** Whether the key is in the backup, sealed with its backup passphrase. */
      sealed: z.boolean(),
    })
    .optional(),
});
export type BackupContent = z.infer<typeof backupContentSchema>;

const exportPlaceSchema = z.object({
  /** The folder that exports without a path are written to. */
  folder: z.string(),
  /** Whether this console can show and open an export: only the desktop window can. */
  canOpen: z.boolean(),
});
export type ExportPlace = z.infer<typeof exportPlaceSchema>;

/** The limits of this feature's settings. */
export const backupsSettings = {
  /** Make a backup of the database every day, and keep the newest seven. */
  dailyBackups: z.boolean(),
};

/**
 * The calls for backups and exports. Files: a local client that is the user's own program (a command) may
 * name any file by its full path. A web page may not; it names `upload:<id>`, or a file in the data folder's
 * `backups` by its bare name, and for an export a bare name in the downloads folder. Problem
 * `file-not-allowed`.
 */
export const backupsContract = {
  /** Returns running and recently ended jobs, newest first. */
  jobs: oc.output(z.array(jobSchema)),
  /** Stops a job, leaving nothing half done. Problems: `no-such-job`, `not-stoppable`. */
  stop: oc.input(z.object({ id: z.string() })).output(resultOf(jobSchema)),
  /**
   * Writes an export; without a `file`, a new one in the user's downloads folder. Existing files are never
   * overwritten.
   */
  export: oc
    .input(
      z.object({
        filter: messageFilterSchema,
        ids: z.array(z.string()).max(1000).optional(),
        format: exportFormatSchema,
        table: tableOptionsSchema.default(plainTable),
        file: z.string().max(4096).optional(),
      }),
    )
    .output(resultOf(jobSchema)),
  exportPlace: oc.output(exportPlaceSchema),
  /**
   * Opens a file, or shows it in its folder: that of an export job of this console, or a saved file by its `openId`.
   * Problems: `no-such-job`, `no-such-file`, `export-replaced`, `not-opened`.
   */
  openExport: oc
    .input(z.object({ id: z.string(), how: z.enum(['open', 'show']) }))
    .output(resultOf(z.object({}))),
  /**
   * Returns an export piece by piece, for streaming. Pass `next` as `after`; null means that this was the
   * last piece.
   */
  exportPiece: oc
    .input(
      z.object({
        filter: messageFilterSchema,
        format: exportFormatSchema.exclude(['xlsx']),
        table: tableOptionsSchema.default(plainTable),
        after: z.string().nullable(),
      }),
    )
    .output(z.object({ text: z.string(), messages: z.number(), next: z.string().nullable() })),
  /**
   * Imports one of our exports (JSON Lines, or CSV as far as it contains the data); existing messages stay
   * unchanged.
   */
  import: oc.input(z.object({ file: z.string().max(4096) })).output(resultOf(jobSchema)),
  backups: oc.output(z.array(backupSchema)),
  /** Writes a complete and verified backup; without a `file`, in the data folder's backups. */
  backup: oc.input(z.object({ file: z.string().max(4096).optional() })).output(resultOf(jobSchema)),
  /** Inspects a file that could be restored. Problems: `backup-…`; nothing is changed. */
  inspect: oc.input(z.object({ file: z.string().max(4096) })).output(resultOf(backupContentSchema)),
  /**
   * Replaces the database by a backup, keeps the replaced one, and repeats erasures that were made since the
   * backup. Problem `backup-passphrase-wrong` before anything is changed.
   */
  restore: oc
    .input(
      z.object({
        file: z.string().max(4096),
        /** The backup passphrase, if the backup's `erasures` are sealed; without it, sending is held afterwards. */
        passphrase: z.string().max(1_024).optional(),
      }),
    )
    .output(resultOf(jobSchema)),
  /**
   * Uploads a file that the user chose in the window (a page does not know its path): `begin` returns an id,
   * `append` adds the pieces in order, then `upload:<id>` is the file for import, inspect or restore. An
   * upload that is not used for an hour is deleted.
   */
  upload: {
    begin: oc
      .input(z.object({ name: z.string().max(255), bytes: z.number().int().min(0) }))
      .output(resultOf(z.object({ id: z.string() }))),
    append: oc
      .input(z.object({ id: z.string(), base64: z.string().max(3_000_000) }))
      .output(resultOf(z.object({ bytes: z.number() }))),
    discard: oc.input(z.object({ id: z.string() })).output(z.object({})),
  },
};
