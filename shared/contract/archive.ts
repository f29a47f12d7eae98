/** The calls of what goes out of the console and comes back: export, import, backup, restore. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { messageFilterSchema, problemSchema, resultOf } from './schemas.ts';

export const exportFormatSchema = z.enum(['csv', 'jsonl']);
export type ExportFormat = z.infer<typeof exportFormatSchema>;

/** Long work, as it stands. */
export const jobSchema = z.object({
  id: z.string(),
  kind: z.enum(['export', 'import', 'backup', 'restore']),
  state: z.enum(['running', 'done', 'stopped', 'failed']),
  done: z.number(),
  /** null where it is not known. */
  total: z.number().nullable(),
  /** What is counted. */
  unit: z.enum(['messages', 'pages']),
  /** The file written or read; null until it has a name. */
  file: z.string().nullable(),
  problem: problemSchema.nullable(),
  /** Import: how many were already there, how many lines could not be read (the first hundred say why). */
  skipped: z.number(),
  rejected: z.array(z.object({ line: z.number(), problem: problemSchema })),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
});
export type Job = z.infer<typeof jobSchema>;

export const backupSchema = z.object({
  file: z.string(),
  at: z.number(),
  bytes: z.number(),
  /** daily: made by itself; before-restore: what a restore replaced. */
  kind: z.enum(['by-hand', 'daily', 'before-restore']),
});
export type Backup = z.infer<typeof backupSchema>;

/** What is in a file that could be restored. */
export const backupContentSchema = z.object({
  file: z.string(),
  version: z.number(),
  messages: z.number(),
  newestAt: z.number().nullable(),
  accounts: z.array(z.string()),
});

export const archiveContract = {
  jobs: oc.output(z.array(jobSchema)),
  stop: oc.input(z.object({ id: z.string() })).output(resultOf(jobSchema)),
  /** Writes a file; without a `file`, a new one in the person's folder for downloads. `number`: all about one number. */
  export: oc
    .input(
      z.object({
        filter: messageFilterSchema,
        ids: z.array(z.string()).max(1000).optional(),
        format: exportFormatSchema,
        file: z.string().optional(),
      }),
    )
    .output(resultOf(jobSchema)),
  /** Reads our own export (JSON Lines, or CSV as far as it goes); what is already there is left alone. */
  import: oc.input(z.object({ file: z.string() })).output(resultOf(jobSchema)),
  backups: oc.output(z.array(backupSchema)),
  /** One file, whole and checked; without a `file`, in the data folder's backups. */
  backup: oc.input(z.object({ file: z.string().optional() })).output(resultOf(jobSchema)),
  inspect: oc.input(z.object({ file: z.string() })).output(resultOf(backupContentSchema)),
  /** Puts a backup in the place of the database, keeps what it replaces, and erases again what was erased since. */
  restore: oc.input(z.object({ file: z.string() })).output(resultOf(jobSchema)),
  /**
   * A file that the window was given, piece by piece (its path is not told to a page): `begin` answers an id, then
   * `append` in order, then use `upload:<id>` as the file of import, inspect or restore.
   */
  upload: {
    begin: oc.input(z.object({ name: z.string().max(255) })).output(resultOf(z.object({ id: z.string() }))),
    append: oc
      .input(z.object({ id: z.string(), base64: z.string().max(3_000_000) }))
      .output(resultOf(z.object({ bytes: z.number() }))),
  },
};
