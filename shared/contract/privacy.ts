/** The calls for the do-not-send list, and for showing and erasing all data about one number. */
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
  /** Test runs, saved views and saved scenarios that contain the number. */
  runs: z.number(),
  views: z.number(),
  scenarios: z.number(),
  /** Messages that came from the number. */
  inbound: z.number(),
});

/** What was erased. Data outside the console (exported files, copies elsewhere) is not reached. */
const erasedSchema = erasureSchema.extend({
  /**
   * The number of backups in the data folder from which it was removed, and of unreadable ones that may still
   * contain it.
   */
  backups: z.number(),
  backupsNotReached: z.array(z.string()),
  /** The outcome for messages to the number that had not been sent. */
  cancelling: cancellingSchema,
});
export type Erased = z.infer<typeof erasedSchema>;

/** All data about one number. */
const aboutNumberSchema = erasureSchema.extend({
  /** E.164. */
  number: z.string(),
  /** The time of its first message; null if there are none. */
  firstAt: z.number().nullable(),
  lastAt: z.number().nullable(),
  doNotSend: doNotSendSchema.nullable(),
  /** Names of the accounts that sent to it. */
  accounts: z.array(z.string()),
  /** The names of its recipient in messages, the newest first; each once, at most twenty. */
  names: z.array(z.string()),
  /** The number of its messages that may still be sent; an opt-out or an erasure cancels them. */
  toCancel: z.number(),
  /** The purposes given when sending to it; each once, at most twenty. */
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
   * Adds a list of numbers, all or none: an unreadable number is named by `numbers[INDEX]`. Problem
   * `too-many-numbers` above 100,000.
   */
  addMany: oc
    .input(z.object({ numbers: z.array(z.string()).min(1), reason: z.string().optional() }))
    .output(resultOf(z.object({ entries: z.array(doNotSendSchema), cancelling: cancellingSchema }))),
  remove: oc.input(z.object({ number: z.string() })).output(resultOf(nothing)),
};

/** The limits of this feature's settings. */
export const privacySettings = {
  retention: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('forever') }),
    z.object({ kind: z.literal('strip-texts'), days: z.number().int().min(1).max(36_500) }),
    z.object({ kind: z.literal('delete'), days: z.number().int().min(1).max(36_500) }),
  ]),
};

export const privacyContract = {
  /** Returns all data about one number. */
  about: oc.input(z.object({ number: z.string() })).output(resultOf(aboutNumberSchema)),
  /**
   * Erases all data about one number, and cancels its scheduled messages; refused while a message to it is
   * being sent.
   */
  erase: oc.input(z.object({ number: z.string() })).output(resultOf(erasedSchema)),
};
