/** Messages that Messente is to cancel: how far each is, and what an opt-out, an erasure or a removal set going. */
import { z } from 'zod';

export const cancelReasons = ['opt-out', 'erased', 'account-removed', 'person'] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** One message whose cancellation is owed. It holds neither the number nor the text: it outlives an erasure. */
export const cancellationSchema = z.object({
  /** Our id of the message. */
  id: z.string(),
  /** The message itself is still here. */
  hasMessage: z.boolean(),
  accountId: z.string(),
  reason: z.enum(cancelReasons),
  /**
   * retrying: Messente has not cancelled it yet. waiting: Messente's id is not known, a delivery report must tell it.
   * too-late: Messente has begun to send it, and did not cancel it. The others are over: cancelled; never sent; it
   * reached the person; all its steps failed; its time has passed and nothing more was heard.
   */
  state: z.enum(['retrying', 'waiting', 'too-late', 'cancelled', 'not-sent', 'reached', 'failed', 'over']),
  /** When it goes out unless it is cancelled; null: at once. */
  sendAt: z.number().nullable(),
  /** After this it can reach nobody any more. */
  untilAt: z.number(),
  createdAt: z.number(),
  tries: z.number(),
  nextTryAt: z.number().nullable(),
  /** Why the last try did not cancel it. */
  problem: z
    .object({ code: z.string(), field: z.string().nullable(), sentence: z.string(), mend: z.string() })
    .nullable(),
});
export type Cancellation = z.infer<typeof cancellationSchema>;

/** What is not over yet: how many, and the first of them by the time they go out. */
export const openCancellationsSchema = z.object({
  count: z.number(),
  first: z.array(cancellationSchema),
});
export type OpenCancellations = z.infer<typeof openCancellationsSchema>;

/** What an opt-out, an erasure or the removal of an account did to messages that had not gone out. */
export const cancellingSchema = openCancellationsSchema.extend({
  /** Not sent yet, and withdrawn on this computer. */
  withdrawn: z.number(),
  /** Messente has confirmed it. */
  cancelled: z.number(),
});
export type Cancelling = z.infer<typeof cancellingSchema>;
