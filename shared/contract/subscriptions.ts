/** The calls about subscriptions, which Messente sends unsigned: consent is recorded when they are confirmed. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { resultOf } from './common.ts';

const subscriptionSchema = z.object({
  id: z.number(),
  accountId: z.string(),
  accountName: z.string(),
  /** E.164. */
  number: z.string(),
  /** The parameters `id` and `time` as received; null if they were missing. What `id` identifies is not documented. */
  externalId: z.string().nullable(),
  time: z.string().nullable(),
  /** How many different ones of this number have arrived since the last decision; the newest is shown. */
  count: z.number(),
  receivedAt: z.number(),
  /** Whether the number is on the do-not-send list, which a subscription does not change. */
  isListed: z.boolean(),
});
export type Subscription = z.infer<typeof subscriptionSchema>;

const addressSchema = z.object({
  accountId: z.string(),
  accountName: z.string(),
  /** What is entered at Messente; null if there is no fixed public address. */
  address: z.string().nullable(),
});

/** The limits of this feature's settings. */
export const subscriptionsSettings = {
  /** Whether somebody confirms each subscription, or Omnideck confirms those of people who have not opted out. */
  subscriptions: z.enum(['manually', 'automatically']),
};

export const subscriptionsContract = {
  /** Returns what waits to be confirmed, newest first. */
  list: oc
    .input(
      z
        .object({
          /** `next` of the page before. */
          after: z
            .string()
            .regex(/^\d{1,15} \d{1,15}$/u)
            .optional(),
          limit: z.number().int().min(1).max(500).optional(),
        })
        .optional(),
    )
    .output(
      z.object({ entries: z.array(subscriptionSchema), total: z.number(), next: z.string().nullable() }),
    ),
  /** Records consent, or dismisses. Those that were decided meanwhile are not counted. */
  decide: oc
    .input(
      z.object({
        ids: z.array(z.number().int()).min(1).max(500),
        decision: z.enum(['confirm', 'dismiss']),
      }),
    )
    .output(resultOf(z.object({ decided: z.number() }))),
  /** Returns the address of each account. */
  addresses: oc.output(z.array(addressSchema)),
};
