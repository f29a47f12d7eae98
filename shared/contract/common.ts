/**
 * Shapes that all features' contracts use. Times are UTC epoch milliseconds in fields named `…At`; money is a
 * decimal string in EUR.
 */
import { z } from 'zod';
import type { ParamValue } from '../messaging/problem.ts';
import { channels } from '../messaging/types.ts';

export const problemSchema = z.object({
  code: z.string(),
  field: z.string().nullable(),
  // The texts of problems that an earlier version stored.
  message: z.string().optional(),
  hint: z.string().optional(),
  id: z.string().optional(),
  params: z
    .record(
      z.string(),
      z.lazy(() => paramSchema),
    )
    .optional(),
  httpStatus: z.number().nullable().optional(),
  apiCode: z.string().nullable().optional(),
  detail: z.string().nullable().optional(),
});
export type ProblemView = z.infer<typeof problemSchema>;

export const phraseSchema = z.object({
  // What an earlier version stored.
  text: z.string().optional(),
  id: z.string().optional(),
  params: problemSchema.shape.params,
});

const paramSchema: z.ZodType<ParamValue> = z.union([
  z.string(),
  z.number(),
  z.object({ term: z.string() }),
  z.lazy(() => problemSchema),
]);

/** Returns the schema of a call's answer that may be an expected failure; see shared/messaging/problem.ts. */
export function resultOf<T extends z.ZodType>(value: T) {
  return z.union([
    z.object({ ok: z.literal(true), value }),
    z.object({ ok: z.literal(false), problem: problemSchema }),
  ]);
}

/** A file that Omnideck has written for the user. */
export const savedFileSchema = z.object({
  file: z.string(),
  /** Opens the file with `backups.openExport`; null if this console cannot open files. */
  openId: z.string().nullable(),
});
export type SavedFile = z.infer<typeof savedFileSchema>;

/** The sign between the cells of a CSV file. */
export const separatorSchema = z.enum([',', ';', '\t', '|']);
export type Separator = z.infer<typeof separatorSchema>;

export const channelSchema = z.enum(channels);

export const textStoreSchema = z.enum(['nostore', 'plaintext', 'sha256']);

export const prioritySchema = z.enum(['low', 'regular', 'high']);
