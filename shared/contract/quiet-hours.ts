/** The calls about quiet hours: which rules there are, and when a number may be written to. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { resultOf } from './common.ts';

const ruleSchema = z.object({
  /** ISO 3166-1 alpha-2; null if it is for countries without their own. */
  country: z.string().nullable(),
  kind: z.enum(['advertising', 'service']),
  /** The allowed hours of each weekday, Sunday first; null if the whole day is quiet. */
  week: z.array(z.string().nullable()).length(7),
  /** Whether public holidays are quiet all day. */
  holidays: z.boolean(),
  /** `default`: no rule was found, so Omnideck's own applies. */
  basis: z.enum(['law', 'regulator', 'industry', 'default']),
  source: z.string(),
  url: z.string().nullable(),
  /** When the source was read, YYYY-MM-DD. */
  checked: z.string(),
});
export type QuietRuleView = z.infer<typeof ruleSchema>;

const quietNowSchema = z.object({
  /** E.164. */
  number: z.string(),
  /** ISO 3166-1 alpha-2; null if it is not known. */
  country: z.string().nullable(),
  purpose: z.string(),
  /** The time that was asked about, UTC epoch ms. */
  at: z.number(),
  /** False: it would be sent at that time. */
  quiet: z.boolean(),
  /** When it would be sent. UTC epoch ms. */
  sentAt: z.number(),
  /** When the next quiet hours begin after that; null if the purpose has none. UTC epoch ms. */
  quietFrom: z.number().nullable(),
  /** The time zones that must all allow it. */
  zones: z.array(z.string()),
  /** The rules that apply; empty if the purpose does not keep to quiet hours. */
  rules: z.array(ruleSchema),
});
export type QuietNow = z.infer<typeof quietNowSchema>;

export const quietHoursContract = {
  rules: oc.output(z.array(ruleSchema)),
  /** When a message with this purpose would be sent to a number. */
  check: oc
    .input(
      z.object({ number: z.string(), purpose: z.string().max(500).optional(), at: z.number().optional() }),
    )
    .output(resultOf(quietNowSchema)),
};
