/** The calls about callbacks: as received, what each changed, and replaying one. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { phraseSchema, problemSchema, resultOf } from './common.ts';
import { messageStateSchema, stepStateSchema } from './messages.ts';

export const tunnelStateSchema = z.object({
  kind: z.enum(['none', 'localtunnel', 'fixed']),
  status: z.enum(['off', 'starting', 'open', 'unproven', 'down']),
  publicUrl: z.string().nullable(),
  sinceAt: z.number(),
  lastProofAt: z.number().nullable(),
  proof: z.enum(['probe', 'callback']).nullable(),
  problem: problemSchema.nullable(),
});

const reportRowSchema = z.object({
  id: z.number(),
  receivedAt: z.number(),
  accountId: z.string(),
  verdict: z.enum(['verified', 'forged', 'unsigned', 'postponed']),
  /** The outcome: see docs/reference/delivery-reports.md. */
  outcome: z.enum(['applied', 'repeat', 'unreadable', 'unknown-message', 'not-applied']),
  /** The local message, if known. */
  messageId: z.string().nullable(),
  status: z.string().nullable(),
  channel: z.string().nullable(),
  to: z.string().nullable(),
  /**
   * For an inbound message: the number that was written to, and who wrote, if the signature was verified. null: the
   * callback is addressed as a delivery report.
   */
  inbound: z.object({ number: z.string(), from: z.string().nullable() }).nullable(),
  bytes: z.number(),
});
export type ReportRow = z.infer<typeof reportRowSchema>;

const reportDetailSchema = reportRowSchema.extend({
  method: z.string(),
  /** The path with the account's token shortened. */
  path: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  /** The raw bytes, base64. */
  bodyBase64: z.string(),
  /** The same as text, if it is valid UTF-8. */
  bodyText: z.string().nullable(),
  /** The API password that verified it: "current" or "earlier". */
  secret: z.enum(['current', 'earlier']).nullable(),
  /** One sentence: why the callback was applied or not. */
  reason: phraseSchema,
});
export type ReportDetail = z.infer<typeof reportDetailSchema>;

const reportId = z.object({ id: z.number() });

/** The page of the list, or of search results, to return. */
const listInput = z.object({
  /** The `next` of the previous page. */
  before: z.number().optional(),
  limit: z.number().int().min(1).max(500).optional(),
  verdict: z.enum(['verified', 'forged', 'unsigned', 'postponed']).optional(),
  messageId: z.string().optional(),
  /**
   * A number, an id (local or Messente's), a status, a channel, words of the body; all must match. A complete
   * number or id is found however old it is; the rest is searched among the newest, a limited number per
   * call.
   */
  search: z.string().max(200).optional(),
});

const reportPageSchema = z.object({
  rows: z.array(reportRowSchema),
  /** Pass as `before` for older callbacks; null if there are none. */
  next: z.number().nullable(),
  /** The search stopped here, at the maximum of one call; null if it did not. */
  searched: z
    .object({
      /** How many callbacks were searched. */
      callbacks: z.number(),
      /** When the oldest of them was received. */
      backTo: z.number(),
    })
    .nullable(),
});
export type ReportPage = z.infer<typeof reportPageSchema>;

/** One field that differs between two bodies; values as JSON. */
const fieldChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('added'), path: z.string(), after: z.string() }),
  z.object({ kind: z.literal('removed'), path: z.string(), before: z.string() }),
  z.object({ kind: z.literal('changed'), path: z.string(), before: z.string(), after: z.string() }),
]);

const bodyDiffSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same-bytes') }),
  /** Equal fields in a different notation. */
  z.object({ kind: z.literal('same-fields') }),
  /** One of the two bodies is not JSON. */
  z.object({ kind: z.literal('not-json') }),
  z.object({
    kind: z.literal('fields'),
    changes: z.array(fieldChangeSchema),
    /** The number of equal fields. */
    same: z.number(),
    /** The number of changes that are not listed. */
    more: z.number(),
  }),
]);

const glanceSchema = z.object({
  state: stepStateSchema,
  status: z.string().nullable(),
  err: z.number().nullable(),
  /** Messente's own time of the status, UTC epoch ms. */
  at: z.number().nullable(),
});

/** Why a callback changed something or nothing. */
const effectReasons = [
  'changed',
  /** It brought an inbound message. */
  'inbound',
  /** An earlier callback already reported it. */
  'repeat',
  /** A polled status already reported it. */
  'asked-before',
  /** Its own time is older than the known status. */
  'older',
  /** A failure after the person was reached; shown beside the delivery. */
  'contradiction',
  /** A later report about a failed step that is not a delivery; shown beside the failure. */
  'after-failure',
  /** Its status is less advanced than the known one. */
  'less-far',
  /** It only says that Messente is still processing the message. */
  'no-status',
  /** It belongs to no step of the message. */
  'no-step',
  'forged',
  'unsigned',
  /** It arrived while the key store was locked, and waits for verification. */
  'postponed',
  'unreadable',
  'unknown-message',
  'other-message',
] as const;

const effectViewSchema = z.object({
  why: z.enum(effectReasons),
  /** The affected step before and after this callback; null if it belongs to none. */
  step: z.object({ channel: z.string(), before: glanceSchema, after: glanceSchema }).nullable(),
  /** The whole chain before and after. */
  message: z
    .object({
      before: z.enum(['pending', 'delivered', 'seen', 'failed']),
      after: z.enum(['pending', 'delivered', 'seen', 'failed']),
    })
    .nullable(),
  cost: z.object({ before: z.string().nullable(), after: z.string().nullable() }).nullable(),
  /** This callback means that a second step has reached the person. */
  deliveredTwice: z.boolean(),
  /** When the same event was first reported; null if this callback was the first. */
  knownAt: z.number().nullable(),
});
export type EffectView = z.infer<typeof effectViewSchema>;

const reportStorySchema = z.object({
  id: z.number(),
  effect: effectViewSchema,
  /** The previous callback of the same message and the differences; null for the first. */
  previous: z
    .object({ id: z.number(), receivedAt: z.number(), status: z.string().nullable(), diff: bodyDiffSchema })
    .nullable(),
  /** Every time that this body was received for this message, including this one, in order. */
  tries: z.array(reportRowSchema.pick({ id: true, receivedAt: true, verdict: true, outcome: true })),
  /** There were more than are listed. */
  moreTries: z.boolean(),
});
export type ReportStory = z.infer<typeof reportStorySchema>;

/** Where a callback is replayed: into this console, or to a program on this computer. */
const replayTargetSchema = z.union([z.literal('store'), z.object({ url: z.string().max(2000) })]);
export type ReplayTarget = z.infer<typeof replayTargetSchema>;

const replayedSchema = z.object({
  /** The status of the answer. */
  status: z.number(),
  /** From the first sent byte to the last received byte, or to the time limit, ms. */
  tookMs: z.number(),
  answer: z.object({
    /** The first bytes as text; null if they are not text. */
    text: z.string().nullable(),
    base64: z.string(),
    /** The answer was longer, or did not end within the time limit. */
    cut: z.boolean(),
  }),
  /** The callback as this console stored it; null if it was sent elsewhere, or not stored. */
  kept: reportRowSchema.nullable(),
  /** The message of a callback that was replayed into this console. */
  message: z
    .object({
      id: z.string(),
      before: messageStateSchema,
      after: messageStateSchema,
      /** Whether anything that is shown about it changed. */
      changed: z.boolean(),
    })
    .nullable(),
});
export type Replayed = z.infer<typeof replayedSchema>;

/** Why a request to the callback server was not stored. */
const refusedReasons = [
  /** The path is unknown, or its token belongs to no account and no inbound number. */
  'no-such-path',
  /** The request has another method than its path takes. */
  'not-post',
  /** A subscription without a readable phone number. */
  'subscription-unreadable',
  /** The maximum number of subscriptions waits to be confirmed. */
  'subscriptions-full',
  'too-large',
  /** The sender disconnected, or was too slow, before the body was complete. */
  'cut',
  /** The key store is locked, and the maximum number of reports already waits. */
  'locked',
  /** Too many requests at once. */
  'overloaded',
  /** It could not be stored on disk. */
  'not-written',
  /** Unsigned or forged, and too many of those at once. */
  'too-many-forged',
] as const;

const refusedRequestSchema = z.object({
  id: z.number(),
  /** UTC epoch ms. */
  at: z.number(),
  method: z.string(),
  /** With the account's token shortened. */
  path: z.string(),
  /** The size of the received part of the body. */
  bytes: z.number(),
  /** The status of the answer; null if the sender was already gone. */
  answered: z.number().nullable(),
  why: z.enum(refusedReasons),
});
export type RefusedRequest = z.infer<typeof refusedRequestSchema>;

/** The limits of this feature's settings. */
export const reportsSettings = {
  /** "none", "localtunnel", or the user's own URL. */
  tunnel: z.string(),
  /** The tunnel's server; null means localtunnel's own. */
  tunnelHost: z.string().nullable(),
};

export const reportsContract = {
  list: oc.input(listInput).output(reportPageSchema),
  get: oc.input(reportId).output(resultOf(reportDetailSchema)),
  /** Returns what a callback changed, its difference from the previous one, and how often it was received. */
  story: oc.input(reportId).output(resultOf(reportStorySchema)),
  /**
   * Replays a callback byte for byte with its own headers. Problems: `not-this-machine`, `not-a-url`,
   * `target-not-there`, `target-silent`, `target-broke-off`, `no-such-callback`.
   */
  replay: oc.input(reportId.extend({ to: replayTargetSchema })).output(resultOf(replayedSchema)),
  /**
   * Replays a callback with another body and a new signature; only for the built-in sandbox (problem
   * `not-sandbox`).
   */
  replayEdited: oc
    .input(reportId.extend({ body: z.string().max(65_536), to: replayTargetSchema }))
    .output(resultOf(replayedSchema)),
  /**
   * Returns requests that were not stored, newest first, at most 200, and their number since the console was
   * started.
   */
  refused: oc.output(z.object({ rows: z.array(refusedRequestSchema), total: z.number() })),
  /** Streams callbacks as they are stored, including forged ones, raw: for `listen`. */
  live: oc.output(eventIterator(reportDetailSchema)),
};
