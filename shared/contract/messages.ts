/** The calls about messages: the list, one message, actions on messages, tags, notes and saved views. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { messageSorts } from '../messaging/message-sorts.ts';
import { messageStates } from '../messaging/types.ts';
import { channelSchema, prioritySchema, problemSchema, resultOf, textStoreSchema } from './common.ts';
import {
  amount,
  beforeResendingSchema,
  draftChainSchema,
  estimateSchema,
  resendMoreSchema,
} from './compose.ts';

const cancelReasons = ['opt-out', 'erased', 'account-removed', 'person'] as const;
export type CancelReason = (typeof cancelReasons)[number];

/**
 * A pending cancellation of one message. It contains neither the number nor the text, because it outlives an
 * erasure.
 */
const cancellationSchema = z.object({
  /** The message's local id. */
  id: z.string(),
  /** Whether the message itself still exists. */
  hasMessage: z.boolean(),
  accountId: z.string(),
  reason: z.enum(cancelReasons),
  /**
   * retrying: Messente has not cancelled it yet. waiting: Messente's id is not known until a delivery report
   * arrives. too-late: Messente has started to send it and did not cancel it. All others are final:
   * cancelled; never sent; delivered; all steps failed; its time has passed without further reports.
   */
  state: z.enum(['retrying', 'waiting', 'too-late', 'cancelled', 'not-sent', 'reached', 'failed', 'over']),
  /** When it will be sent unless it is cancelled; null means at once. */
  sendAt: z.number().nullable(),
  /** After this time the message cannot reach anybody any more. */
  untilAt: z.number(),
  createdAt: z.number(),
  tries: z.number(),
  nextTryAt: z.number().nullable(),
  /** Why the last attempt did not cancel it. */
  problem: problemSchema.nullable(),
});
export type Cancellation = z.infer<typeof cancellationSchema>;

/** Pending cancellations: their number, and the first ones by the time of sending. */
export const openCancellationsSchema = z.object({
  count: z.number(),
  first: z.array(cancellationSchema),
});
export type OpenCancellations = z.infer<typeof openCancellationsSchema>;

/** The effect of an opt-out, an erasure or the removal of an account on messages that had not been sent. */
export const cancellingSchema = openCancellationsSchema.extend({
  /** The number of unsent messages that were withdrawn on this computer. */
  withdrawn: z.number(),
  /** The number of cancellations that Messente has confirmed. */
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
  /** How many times the same event was reported. */
  times: z.number(),
  /** The event reports a delivery by a step that had already ended: see shared/messaging/late.ts. */
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
  /** The text that was sent on this channel; null if it was erased or removed. */
  text: z.string().nullable(),
  /** How long this step may take, seconds; null if Messente's own default applies. */
  waitSeconds: z.number().nullable(),
  state: stepStateSchema,
  status: z.string().nullable(),
  err: z.number().nullable(),
  error: z.string().nullable(),
  at: z.number().nullable(),
  /** When the step started, as far as is known; null if it has not. */
  startedAt: z.number().nullable(),
  /** The latest end of the step; null if not known or the step is over. */
  endsAt: z.number().nullable(),
  contradiction: z
    .object({ status: z.string().nullable(), err: z.number().nullable(), at: z.number().nullable() })
    .nullable(),
  price: priceSchema.nullable(),
  events: z.array(eventViewSchema),
});
export type StepView = z.infer<typeof stepViewSchema>;

/** One row of the list. */
export const messageRowSchema = z.object({
  id: z.string(),
  /** Increases with each message; used as the paging key. */
  seq: z.number(),
  accountId: z.string(),
  to: z.string(),
  /** As the list of recipients gave it; null if it gave none. */
  recipientName: z.string().nullable(),
  state: messageStateSchema,
  /** In the order of the chain. */
  steps: z.array(z.object({ channel: channelSchema, state: stepStateSchema, status: z.string().nullable() })),
  deliveredBy: channelSchema.nullable(),
  deliveredTwice: z.boolean(),
  preview: z.string(),
  createdAt: z.number(),
  /** Messente's time_to_send; null means at once. */
  sendAt: z.number().nullable(),
  settledAt: z.number().nullable(),
  /**
   * The running step's start and latest end, for a countdown; null if no step runs or its end is not known.
   */
  running: z
    .object({ channel: channelSchema, startedAt: z.number(), endsAt: z.number().nullable() })
    .nullable(),
  cost: z.string().nullable(),
  problem: problemSchema.nullable(),
  /** When it is sent, if it is held until the recipient's quiet hours end; otherwise null. UTC epoch ms. */
  heldUntil: z.number().nullable(),
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
  /** The request's JSON as sent (it contains no credentials). */
  request: z.string(),
  response: z.string().nullable(),
  problem: problemSchema.nullable(),
});

const messageDetailSchema = messageRowSchema.omit({ steps: true }).extend({
  omnimessageId: z.string().nullable(),
  steps: z.array(stepViewSchema),
  /** Events that belong to no step; stored and shown. */
  unmatched: z.array(eventViewSchema),
  attempts: z.array(attemptViewSchema),
  callbacks: z.number(),
  polls: z.number(),
  acceptedAt: z.number().nullable(),
  /** When GET status will be polled next; null if not planned. */
  nextPollAt: z.number().nullable(),
  textStore: textStoreSchema.nullable(),
  priority: prioritySchema.nullable(),
  /** The callback URL that the message was sent with, through which reports can reach this computer. */
  callbackUrl: z.string().nullable(),
  resendOf: z.string().nullable(),
  resentAs: z.array(z.string()),
  sandbox: z.boolean(),
  country: z.string().nullable(),
  note: z.string().nullable(),
  /** The name of its purpose; null: general. Messages of earlier versions may have any text. */
  purpose: z.string().nullable(),
  /** The expected cost when the message was written, EUR. */
  estimate: z.object({ low: z.string(), high: z.string() }).nullable(),
  /** Warnings that were overridden. */
  overridden: z.array(z.string()),
  imported: z.boolean(),
  /** The state of its cancellation; null if none was requested. */
  cancellation: cancellationSchema.nullable(),
  /** The chain as composed, for editing as new; without its texts if these were removed. */
  chain: draftChainSchema,
});
export type MessageDetail = z.infer<typeof messageDetailSchema>;

/**
 * A filter for listing, counting and exporting. Unknown filters are refused, and a list without a value
 * matches nothing: an impossible filter must never match more.
 */
export const messageFilterSchema = z.strictObject({
  states: z.array(messageStateSchema).optional(),
  /** "attention": failed, refused, unknown or delivered twice; "open": not settled. */
  group: z.enum(['open', 'attention', 'scheduled']).optional(),
  accountId: z.string().optional(),
  /**
   * Words, prefixes, digits of a number, special characters next to them; all must match. Blank means no
   * search.
   */
  search: z.string().optional(),
  /** Only messages of one send. */
  batchId: z.string().optional(),
  /** Any step of the chain on one of these channels. */
  channels: z.array(channelSchema).optional(),
  /** A sender as sent or as in Messente's answer, in any step. */
  senders: z.array(z.string()).optional(),
  /** ISO 3166-1 alpha-2. */
  countries: z.array(z.string().length(2)).optional(),
  /** Written at or after createdFrom, and before createdBefore, UTC epoch ms. */
  createdFrom: z.number().optional(),
  createdBefore: z.number().optional(),
  /** The message has all of these tags. */
  tags: z.array(z.string()).optional(),
  /** EUR, decimal strings; both limits are included. */
  costAtLeast: z.string().optional(),
  costAtMost: z.string().optional(),
  recipient: z.string().optional(),
  sort: z.enum(messageSorts).optional(),
});
export type MessageFilter = z.infer<typeof messageFilterSchema>;

const messagePageSchema = z.object({
  rows: z.array(messageRowSchema),
  /** Pass as `after` for the next page; null on the last page. */
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

/** The maximum number of messages in one call that changes or sends. */
export const mostAtOnce = 1000;

const ids = z.array(z.string()).min(1).max(mostAtOnce);

const tagSchema = z.object({ name: z.string(), messages: z.number() });

/** A filter as saved: relative values are stored by name and resolved when the filter is used. */
export const savedFilterSchema = messageFilterSchema.extend({
  /** The number of local days up to today, instead of `createdFrom`; 1 means today. */
  withinDays: z.number().int().min(1).max(36_500).optional(),
  /** `all`: every account; missing: the account in `accountId`, otherwise the current account. */
  accounts: z.literal('all').optional(),
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

/**
 * What a saved view holds beside its name and place, stored as one JSON text. A field that is added here
 * needs a default, which the views saved before get; see "Add a field to a saved view" in CONTRIBUTING.md.
 */
export const viewContentSchema = z.object({ filter: savedFilterSchema });
export type ViewContent = z.infer<typeof viewContentSchema>;

const savedViewSchema = viewContentSchema.extend({
  id: z.string(),
  name: z.string(),
  /** null if this version cannot read it. */
  filter: savedFilterSchema.nullable(),
  position: z.number(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** The outcome for each of several messages, in the order of the call. */
const eachOutcomeSchema = z.array(
  z.object({
    id: z.string(),
    /** null if it succeeded. */
    problem: problemSchema.nullable(),
    /** The new message, if one was created. */
    madeId: z.string().nullable(),
  }),
);
export type EachOutcome = z.infer<typeof eachOutcomeSchema>;

const pollViewSchema = z.object({
  askedAt: z.number(),
  answeredAt: z.number(),
  httpStatus: z.number().nullable(),
  /** As received; null if there was none, or it was deleted. */
  body: z.string().nullable(),
  problem: problemSchema.nullable(),
});
export type PollView = z.infer<typeof pollViewSchema>;

const facetsSchema = z.object({
  /** ISO 3166-1 alpha-2, most used first. */
  countries: z.array(z.object({ country: z.string(), messages: z.number() })),
  senders: z.array(z.object({ sender: z.string(), messages: z.number() })),
  tags: z.array(tagSchema),
});
export type Facets = z.infer<typeof facetsSchema>;

const id = z.object({ id: z.string() });

/** The limits of this feature's settings. */
export const messagesSettings = {
  /** The maximum number of GET status calls per hour. */
  reconcileBudget: z.number().int().min(0).max(100_000),
};

export const messagesContract = {
  /**
   * Queues one omnimessage per recipient, all or none. With the same `requestKey`, a repeated call (after a
   * lost connection) stores the messages once.
   */
  send: oc
    .input(
      z.object({
        accountId: z.string().optional(),
        to: z.array(z.string()).min(1).max(10_000),
        chain: draftChainSchema,
        requestKey: z.string().min(8).max(100),
        /**
         * Values of placeholders, by recipient as given in `to`; names as in
         * shared/messaging/placeholders.ts.
         */
        values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
        tags: z.array(z.string()).max(20).optional(),
        /** The name of its purpose; missing or "": general. Problem `purpose-unknown`. */
        purpose: z.string().max(500).optional(),
        /** Warnings that the user has seen and overridden. */
        overridden: z.array(z.enum(['quiet-hours', 'same-text'])).optional(),
        /** The highest possible cost of the send that the user has confirmed, EUR; the journal records it. */
        approvedCost: amount.optional(),
        /**
         * Individual sending times (quiet hours, the recipient's own time zone), by recipient as given in
         * `to`: UTC epoch ms. The others use the chain's time.
         */
        timeToSendOf: z.record(z.string(), z.number()).optional(),
        /** The draft that is sent; it is removed in the same commit. */
        draftId: z.string().optional(),
        /**
         * Texts and senders are sent literally: text in braces is not a placeholder, and spaces around a
         * sender stay.
         */
        literal: z.boolean().optional(),
        /**
         * The expected cost of one message, EUR: the same for each recipient, or by recipient as given in
         * `to`.
         */
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
        /** The \`next\` of the previous page, with the same filter. */
        after: z.string().optional(),
        limit: z.number().int().min(1).max(500).optional(),
      }),
    )
    .output(messagePageSchema),
  rows: oc.input(z.object({ ids: z.array(z.string()).max(1000) })).output(z.array(messageRowSchema)),
  counts: oc.input(z.object({ accountId: z.string().optional() })).output(countsSchema),
  /** Finds a message by its local id (or a unique beginning of it) or by Messente's id. */
  get: oc.input(id).output(resultOf(messageDetailSchema)),
  /** Withdraws a queued message, or cancels a scheduled one at Messente (problem "too-late"). */
  cancel: oc.input(id).output(resultOf(messageDetailSchema)),
  /** Sends a message now that is held because of quiet hours. @returns problem "not-held" if it is not */
  sendAnyway: oc.input(id).output(resultOf(messageDetailSchema)),
  /**
   * Creates a new omnimessage like the old one, linked to it. If the old one may have reached the person,
   * `evenIfTwice` is required.
   */
  resend: oc
    .input(
      id.extend({
        evenIfTwice: z.boolean(),
        requestKey: z.string().min(8).max(100),
        more: resendMoreSchema.optional(),
      }),
    )
    .output(resultOf(z.object({ id: z.string() }))),
  /** Polls GET status now. */
  ask: oc.input(id).output(resultOf(messageDetailSchema)),
  /** Returns the risk of a resend; null if there is none. */
  resendRisk: oc.input(id).output(resultOf(problemSchema.nullable())),

  /** Returns the existing values for filters: countries, senders and tags. */
  facets: oc.output(facetsSchema),
  /** Returns how many messages match a filter, counted up to `upTo`; `more`: there are more. */
  countMatching: oc
    .input(z.object({ filter: messageFilterSchema, upTo: z.number().int().min(1).max(2_000_000) }))
    .output(z.object({ messages: z.number(), more: z.boolean() })),
  /** Adds and removes tags; new names create new tags. Returns what changed, for undo. */
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
  /** Sets or removes (null or '') the note. Returns the previous note. */
  note: oc
    .input(z.object({ id: z.string(), note: z.string().max(10_000).nullable() }))
    .output(resultOf(z.object({ before: z.string().nullable(), detail: messageDetailSchema }))),
  /** Returns the answers to GET status as received, newest first, at most 100. */
  polls: oc
    .input(z.object({ id: z.string() }))
    .output(resultOf(z.object({ polls: z.array(pollViewSchema), more: z.boolean() }))),
  cancelMany: oc.input(z.object({ ids })).output(eachOutcomeSchema),
  /** Returns the warnings before these messages are resent. None of them prevents it. */
  beforeResending: oc.input(z.object({ ids })).output(beforeResendingSchema),
  /** Resends several messages; those that may have reached the person only with `evenIfTwice`. */
  resendMany: oc
    .input(
      z.object({
        ids,
        evenIfTwice: z.boolean(),
        requestKey: z.string().min(8).max(100),
        /** By the id of the message that is resent. */
        moreOf: z.record(z.string(), resendMoreSchema).optional(),
      }),
    )
    .output(eachOutcomeSchema),
  views: {
    list: oc.output(z.array(savedViewSchema)),
    /** Saves a view; without an id, a new one. Problem `name-taken`. */
    save: oc
      .input(viewContentSchema.extend({ id: z.string().optional(), name: z.string().min(1).max(80) }))
      .output(resultOf(savedViewSchema)),
    remove: oc.input(z.object({ id: z.string() })).output(resultOf(savedViewSchema)),
  },
};
