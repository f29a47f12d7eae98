/** The calls about numbers that people write to, and about their messages. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema, resultOf } from './common.ts';

const inboundNumberSchema = z.object({
  id: z.string(),
  /** Long (E.164), short, or a name. */
  number: z.string(),
  accountId: z.string(),
  accountName: z.string(),
  /** The address of its messages today; null if there is no fixed public address. */
  address: z.string().nullable(),
  /** The address that Messente sends to, as far as Omnideck knows; null if none was shown. */
  shownAddress: z.string().nullable(),
  /** Whether this folder has its secret; false after a restore on another computer. */
  secretSet: z.boolean(),
  /** When its last verified message arrived, UTC epoch ms. */
  lastMessageAt: z.number().nullable(),
  createdAt: z.number(),
  /** Why its messages do not arrive; null if nothing is known to be wrong. */
  warning: problemSchema.nullable(),
});
export type InboundNumber = z.infer<typeof inboundNumberSchema>;

const inboundMessageSchema = z.object({
  id: z.number(),
  /** UTC epoch ms. */
  receivedAt: z.number(),
  accountId: z.string(),
  numberId: z.string(),
  /** The number that was written to, as it was added. */
  number: z.string(),
  /** Who wrote: E.164 if it is a long number. What could not be read is null, here and below. */
  from: z.string().nullable(),
  /** The number that was written to, as received. */
  to: z.string().nullable(),
  channel: z.string().nullable(),
  /** null also if the retention rule or an erasure removed it. */
  text: z.string().nullable(),
  /** Messente's time, UTC epoch ms. */
  at: z.number().nullable(),
  msgId: z.string().nullable(),
  subMsgId: z.string().nullable(),
  /** How many messages with this `msgId` the number has received. */
  parts: z.number(),
  /** The callback that brought it, as received; null if it is no longer kept. */
  callbackId: z.number().nullable(),
  isStripped: z.boolean(),
  /** What it means; null if it is no known word. A near miss looks like an opt-out and needs a decision. */
  meaning: z.enum(['stop', 'start', 'help', 'near-miss']).nullable(),
  /** What was done; null if nothing is to be done, or a decision is missing. `lifted`: it ended an opt-out by reply. */
  decision: z.enum(['opted-out', 'kept', 'lifted', 'none']).nullable(),
});
export type InboundMessage = z.infer<typeof inboundMessageSchema>;

const words = z.array(z.string().max(1_000)).max(1_000);
/** As long as ten parts of an SMS. */
const answerText = z.string().max(1_530).nullable();

/** The limits of this feature's settings. */
export const inboundSettings = {
  /** The texts that are sent automatically; null: none. They need a daily spend cap. */
  automaticAnswers: z.object({ help: answerText, stop: answerText }),
  /** See shared/messaging/own-reply-words.ts. */
  replyWords: z.object({ stop: words, start: words, help: words, off: words }),
};

const numberId = z.object({
  /** Its id, or the number as it was added. */
  id: z.string(),
});
const secret = z.string().max(1_000);
const nothing = z.object({});

export const inboundContract = {
  /** Returns the numbers, in the order in which they were added. */
  numbers: oc.output(z.array(inboundNumberSchema)),
  /**
   * Adds a number. Its address is returned, to be entered in Messente's Dashboard. Problems: `inbound-number-invalid`,
   * `inbound-number-taken`, `inbound-secret-missing`, and those of accounts and of the key store.
   */
  add: oc
    .input(
      z.object({
        number: z.string(),
        /** Its id or name; missing: the current account. */
        accountId: z.string().optional(),
        /** The number's shared secret at Messente; missing for the built-in sandbox. */
        secret: secret.optional(),
        /** For the first password of a folder without a key store. */
        passphrase: z.string().optional(),
      }),
    )
    .output(resultOf(inboundNumberSchema)),
  /** Takes a number out of use: its address answers 404, and its secrets are deleted. Its messages stay. */
  remove: oc.input(numberId).output(resultOf(nothing)),
  /** Stores another shared secret. Earlier ones still verify. */
  setSecret: oc
    .input(numberId.extend({ secret, passphrase: z.string().optional() }))
    .output(resultOf(inboundNumberSchema)),
  /** Confirms that Messente sends the number's messages to today's address. */
  confirmAddress: oc.input(numberId).output(resultOf(inboundNumberSchema)),
  /** Returns messages, newest first. */
  list: oc
    .input(
      z.object({
        /** The `next` of the previous page. */
        before: z.number().optional(),
        limit: z.number().int().min(1).max(500).optional(),
        /** The id of a number, or the number. */
        numberId: z.string().optional(),
        /** Who wrote: E.164, or as received. */
        from: z.string().max(200).optional(),
        /** Only those that need a person’s decision. */
        undecided: z.boolean().optional(),
      }),
    )
    .output(resultOf(z.object({ rows: z.array(inboundMessageSchema), next: z.number().nullable() }))),
  /**
   * Decides about an answer that may be an opt-out: it is one, or the person may still be written to. Problems: `no-such-answer`,
   * `answer-needs-no-decision`.
   */
  decide: oc
    .input(z.object({ id: z.number().int(), decision: z.enum(['opt-out', 'keep']) }))
    .output(resultOf(nothing)),
  /** Streams messages as they are stored, each once. `after`: begins after the message with this id. */
  live: oc.input(z.object({ after: z.number().optional() })).output(eventIterator(inboundMessageSchema)),
};
