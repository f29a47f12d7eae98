/** Callbacks as they came, what each of them changed, and sending one again. */
import { eventIterator, oc } from '@orpc/contract';
import { z } from 'zod';
import { problemSchema, resultOf } from './common.ts';
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

const callbackRowSchema = z.object({
  id: z.number(),
  receivedAt: z.number(),
  accountId: z.string(),
  verdict: z.enum(['verified', 'forged', 'unsigned', 'postponed']),
  /** Its outcome: see docs/reference/delivery-reports.md. */
  outcome: z.enum(['applied', 'repeat', 'unreadable', 'unknown-message', 'not-applied']),
  /** Our message, where it is known. */
  messageId: z.string().nullable(),
  status: z.string().nullable(),
  channel: z.string().nullable(),
  to: z.string().nullable(),
  bytes: z.number(),
});
export type CallbackRow = z.infer<typeof callbackRowSchema>;

const callbackDetailSchema = callbackRowSchema.extend({
  method: z.string(),
  /** The path with the account's token shortened. */
  path: z.string(),
  headers: z.array(z.tuple([z.string(), z.string()])),
  /** The raw bytes, base64. */
  bodyBase64: z.string(),
  /** The same as text, where it is valid UTF-8. */
  bodyText: z.string().nullable(),
  /** "current" or "earlier": which API password verified it. */
  secret: z.enum(['current', 'earlier']).nullable(),
  /** One sentence: why it was or was not applied. */
  reason: z.string(),
});
export type CallbackDetail = z.infer<typeof callbackDetailSchema>;

const callbackId = z.object({ id: z.number() });

/** What is looked for: a page of the list, or of what a search found. */
const listInput = z.object({
  /** The `next` of the page before. */
  before: z.number().optional(),
  limit: z.number().int().min(1).max(500).optional(),
  verdict: z.enum(['verified', 'forged', 'unsigned', 'postponed']).optional(),
  messageId: z.string().optional(),
  /**
   * A number, an id (ours or Messente's), a status, a channel, words of the body: all of them. A whole number or id is
   * found however old it is; the rest is looked for among the newest, so many at a call.
   */
  search: z.string().max(200).optional(),
});

const callbackPageSchema = z.object({
  rows: z.array(callbackRowSchema),
  /** Pass as `before` for what is older; null: there is nothing older. */
  next: z.number().nullable(),
  /** The search stopped here, at the most that one call looks at; null: it did not. */
  searched: z
    .object({
      /** So many were looked at. */
      callbacks: z.number(),
      /** When the oldest of them came. */
      backTo: z.number(),
    })
    .nullable(),
});
export type CallbackPage = z.infer<typeof callbackPageSchema>;

/** One field that is not the same in two bodies; values as JSON. */
const fieldChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('added'), path: z.string(), after: z.string() }),
  z.object({ kind: z.literal('removed'), path: z.string(), before: z.string() }),
  z.object({ kind: z.literal('changed'), path: z.string(), before: z.string(), after: z.string() }),
]);

const bodyDiffSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('same-bytes') }),
  /** The same fields, written down differently. */
  z.object({ kind: z.literal('same-fields') }),
  /** One of the two is no JSON. */
  z.object({ kind: z.literal('not-json') }),
  z.object({
    kind: z.literal('fields'),
    changes: z.array(fieldChangeSchema),
    /** How many are the same. */
    same: z.number(),
    /** How many more changes there are than are told. */
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

/** Why it changed something or nothing. */
const effectReasons = [
  'changed',
  /** Told before, by a callback. */
  'repeat',
  /** GET status had told it. */
  'asked-before',
  /** By its own time it is older than what was known. */
  'older',
  /** A failure of what has reached the person: shown beside it. */
  'contradiction',
  /** A later report of a step that had failed, and is no delivery: shown beside the failure. */
  'after-failure',
  /** No further than what was known. */
  'less-far',
  /** It only says that Messente is still at work. */
  'no-status',
  /** It belongs to no step of the message. */
  'no-step',
  'forged',
  'unsigned',
  /** It came while the key store was locked, and waits for its signature to be checked. */
  'postponed',
  'unreadable',
  'unknown-message',
  'other-message',
] as const;

const callbackEffectSchema = z.object({
  why: z.enum(effectReasons),
  /** The step that it is about, before and after, as the events up to it say; null where it is about none. */
  step: z.object({ channel: z.string(), before: glanceSchema, after: glanceSchema }).nullable(),
  /** The whole chain, likewise. */
  message: z
    .object({
      before: z.enum(['pending', 'delivered', 'seen', 'failed']),
      after: z.enum(['pending', 'delivered', 'seen', 'failed']),
    })
    .nullable(),
  cost: z.object({ before: z.string().nullable(), after: z.string().nullable() }).nullable(),
  /** With this one a second step has reached the person. */
  deliveredTwice: z.boolean(),
  /** When the same was first told; null where this one told it first. */
  knownAt: z.number().nullable(),
});
export type CallbackEffect = z.infer<typeof callbackEffectSchema>;

const callbackStorySchema = z.object({
  id: z.number(),
  effect: callbackEffectSchema,
  /** The one before of the same message, and what is not the same; null where it is the first. */
  previous: z
    .object({ id: z.number(), receivedAt: z.number(), status: z.string().nullable(), diff: bodyDiffSchema })
    .nullable(),
  /** Each time that this body came for this message, this one among them, in the order in which they came. */
  tries: z.array(callbackRowSchema.pick({ id: true, receivedAt: true, verdict: true, outcome: true })),
  /** There were more than are told. */
  moreTries: z.boolean(),
});
export type CallbackStory = z.infer<typeof callbackStorySchema>;

/** Where a callback is sent again: into this console, or to a program on this machine. */
const replayTargetSchema = z.union([z.literal('store'), z.object({ url: z.string().max(2000) })]);
export type ReplayTarget = z.infer<typeof replayTargetSchema>;

const replayedSchema = z.object({
  /** What it was answered with. */
  status: z.number(),
  /** From the first byte out to the last byte in, or to the limit, ms. */
  tookMs: z.number(),
  answer: z.object({
    /** The first bytes as text; null where they are none. */
    text: z.string().nullable(),
    base64: z.string(),
    /** There was more, or it did not end within the time. */
    cut: z.boolean(),
  }),
  /** What this console made of it; null where it went elsewhere, or where it was not kept. */
  kept: callbackRowSchema.nullable(),
  /** The message that it is about, where it went into this console. */
  message: z
    .object({
      id: z.string(),
      before: messageStateSchema,
      after: messageStateSchema,
      /** Whether anything that is shown of it is not what it was. */
      changed: z.boolean(),
    })
    .nullable(),
});
export type Replayed = z.infer<typeof replayedSchema>;

/** Why a request that reached the callback server was not kept. */
const refusedReasons = [
  /** No path of ours, or nobody's token in it. */
  'no-such-path',
  /** Not a POST. */
  'not-post',
  'too-large',
  /** The sender went, or was too slow, before the body was whole. */
  'cut',
  /** The key store is locked, and as many reports wait for it as are kept. */
  'locked',
  /** Too much at once. */
  'overloaded',
  /** It could not be put on disk. */
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
  /** Of the body, as far as it came. */
  bytes: z.number(),
  /** The status it was answered with; null where there was nobody left to answer. */
  answered: z.number().nullable(),
  why: z.enum(refusedReasons),
});
export type RefusedRequest = z.infer<typeof refusedRequestSchema>;

export const reportsContract = {
  list: oc.input(listInput).output(callbackPageSchema),
  get: oc.input(callbackId).output(resultOf(callbackDetailSchema)),
  /** What it changed, what is not as in the one before, and how often it came. */
  story: oc.input(callbackId).output(resultOf(callbackStorySchema)),
  /**
   * Sends it again, byte for byte with its own headers. Problems: `not-this-machine`, `not-a-url`, `target-not-there`,
   * `target-silent`, `target-broke-off`, `no-such-callback`.
   */
  replay: oc.input(callbackId.extend({ to: replayTargetSchema })).output(resultOf(replayedSchema)),
  /** The same with another body, signed anew: the built-in sandbox's only (problem `not-sandbox`). */
  replayEdited: oc
    .input(callbackId.extend({ body: z.string().max(65_536), to: replayTargetSchema }))
    .output(resultOf(replayedSchema)),
  /** Requests that were not kept, newest first, 200 at most, and how many there were since the console was started. */
  refused: oc.output(z.object({ rows: z.array(refusedRequestSchema), total: z.number() })),
  /** Callbacks as they are kept, forged ones too, raw: for `listen`. */
  live: oc.output(eventIterator(callbackDetailSchema)),
};
