/** The calls for the ledger of consent. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelSchema, resultOf } from './common.ts';
import { cancellingSchema } from './messages.ts';

/** What a person agreed to, or withdrew. */
const consentEntrySchema = z.object({
  kind: z.enum(['given', 'withdrawn', 'lifted']),
  /**
   * `person`: somebody who uses Omnideck. `blacklist`: found on the blacklist of an account. `earlier`: the do-not-send list of before the ledger. `restore`: a withdrawal that an
   * entry of a restored backup would have ended.
   */
  source: z.enum(['person', 'reply', 'import', 'subscription', 'blacklist', 'erasure', 'earlier', 'restore']),
  /** Epoch ms. */
  at: z.number(),
  /** Null: every channel. */
  channel: channelSchema.nullable(),
  /** The name of a purpose; null: every purpose. */
  purpose: z.string().nullable(),
  /** What was agreed to, or answered. */
  wording: z.string().nullable(),
  /** How it was given or withdrawn, such as by phone. */
  how: z.string().nullable(),
});
export type ConsentEntry = z.infer<typeof consentEntrySchema>;

const consentSchema = z.object({
  /** E.164. */
  number: z.string(),
  /** False if the number is on the do-not-send list. */
  mayWrite: z.boolean(),
  /** Oldest first. */
  entries: z.array(consentEntrySchema),
});
export type Consent = z.infer<typeof consentSchema>;

const changeSchema = z.object({
  number: z.string(),
  wording: z.string().max(10_000).optional(),
  how: z.string().max(1_000).optional(),
  /** Missing: every channel. */
  channel: channelSchema.optional(),
  /** The name of a purpose; missing: every purpose. */
  purpose: z.string().max(500).optional(),
});

const purposeSchema = z.object({
  name: z.string().max(500),
  needsConsent: z.boolean(),
  quietHours: z.boolean(),
});

/** The limits of this feature's settings. */
export const consentSettings = {
  /** The user's own purposes and changed built-in ones; see shared/messaging/purposes.ts. */
  purposes: z.array(purposeSchema).max(1_000),
};

export const consentContract = {
  show: oc.input(z.object({ number: z.string() })).output(resultOf(consentSchema)),
  /**
   * Records that a person agreed. Takes the number off the do-not-send list; if it is about a part, the rest stays withdrawn.
   * Problem `purpose-unknown`.
   */
  add: oc.input(changeSchema).output(resultOf(consentSchema)),
  /**
   * Records that a person does not agree any more. Puts the number on the do-not-send list, unless it is about a part.
   * Problem `purpose-unknown`.
   */
  withdraw: oc.input(changeSchema).output(resultOf(consentSchema.extend({ cancelling: cancellingSchema }))),
};
