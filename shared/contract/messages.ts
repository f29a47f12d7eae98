/** Messages: what the list and one message show, what is done with them, and the history's tags, notes and saved views. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { messageStates } from '../messaging/types.ts';
import { channelSchema, prioritySchema, problemSchema, resultOf, textStoreSchema } from './common.ts';
import { beforeResendingSchema, draftChainSchema, estimateSchema, resendMoreSchema } from './compose.ts';

const cancelReasons = ['opt-out', 'erased', 'account-removed', 'person'] as const;
export type CancelReason = (typeof cancelReasons)[number];

/** One message whose cancellation is owed. It holds neither the number nor the text: it outlives an erasure. */
const cancellationSchema = z.object({
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
    .object({ code: z.string(), field: z.string().nullable(), message: z.string(), hint: z.string() })
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

export const messageStateSchema = z.enum(messageStates);

const priceSchema = z.object({
  partPrice: z.string(),
  partsCount: z.number(),
  totalPrice: z.string(),
});

const eventViewSchema = z.object({
  messageId: z.string().nullable(),
  channel: z.string().nullable(),
  status: z.string().nullable(),
  err: z.number().nullable(),
  error: z.string().nullable(),
  at: z.number().nullable(),
  receivedAt: z.number(),
  source: z.enum(['callback', 'poll']),
  /** How often the same was told; 1 where it was told once. */
  times: z.number(),
  /** It says that the person got it, on a step that was over by then: see shared/messaging/late.ts. */
  late: z.boolean(),
});
export type EventView = z.infer<typeof eventViewSchema>;

export const stepStateSchema = z.enum([
  'waiting',
  'pending',
  'unknown',
  'delivered',
  'seen',
  'failed',
  'not-needed',
]);

const stepViewSchema = z.object({
  channel: channelSchema,
  messageId: z.string().nullable(),
  sender: z.string().nullable(),
  /** What was sent on this channel; null once it was erased or stripped. */
  text: z.string().nullable(),
  /** How long this step may take, seconds; null where Messente's own default applies. */
  waitSeconds: z.number().nullable(),
  state: stepStateSchema,
  status: z.string().nullable(),
  err: z.number().nullable(),
  error: z.string().nullable(),
  at: z.number().nullable(),
  /** When it began, as far as is known; null where it has not. */
  startedAt: z.number().nullable(),
  /** When it ends at the latest; null where that is not known or it is over. */
  endsAt: z.number().nullable(),
  contradiction: z
    .object({ status: z.string().nullable(), err: z.number().nullable(), at: z.number().nullable() })
    .nullable(),
  price: priceSchema.nullable(),
  events: z.array(eventViewSchema),
});
export type StepView = z.infer<typeof stepViewSchema>;

/** One line of the list. */
export const messageRowSchema = z.object({
  id: z.string(),
  /** Grows with each message; the key that pages go by. */
  seq: z.number(),
  accountId: z.string(),
  to: z.string(),
  state: messageStateSchema,
  /** In the order of the chain. */
  steps: z.array(z.object({ channel: channelSchema, state: stepStateSchema, status: z.string().nullable() })),
  deliveredBy: channelSchema.nullable(),
  deliveredTwice: z.boolean(),
  preview: z.string(),
  createdAt: z.number(),
  /** Messente's time_to_send; null: at once. */
  sendAt: z.number().nullable(),
  settledAt: z.number().nullable(),
  /** The running step's start and latest end, for a countdown; null where nothing runs or no end is known. */
  running: z
    .object({ channel: channelSchema, startedAt: z.number(), endsAt: z.number().nullable() })
    .nullable(),
  cost: z.string().nullable(),
  problem: problemSchema.nullable(),
  tags: z.array(z.string()),
  hasNote: z.boolean(),
});
export type MessageRow = z.infer<typeof messageRowSchema>;

const attemptViewSchema = z.object({
  number: z.number(),
  startedAt: z.number(),
  finishedAt: z.number().nullable(),
  outcome: z.enum(['in-flight', 'accepted', 'refused', 'not-sent', 'unknown']),
  httpStatus: z.number().nullable(),
  /** The request's JSON as it was sent (it holds no credential). */
  request: z.string(),
  response: z.string().nullable(),
  problem: problemSchema.nullable(),
});

const messageDetailSchema = messageRowSchema.omit({ steps: true }).extend({
  omnimessageId: z.string().nullable(),
  steps: z.array(stepViewSchema),
  /** Events that belong to no step; kept and shown. */
  unmatched: z.array(eventViewSchema),
  attempts: z.array(attemptViewSchema),
  callbacks: z.number(),
  polls: z.number(),
  acceptedAt: z.number().nullable(),
  /** When GET status is asked next; null: not planned. */
  nextPollAt: z.number().nullable(),
  textStore: textStoreSchema.nullable(),
  priority: prioritySchema.nullable(),
  /** Whether a report can come to this machine: the address it was sent with. */
  callbackUrl: z.string().nullable(),
  resendOf: z.string().nullable(),
  resentAs: z.array(z.string()),
  sandbox: z.boolean(),
  country: z.string().nullable(),
  note: z.string().nullable(),
  /** Why the person may be written to, as it was given with the sending. */
  purpose: z.string().nullable(),
  /** What it was expected to cost when it was written, EUR. */
  estimate: z.object({ low: z.string(), high: z.string() }).nullable(),
  /** Warnings that it was sent in spite of. */
  overridden: z.array(z.string()),
  imported: z.boolean(),
  /** How far its cancellation is; null: none was ordered. */
  cancellation: cancellationSchema.nullable(),
  /** The chain as it was composed, to write it anew; its texts are gone once stripped. */
  chain: draftChainSchema,
});
export type MessageDetail = z.infer<typeof messageDetailSchema>;

/** goes-out: what is scheduled, and nothing else, by when it goes out; the next first. */
export const messageSorts = ['newest', 'oldest', 'cost-high', 'cost-low', 'goes-out'] as const;

/**
 * What is listed, counted or exported. A filter that is not known is refused, and a list without a value matches
 * nothing: a filter that cannot match must never find more.
 */
export const messageFilterSchema = z.strictObject({
  states: z.array(messageStateSchema).optional(),
  /** "attention": failed, refused, unknown or delivered twice; "open": not settled. */
  group: z.enum(['open', 'attention', 'scheduled']).optional(),
  accountId: z.string().optional(),
  /** Words, prefixes, digits of a number, signs beside them; all must match. Blank: nothing is searched for. */
  search: z.string().optional(),
  /** Only messages of one sending. */
  batchId: z.string().optional(),
  /** Any step of the chain on one of these channels. */
  channels: z.array(channelSchema).optional(),
  /** As sent, or as Messente answered; any step. */
  senders: z.array(z.string()).optional(),
  /** ISO 3166-1 alpha-2. */
  countries: z.array(z.string().length(2)).optional(),
  /** Written at or after, and before, UTC epoch ms. */
  createdFrom: z.number().optional(),
  createdBefore: z.number().optional(),
  /** All of them. */
  tags: z.array(z.string()).optional(),
  /** EUR, decimal strings; both ends belong to it. */
  costAtLeast: z.string().optional(),
  costAtMost: z.string().optional(),
  recipient: z.string().optional(),
  sort: z.enum(messageSorts).optional(),
});
export type MessageFilter = z.infer<typeof messageFilterSchema>;

const messagePageSchema = z.object({
  rows: z.array(messageRowSchema),
  /** Pass as `after` for the next page; null: this was the last. */
  next: z.string().nullable(),
});

export const countsSchema = z.object({
  all: z.number(),
  open: z.number(),
  attention: z.number(),
  scheduled: z.number(),
  byState: z.record(z.string(), z.number()),
});
export type Counts = z.infer<typeof countsSchema>;

/** So many at most in one call that changes or sends. */
export const mostAtOnce = 1000;

const ids = z.array(z.string()).min(1).max(mostAtOnce);

const tagSchema = z.object({ name: z.string(), messages: z.number() });

/** A filter as it is kept: what depends on the moment is named, and resolved when it is used. */
export const savedFilterSchema = messageFilterSchema.extend({
  /** Local days up to and with today, in the place of `createdFrom`; 1: today. */
  withinDays: z.number().int().min(1).max(36_500).optional(),
  /** `all`: of every account; absent: of that in `accountId`, else of the account that is current. */
  accounts: z.literal('all').optional(),
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null: this version cannot read it. */
  filter: savedFilterSchema.nullable(),
  position: z.number(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** What became of each of several; the order of the call. */
const eachOutcomeSchema = z.array(
  z.object({
    id: z.string(),
    /** null: it was done. */
    problem: problemSchema.nullable(),
    /** The new message, where one was made. */
    madeId: z.string().nullable(),
  }),
);
export type EachOutcome = z.infer<typeof eachOutcomeSchema>;

const pollViewSchema = z.object({
  askedAt: z.number(),
  answeredAt: z.number(),
  httpStatus: z.number().nullable(),
  /** As it came; null where there was none, or it is not kept any more. */
  body: z.string().nullable(),
  problem: problemSchema.nullable(),
});
export type PollView = z.infer<typeof pollViewSchema>;

const facetsSchema = z.object({
  /** ISO 3166-1 alpha-2, the most used first. */
  countries: z.array(z.object({ country: z.string(), messages: z.number() })),
  senders: z.array(z.object({ sender: z.string(), messages: z.number() })),
  tags: z.array(tagSchema),
});
export type Facets = z.infer<typeof facetsSchema>;

const id = z.object({ id: z.string() });

export const messagesContract = {
  /**
   * Writes one omnimessage a recipient to the outbox, all or none. `requestKey` makes a call that is made twice
   * (a lost connection) write once.
   */
  send: oc
    .input(
      z.object({
        accountId: z.string().optional(),
        to: z.array(z.string()).min(1).max(10_000),
        chain: draftChainSchema,
        requestKey: z.string().min(8).max(100),
        /** Values of placeholders, by the recipient as given in `to`; names as in shared/messaging/placeholders.ts. */
        values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
        tags: z.array(z.string()).max(20).optional(),
        /** Why these people may be written to. */
        purpose: z.string().max(500).optional(),
        /** Warnings that the person has seen and sends in spite of. */
        overridden: z.array(z.enum(['quiet-hours', 'same-text'])).optional(),
        /**
         * When to send where that is not the same for all (quiet hours, the recipient's own time zone), by recipient
         * as given in `to`: UTC epoch ms. The others go by the chain.
         */
        timeToSendOf: z.record(z.string(), z.number()).optional(),
        /** The draft that is sent: it goes in the same commit. */
        draftId: z.string().optional(),
        /** The texts are sent as they stand: nothing in braces is a placeholder. */
        literal: z.boolean().optional(),
        /** What one message is expected to cost, EUR: of each recipient, or by recipient as given in `to`. */
        estimate: estimateSchema.optional(),
        estimateOf: z.record(z.string(), estimateSchema).optional(),
      }),
    )
    .output(
      resultOf(
        z.object({
          batchId: z.string(),
          messages: z.array(z.object({ id: z.string(), to: z.string() })),
        }),
      ),
    ),
  list: oc
    .input(
      z.object({
        filter: messageFilterSchema.optional(),
        /** The \`next\` of the page before, with the same filter. */
        after: z.string().optional(),
        limit: z.number().int().min(1).max(500).optional(),
      }),
    )
    .output(messagePageSchema),
  rows: oc.input(z.object({ ids: z.array(z.string()).max(1000) })).output(z.array(messageRowSchema)),
  counts: oc.input(z.object({ accountId: z.string().optional() })).output(countsSchema),
  /** By our id (or the beginning of it, if only one has it) or by Messente's. */
  get: oc.input(id).output(resultOf(messageDetailSchema)),
  /** Withdraws a queued one, or asks Messente to cancel a scheduled one (too late: a problem "too-late"). */
  cancel: oc.input(id).output(resultOf(messageDetailSchema)),
  /** A new omnimessage like the old one, linked to it. Where the old may have reached the person, only with `evenIfTwice`. */
  resend: oc
    .input(
      id.extend({
        evenIfTwice: z.boolean(),
        requestKey: z.string().min(8).max(100),
        more: resendMoreSchema.optional(),
      }),
    )
    .output(resultOf(z.object({ id: z.string() }))),
  /** Asks GET status now. */
  ask: oc.input(id).output(resultOf(messageDetailSchema)),
  /** What a resend would risk; null: nothing. */
  resendRisk: oc.input(id).output(resultOf(problemSchema.nullable())),
};

export const historyContract = {
  /** What the filters can offer: countries, senders and tags that occur. */
  facets: oc.output(facetsSchema),
  /** How many messages a filter finds, counted up to `upTo`; `more`: there are more than that. */
  count: oc
    .input(z.object({ filter: messageFilterSchema, upTo: z.number().int().min(1).max(2_000_000) }))
    .output(z.object({ messages: z.number(), more: z.boolean() })),
  /** Adds and removes tags; new names make new tags. Answers what changed, so that it can be undone. */
  tag: oc
    .input(
      z.object({
        ids,
        add: z.array(z.string()).max(20).default([]),
        remove: z.array(z.string()).max(20).default([]),
      }),
    )
    .output(
      resultOf(
        z.object({
          added: z.array(z.object({ id: z.string(), tag: z.string() })),
          removed: z.array(z.object({ id: z.string(), tag: z.string() })),
        }),
      ),
    ),
  /** null or '': no note. Answers the note before. */
  note: oc
    .input(z.object({ id: z.string(), note: z.string().max(10_000).nullable() }))
    .output(resultOf(z.object({ before: z.string().nullable(), detail: messageDetailSchema }))),
  /** The answers to GET status as they came, the newest first, 100 at most. */
  polls: oc
    .input(z.object({ id: z.string() }))
    .output(resultOf(z.object({ polls: z.array(pollViewSchema), more: z.boolean() }))),
  cancelMany: oc.input(z.object({ ids })).output(eachOutcomeSchema),
  /** What to ask before these are sent again. Nothing in it stops it. */
  beforeResending: oc.input(z.object({ ids })).output(beforeResendingSchema),
  /** Those that may have reached the person only with `evenIfTwice`. */
  resendMany: oc
    .input(
      z.object({
        ids,
        evenIfTwice: z.boolean(),
        requestKey: z.string().min(8).max(100),
        /** By the id of the message that is sent again. */
        moreOf: z.record(z.string(), resendMoreSchema).optional(),
      }),
    )
    .output(eachOutcomeSchema),
  views: {
    list: oc.output(z.array(savedViewSchema)),
    /** Without an id, a new one. Problem `name-taken`. */
    save: oc
      .input(
        z.object({ id: z.string().optional(), name: z.string().min(1).max(80), filter: savedFilterSchema }),
      )
      .output(resultOf(savedViewSchema)),
    remove: oc.input(z.object({ id: z.string() })).output(resultOf(savedViewSchema)),
  },
};
