/** The calls of what goes out of the console and comes back: export, import, backup, restore. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema, resultOf } from './common.ts';
import { messageFilterSchema } from './messages.ts';

const exportFormatSchema = z.enum(['csv', 'jsonl']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** So many of the lines that could not be read are kept with their reason; all are counted. */
export const mostRejected = 100;

/** Long work, as it stands. */
const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['export', 'import', 'backup', 'restore']),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  done: z.number(),
  /** null where it is not known. */
  total: z.number().nullable(),
  /** What is counted. */
  unit: z.enum(['messages', 'pages', 'bytes']),
  /** The file written or read; null until it has a name. */
  file: z.string().nullable(),
  problem: problemSchema.nullable(),
  /** Whether it can be stopped at this moment: the last step of a restore can't. */
  stoppable: z.boolean(),
  /** Import: how many were added, how many were there already, how many belong to what was erased. */
  added: z.number(),
  skipped: z.number(),
  /** Import and restore: what was erased before and so stayed, or went again. */
  erased: z.number(),
  /** Restore: messages that were not known to be sent; they are shown as unknown and never sent by themselves. */
  held: z.number(),
  /** Restore: numbers on the do-not-send list afterwards, which is today's list and the backup's. */
  optOuts: z.number(),
  /** Import: the first hundred lines that could not be read, and how many there were. */
  rejected: z.array(z.object({ line: z.number(), problem: problemSchema })),
  rejectedCount: z.number(),
  /** Import: what the file's form could not carry, in a sentence; else null. */
  note: z.string().nullable(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

const backupSchema = z.object({
  /** Its name in the data folder's `backups`. */
  file: z.string(),
  at: z.number(),
  bytes: z.number(),
  /** daily: made by itself; before-restore: what a restore replaced. */
  kind: z.enum(['by-hand', 'daily', 'before-restore']),
});
export type Backup = z.infer<typeof backupSchema>;

/** What is in a file that could be restored. */
const backupContentSchema = z.object({
  /** What to call it in `restore`. */
  file: z.string(),
  /** Of its format; an older one is brought up to date when it is restored. */
  version: z.number(),
  messages: z.number(),
  newestAt: z.number().nullable(),
  /** Their names. */
  accounts: z.array(z.string()),
  /** Numbers on its do-not-send list. */
  doNotSend: z.number(),
});
export type BackupContent = z.infer<typeof backupContentSchema>;

/**
 * Files: a client on this machine that is this user's own program (a command) may name any file by its whole path. A
 * page may not: it names `upload:<id>`, or a file of the data folder's `backups` by its bare name, and for an export a
 * bare name in the downloads folder. Problem `file-not-allowed`.
 */
export const backupsContract = {
  /** What runs, and what has ended lately; the newest first. */
  jobs: oc.output(z.array(jobSchema)),
  /** Ends it and leaves nothing half done. Problems: `no-such-job`, `not-stoppable`. */
  stop: oc.input(z.object({ id: z.string() })).output(resultOf(jobSchema)),
  /** Writes a file; without a `file`, a new one in the person's folder for downloads. Nothing is ever overwritten. */
  export: oc
    .input(
      z.object({
        filter: messageFilterSchema,
        ids: z.array(z.string()).max(1000).optional(),
        format: exportFormatSchema,
        file: z.string().max(4096).optional(),
      }),
    )
    .output(resultOf(jobSchema)),
  /** The same, a piece at a time, for who takes it as it comes. `next`: pass it as `after`; null: that was the last. */
  exportPiece: oc
    .input(
      z.object({
        filter: messageFilterSchema,
        format: exportFormatSchema,
        after: z.string().nullable(),
      }),
    )
    .output(z.object({ text: z.string(), messages: z.number(), next: z.string().nullable() })),
  /** Reads our own export (JSON Lines, or CSV as far as it goes); what is already there is left alone. */
  import: oc.input(z.object({ file: z.string().max(4096) })).output(resultOf(jobSchema)),
  backups: oc.output(z.array(backupSchema)),
  /** One file, whole and checked; without a `file`, in the data folder's backups. */
  backup: oc.input(z.object({ file: z.string().max(4096).optional() })).output(resultOf(jobSchema)),
  /** Problems: `backup-…`; nothing is changed. */
  inspect: oc.input(z.object({ file: z.string().max(4096) })).output(resultOf(backupContentSchema)),
  /** Puts a backup in the place of the database, keeps what it replaces, and erases again what was erased since. */
  restore: oc.input(z.object({ file: z.string().max(4096) })).output(resultOf(jobSchema)),
  /**
   * A file that the window was given, piece by piece (its path is not told to a page): `begin` answers an id, then
   * `append` in order, then use `upload:<id>` as the file of import, inspect or restore. Not used for an hour, it goes.
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
