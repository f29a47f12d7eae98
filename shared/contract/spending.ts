/** The calls for what is spent, and its caps. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelSchema } from './common.ts';

const price = z.string().regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'write an amount such as 10.00');

const country = z.string().regex(/^[A-Z]{2}$/, 'write a country code such as EE');

/** The limits of this feature's settings. */
export const spendingSettings = {
  /** Caps of all messages that reach people, and the prices that a person entered; see shared/messaging/spend-caps.ts. */
  spendCaps: z.object({
    daily: price.nullable(),
    monthly: price.nullable(),
    /** An IANA name; null: this computer's. */
    zone: z.string().max(60).nullable(),
    prices: z.array(z.object({ channel: channelSchema, country: country.nullable(), price })).max(1_000),
  }),
};

const periodSchema = z.object({
  /** EUR, a decimal string; null: no cap. */
  cap: z.string().nullable(),
  /** What is spent, and reserved for messages whose outcome is open: EUR, a decimal string. */
  spent: z.string(),
  /** When the period ends, epoch ms. */
  endsAt: z.number(),
});

const spendingSchema = z.object({
  /** The time zone that is used, an IANA name. */
  zone: z.string(),
  day: periodSchema,
  month: periodSchema,
  /** The number of messages that wait for a cap, and for an entered price. */
  held: z.object({ cap: z.number(), price: z.number() }),
});
export type Spending = z.infer<typeof spendingSchema>;

export const spendingContract = {
  /** Returns what is spent today and this month. Messages that cannot reach people are not counted. */
  show: oc.output(spendingSchema),
};
