/** The journal: who changed what and when. It is shown and exported as the audit log. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { actorKinds, changeKinds } from '../journal-kinds.ts';
import { resultOf, savedFileSchema, separatorSchema } from './common.ts';

const actorSchema = z.object({
  /** `rule`: a rule that the user has set up (the retention rule). `engine`: the engine's own reaction. */
  kind: z.enum(actorKinds),
  /** The user of the operating system (command line), or the rule; null: not known. */
  name: z.string().nullable(),
});
export type Actor = z.infer<typeof actorSchema>;

const valuesSchema = z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]));
/** Small values by name. Never a credential or the text of a message. */
export type ChangeValues = z.infer<typeof valuesSchema>;

const journalEntrySchema = z.object({
  /** The stamp of the hybrid logical clock (shared/hybrid-clock.ts): entries are in its order. */
  stamp: z.string(),
  at: z.number(),
  /** The data folder that the change was made in: 16 hexadecimal digits. */
  desk: z.string(),
  actor: actorSchema,
  what: z.enum(changeKinds),
  /** The id of the message, account, run, view or template, or the name of the setting. */
  subject: z.string().nullable(),
  /** E.164; null if the change is not about a number, or the number was erased since. */
  number: z.string().nullable(),
  before: valuesSchema.nullable(),
  after: valuesSchema.nullable(),
});
export type JournalEntry = z.infer<typeof journalEntrySchema>;

const journalFilterSchema = z.object({
  /** From `since` (included) until `until` (excluded). */
  since: z.number().optional(),
  until: z.number().optional(),
  actor: z.enum(actorKinds).optional(),
  what: z.array(z.enum(changeKinds)).optional(),
});
export type JournalFilter = z.infer<typeof journalFilterSchema>;

export const journalContract = {
  /** The newest first. */
  list: oc
    .input(
      journalFilterSchema.extend({
        /** The stamp of the previous page's last entry. */
        after: z.string().optional(),
        limit: z.number().int().min(1).max(1_000),
      }),
    )
    .output(
      z.object({
        entries: z.array(journalEntrySchema),
        /** How many entries the filter matches. */
        total: z.number(),
      }),
    ),
  /** Writes the matching entries to a file in the downloads folder. */
  save: oc
    .input(
      journalFilterSchema.extend({
        format: z.enum(['csv', 'jsonl']),
        separator: separatorSchema.default(','),
      }),
    )
    .output(resultOf(savedFileSchema.extend({ entries: z.number() }))),
};
