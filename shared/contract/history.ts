/** The calls of the history: what is listed and how, tags, notes, saved views, and what is done to several at once. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { beforeResendingSchema, resendMoreSchema } from './compose.ts';
import { messageDetailSchema, messageFilterSchema, problemSchema, resultOf } from './schemas.ts';

/** So many at most in one call that changes or sends. */
export const mostAtOnce = 1000;

const ids = z.array(z.string()).min(1).max(mostAtOnce);

export const tagSchema = z.object({ name: z.string(), messages: z.number() });
export type TagView = z.infer<typeof tagSchema>;

/** A filter as it is kept: what depends on the moment is named, and resolved when it is used. */
export const savedFilterSchema = messageFilterSchema.extend({
  /** Local days up to and with today, in the place of `createdFrom`; 1: today. */
  withinDays: z.number().int().min(1).max(36_500).optional(),
  /** `all`: of every account; absent: of that in `accountId`, else of the account that is current. */
  accounts: z.literal('all').optional(),
});
export type SavedFilter = z.infer<typeof savedFilterSchema>;

export const savedViewSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** null: this version cannot read it. */
  filter: savedFilterSchema.nullable(),
  position: z.number(),
});
export type SavedView = z.infer<typeof savedViewSchema>;

/** What became of each of several; the order of the call. */
export const eachOutcomeSchema = z.array(
  z.object({
    id: z.string(),
    /** null: it was done. */
    problem: problemSchema.nullable(),
    /** The new message, where one was made. */
    madeId: z.string().nullable(),
  }),
);
export type EachOutcome = z.infer<typeof eachOutcomeSchema>;

export const pollViewSchema = z.object({
  askedAt: z.number(),
  answeredAt: z.number(),
  httpStatus: z.number().nullable(),
  /** As it came; null where there was none, or it is not kept any more. */
  body: z.string().nullable(),
  problem: problemSchema.nullable(),
});
export type PollView = z.infer<typeof pollViewSchema>;

export const facetsSchema = z.object({
  /** ISO 3166-1 alpha-2, the most used first. */
  countries: z.array(z.object({ country: z.string(), messages: z.number() })),
  senders: z.array(z.object({ sender: z.string(), messages: z.number() })),
  tags: z.array(tagSchema),
});
export type Facets = z.infer<typeof facetsSchema>;

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
