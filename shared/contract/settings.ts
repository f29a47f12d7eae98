/** The settings of the console. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { resultOf } from './common.ts';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write a time such as 21:00');

/** What is asked before a sending. */
const beforeSendingSettingsSchema = z.object({
  /** By the clock where the recipient is; they may cross midnight. */
  quietHours: z.object({ on: z.boolean(), from: clockTime, to: clockTime }),
  /** The same words to the same person within a day. */
  sameText: z.boolean(),
  /** Also where nobody is reached: in the sandbox, and with an API on this machine. */
  inSandbox: z.boolean(),
  /** So many people are many. */
  manyPeople: z.number().int().min(2).max(10_000),
  /** EUR, a decimal string: from so much on the cost is high. */
  highCost: z.string().regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'write an amount such as 10.00'),
  /** The zone to go by for numbers of a country that has several: IANA names by ISO 3166-1 alpha-2. */
  zones: z.record(z.string().length(2), z.string().max(60)),
});
export type BeforeSendingSettings = z.infer<typeof beforeSendingSettingsSchema>;

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** The window's language; "system": the first of the browser's or the system's that there is a catalogue for. */
  language: z.enum(['system', 'en', 'et']),
  density: z.enum(['comfortable', 'compact']),
  /** The country of numbers that have no country code, ISO 3166-1 alpha-2; null: ask. */
  defaultCountry: z.string().length(2).nullable(),
  /** "none", "localtunnel", or the operator's own URL. */
  tunnel: z.string(),
  /** The tunnel's server; null: localtunnel's own. */
  tunnelHost: z.string().nullable(),
  /** GET status calls an hour at most. */
  reconcileBudget: z.number().int().min(0).max(100_000),
  notifications: z.enum(['all', 'attention', 'none']),
  retention: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('forever') }),
    z.object({ kind: z.literal('strip-texts'), days: z.number().int().min(1).max(36_500) }),
    z.object({ kind: z.literal('delete'), days: z.number().int().min(1).max(36_500) }),
  ]),
  /** A copy of the database a day, the newest seven kept. */
  dailyBackups: z.boolean(),
  beforeSending: beforeSendingSettingsSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsContract = {
  get: oc.output(settingsSchema),
  set: oc.input(settingsSchema.partial()).output(resultOf(settingsSchema)),
};
