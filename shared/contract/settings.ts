/** The calls for the settings of the console. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { resultOf } from './common.ts';

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write a time such as 21:00');

/** Settings of the warnings before sending. */
const beforeSendingSettingsSchema = z.object({
  /** In the recipient's local time; may span midnight. */
  quietHours: z.object({ on: z.boolean(), from: clockTime, to: clockTime }),
  /** Warn if the same text was sent to the same person within a day. */
  sameText: z.boolean(),
  /** Warn also if no real messages are sent: in the sandbox, and with an API on this computer. */
  inSandbox: z.boolean(),
  /** Ask from this number of recipients on. */
  manyPeople: z.number().int().min(2).max(10_000),
  /** EUR, a decimal string: a cost from this amount on counts as high. */
  highCost: z.string().regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'write an amount such as 10.00'),
  /** The time zone for numbers of a country that has several: IANA names by ISO 3166-1 alpha-2. */
  zones: z.record(z.string().length(2), z.string().max(60)),
});
export type BeforeSendingSettings = z.infer<typeof beforeSendingSettingsSchema>;

export const settingsSchema = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** The window's language; "system": the first language of the browser or the system that is available. */
  language: z.enum(['system', 'en', 'et']),
  density: z.enum(['comfortable', 'compact']),
  /** The country of numbers without a country code, ISO 3166-1 alpha-2; null means ask. */
  defaultCountry: z.string().length(2).nullable(),
  /** "none", "localtunnel", or the user's own URL. */
  tunnel: z.string(),
  /** The tunnel's server; null means localtunnel's own. */
  tunnelHost: z.string().nullable(),
  /** The maximum number of GET status calls per hour. */
  reconcileBudget: z.number().int().min(0).max(100_000),
  notifications: z.enum(['all', 'attention', 'none']),
  retention: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('forever') }),
    z.object({ kind: z.literal('strip-texts'), days: z.number().int().min(1).max(36_500) }),
    z.object({ kind: z.literal('delete'), days: z.number().int().min(1).max(36_500) }),
  ]),
  /** Make a backup of the database every day, and keep the newest seven. */
  dailyBackups: z.boolean(),
  beforeSending: beforeSendingSettingsSchema,
});
export type Settings = z.infer<typeof settingsSchema>;

export const settingsContract = {
  get: oc.output(settingsSchema),
  set: oc.input(settingsSchema.partial()).output(resultOf(settingsSchema)),
};
