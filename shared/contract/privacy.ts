/** The do-not-send list, and what is known and erased of one number. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { resultOf } from './common.ts';
import { cancellingSchema } from './messages.ts';

const doNotSendSchema = z.object({
  number: z.string(),
  reason: z.string().nullable(),
  addedAt: z.number(),
});

const erasureSchema = z.object({
  messages: z.number(),
  events: z.number(),
  callbacks: z.number(),
  polls: z.number(),
  attempts: z.number(),
  drafts: z.number(),
  /** Runs of test plans that name the number, saved views that look for it, kept scenarios that tell it. */
  runs: z.number(),
  views: z.number(),
  scenarios: z.number(),
});

/** What was erased; what lies outside of the console (exported files, copies elsewhere) is not reached. */
const erasedSchema = erasureSchema.extend({
  /** Backups in the data folder that it was taken out of, and those that could not be read and so may still have it. */
  backups: z.number(),
  backupsNotReached: z.array(z.string()),
  /** What became of messages to the number that had not gone out. */
  cancelling: cancellingSchema,
});
export type Erased = z.infer<typeof erasedSchema>;

/** All that concerns one number. */
const aboutNumberSchema = erasureSchema.extend({
  /** E.164. */
  number: z.string(),
  /** Of its messages; null where there are none. */
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  doNotSend: doNotSendSchema.nullable(),
  /** Names of the accounts that wrote to it. */
  accounts: z.array(z.string()),
  /** Its messages that may still go out: an opt-out or an erasure has them cancelled. */
  toCancel: z.number(),
  /** Why it was written to, as was noted with the sendings; each once, twenty at most. */
  purposes: z.array(z.string()),
});
export type AboutNumber = z.infer<typeof aboutNumberSchema>;

const nothing = z.object({});

export const doNotSendContract = {
  list: oc.output(z.array(doNotSendSchema)),
  add: oc
    .input(z.object({ number: z.string(), reason: z.string().optional() }))
    .output(resultOf(doNotSendSchema.extend({ cancelling: cancellingSchema }))),
  /**
   * Adds a pasted or imported list, all or none: a number that can't be read is named by `numbers[INDEX]`. Problem
   * `too-many-numbers` above 100,000.
   */
  addMany: oc
    .input(z.object({ numbers: z.array(z.string()).min(1), reason: z.string().optional() }))
    .output(resultOf(z.object({ entries: z.array(doNotSendSchema), cancelling: cancellingSchema }))),
  remove: oc.input(z.object({ number: z.string() })).output(resultOf(nothing)),
};

export const privacyContract = {
  /** All that concerns one number. */
  about: oc.input(z.object({ number: z.string() })).output(resultOf(aboutNumberSchema)),
  /** Erases everything about one number, and has what is scheduled for it cancelled; refused while one is being sent. */
  erase: oc.input(z.object({ number: z.string() })).output(resultOf(erasedSchema)),
};
