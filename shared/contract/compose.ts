/** The calls of writing a message: drafts, templates, what to ask before sending, remote pictures. */
import { oc } from '@orpc/contract';
import { z } from 'zod';
import { channelSchema, prioritySchema, resultOf, textStoreSchema } from './common.ts';

const draftStepSchema = z.object({
  channel: channelSchema,
  text: z.string(),
  sender: z.string().optional(),
  ttlSeconds: z.number().optional(),
  validityMinutes: z.number().optional(),
  autoconvert: z.enum(['on', 'off', 'full']).optional(),
  udh: z.string().optional(),
  /**
   * The channel's own form where it is more than a text (then \`text\` is ''): Messente's JSON, see
   * shared/messaging/content.ts. Its shape is judged by checkChain, which names the field and what to do.
   */
  content: z.record(z.string(), z.unknown()).optional(),
});

export const draftChainSchema = z.object({
  steps: z.array(draftStepSchema),
  textStore: textStoreSchema.optional(),
  /** When Messente is to send it, UTC epoch ms; absent: at once. */
  timeToSend: z.number().optional(),
  priority: prioritySchema.optional(),
});

/** The least and the most that one message may cost, EUR, as decimal strings. */
const amount = z.string().regex(/^\d{1,30}(?:\.\d{1,30})?$/);

export const estimateSchema = z.object({ low: amount, high: amount });
export type Estimate = z.infer<typeof estimateSchema>;

/** What the window keeps of a draft is the window's business: it reads it back with its own schema. At most 5 MB. */
const draftContentSchema = z.record(z.string(), z.unknown());

const draftRowSchema = z.object({
  id: z.string(),
  accountId: z.string().nullable(),
  preview: z.string(),
  /** How many recipients it has. */
  people: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type DraftRow = z.infer<typeof draftRowSchema>;

const messageTemplateSchema = z.object({
  id: z.string(),
  name: z.string(),
  /** May hold placeholders such as {first name} or {first name|friend}; see shared/messaging/placeholders.ts. */
  chain: draftChainSchema,
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

const quietSchema = z.object({
  to: z.string(),
  /** The zone that was gone by, and whether the number's country has others. */
  zone: z.string(),
  uncertain: z.boolean(),
  /** Which step may land there; 0: the first, at the time of sending. */
  step: z.number(),
  /** The first moment at which it would, UTC epoch ms. */
  at: z.number(),
  /** When quiet hours end there, UTC epoch ms. */
  untilAt: z.number(),
});
/** A recipient that nothing is sent to, and why, if that was said. */
export const listedSchema = z.object({ to: z.string(), reason: z.string().nullable() });
export type Listed = z.infer<typeof listedSchema>;
const sameSchema = z.object({ to: z.string(), id: z.string(), sentAt: z.number() });

/** What is worth asking about before a sending, by recipient as given in `to`. Nothing here stops it. */
const beforeSendingSchema = z.object({
  /** Steps that would arrive in the recipient's quiet hours. */
  quiet: z.array(quietSchema),
  /** The same text to the same person within a day. */
  same: z.array(sameSchema),
  /** On the do-not-send list: whatever is sent to them is refused. */
  doNotSend: z.array(listedSchema),
});
export type BeforeSending = z.infer<typeof beforeSendingSchema>;

/** The same before messages that are there are sent again; `to` is E.164, `messageId` that of the message. */
export const beforeResendingSchema = beforeSendingSchema.extend({
  quiet: z.array(quietSchema.extend({ messageId: z.string(), channel: channelSchema })),
  /** By another message (`id`) than the one itself. */
  same: z.array(sameSchema.extend({ messageId: z.string() })),
  doNotSend: z.array(listedSchema.extend({ messageIds: z.array(z.string()) })),
  /** What is priced alike, each step in its parts; messages to numbers that nothing is sent to are left out. */
  chains: z.array(
    z.object({
      accountId: z.string(),
      country: z.string().nullable(),
      steps: z.array(z.object({ channel: channelSchema, parts: z.number() })),
      ids: z.array(z.string()),
    }),
  ),
});
export type BeforeResending = z.infer<typeof beforeResendingSchema>;

/** What was answered before one message is sent again. */
export const resendMoreSchema = z.object({
  /** Held until then, UTC epoch ms; absent: at once. */
  timeToSend: z.number().optional(),
  /** Warnings that the person has seen and sends in spite of. */
  overridden: z.array(z.enum(['quiet-hours', 'same-text'])).optional(),
  /** What it is expected to cost, EUR; absent: as the old one was. */
  estimate: estimateSchema.optional(),
});
export type ResendMore = z.infer<typeof resendMoreSchema>;

/** A WhatsApp template of the account, as Messente's GET …/templates tells it; components as they came. */
const whatsappTemplateSchema = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  components: z.array(z.record(z.string(), z.unknown())),
});
export type WhatsappTemplateView = z.infer<typeof whatsappTemplateSchema>;

export const composeContract = {
  drafts: {
    /** Newest first. */
    list: oc.output(z.array(draftRowSchema)),
    get: oc
      .input(z.object({ id: z.string() }))
      .output(resultOf(draftRowSchema.extend({ content: draftContentSchema }))),
    /** Made where the id is new (the window chooses it, so that saving twice makes one). */
    save: oc
      .input(
        z.object({
          id: z.string().min(8).max(100),
          accountId: z.string().nullable(),
          preview: z.string().max(400),
          content: draftContentSchema,
          /**
           * The `updatedAt` that this window last knew of it; null: it is new. Where somebody else changed or removed
           * it meanwhile, nothing is written: problem `draft-changed` or `draft-gone`. Absent: it is replaced.
           */
          basedOn: z.number().nullable().optional(),
        }),
      )
      .output(resultOf(draftRowSchema)),
    remove: oc.input(z.object({ id: z.string() })).output(resultOf(z.object({}))),
  },
  templates: {
    list: oc.output(z.array(messageTemplateSchema)),
    /** Without an id, a new one. Problem `name-taken`. */
    save: oc
      .input(
        z.object({ id: z.string().optional(), name: z.string().min(1).max(80), chain: draftChainSchema }),
      )
      .output(resultOf(messageTemplateSchema)),
    remove: oc.input(z.object({ id: z.string() })).output(resultOf(messageTemplateSchema)),
  },
  /** What to ask about before sending; see beforeSendingSchema. */
  beforeSending: oc
    .input(
      z.object({
        accountId: z.string().optional(),
        to: z.array(z.string()).min(1).max(10_000),
        chain: draftChainSchema,
        /** As messages.send takes them: what is asked about is what would be sent. */
        values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
        timeToSendOf: z.record(z.string(), z.number()).optional(),
        literal: z.boolean().optional(),
      }),
    )
    .output(resultOf(beforeSendingSchema)),
  /** Fetched from Messente when older than an hour or `fresh`; the last known where it can't be reached. */
  whatsappTemplates: oc
    .input(z.object({ accountId: z.string().optional(), fresh: z.boolean().optional() }))
    .output(resultOf(z.object({ templates: z.array(whatsappTemplateSchema), fetchedAt: z.number() }))),
  /**
   * A picture (or the kind of another file) behind a link, fetched by the core with every caution: no private
   * address, limits of time and size, its type by its bytes. Only at a person's wish.
   */
  media: oc.input(z.object({ url: z.string().max(4096) })).output(
    resultOf(
      z.object({
        /** By its bytes, not by what the server says. */
        type: z.string(),
        /** null where it is not read to its end and the server does not say. */
        bytes: z.number().nullable(),
        /** A data: URL for pictures of up to 5 MB; null for what is shown by an icon. */
        dataUrl: z.string().nullable(),
        /** What the server calls it, where its bytes are of another type; null where they agree. */
        says: z.string().nullable(),
      }),
    ),
  ),
};
