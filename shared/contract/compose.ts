/** The calls for writing a message: drafts, templates, questions before sending, remote pictures. */
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
   * The channel's own form if it is more than a text (\`text\` is '' then): Messente's JSON, see
   * shared/messaging/content.ts. checkChain validates it, and names the field and what to do.
   */
  content: z.record(z.string(), z.unknown()).optional(),
});

export const draftChainSchema = z.object({
  steps: z.array(draftStepSchema),
  textStore: textStoreSchema.optional(),
  /** When Messente should send it, UTC epoch ms; missing means at once. */
  timeToSend: z.number().optional(),
  priority: prioritySchema.optional(),
});

/** A cost (lowest or highest), EUR, as a decimal string. */
export const amount = z.string().regex(/^\d{1,30}(?:\.\d{1,30})?$/);

export const estimateSchema = z.object({ low: amount, high: amount });
export type Estimate = z.infer<typeof estimateSchema>;

/** A draft's content, which only the window interprets with its own schema. At most 5 MB. */
const draftContentSchema = z.record(z.string(), z.unknown());

const draftRowSchema = z.object({
  id: z.string(),
  accountId: z.string().nullable(),
  preview: z.string(),
  /** The number of its recipients. */
  people: z.number(),
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type DraftRow = z.infer<typeof draftRowSchema>;

const messageTemplateSchema = z.object({
  id: z.string(),
  name: z.string(),
  /**
   * May contain placeholders such as {first name} or {first name|friend}; see
   * shared/messaging/placeholders.ts.
   */
  chain: draftChainSchema,
  createdAt: z.number(),
  updatedAt: z.number(),
});
export type MessageTemplate = z.infer<typeof messageTemplateSchema>;

const quietSchema = z.object({
  to: z.string(),
  /** The time zone that was used, and whether the number's country has others. */
  zone: z.string(),
  uncertain: z.boolean(),
  /** The step that may fall into quiet hours; 0 is the first, at the time of sending. */
  step: z.number(),
  /** The first time at which it would arrive in quiet hours, UTC epoch ms. */
  at: z.number(),
  /** When the recipient's quiet hours end, UTC epoch ms. */
  untilAt: z.number(),
  /** The purpose keeps to quiet hours: unless they are overridden, the message is held without a question. */
  held: z.literal(true).optional(),
});
/** A recipient on the do-not-send list, with the reason if one was given. */
export const listedSchema = z.object({ to: z.string(), reason: z.string().nullable() });
export type Listed = z.infer<typeof listedSchema>;
/** A recipient who is not written to for the purpose of the message, over some of its channels or all of them. */
const withheldSchema = z.object({
  to: z.string(),
  /** `no-consent`: nobody recorded that the person agreed. */
  why: z.enum(['withdrawn', 'no-consent']),
  /** The channels whose steps are left out. */
  channels: z.array(channelSchema),
  /** No step would remain, so the message is refused. */
  all: z.boolean(),
});
export type WithheldFrom = z.infer<typeof withheldSchema>;

const sameSchema = z.object({ to: z.string(), id: z.string(), sentAt: z.number() });

/** Warnings before sending, by recipient as given in `to`. None of them prevents sending. */
const beforeSendingSchema = z.object({
  /** Steps that would arrive in the recipient's quiet hours. */
  quiet: z.array(quietSchema),
  /** The same text was sent to the same person within a day. */
  same: z.array(sameSchema),
  /** Recipients on the do-not-send list: messages to them are refused. */
  doNotSend: z.array(listedSchema),
  /** Recipients who do not agree to the purpose of the message, or to some of its channels for it. */
  withheld: z.array(withheldSchema),
});
export type BeforeSending = z.infer<typeof beforeSendingSchema>;

/** Warnings before existing messages are resent; `to` is E.164, `messageId` is the message. */
export const beforeResendingSchema = beforeSendingSchema.omit({ withheld: true }).extend({
  quiet: z.array(quietSchema.extend({ messageId: z.string(), channel: channelSchema })),
  /** The same text was sent by another message (`id`), not by this one. */
  same: z.array(sameSchema.extend({ messageId: z.string() })),
  doNotSend: z.array(listedSchema.extend({ messageIds: z.array(z.string()) })),
  /**
   * Messages with the same price, each step with its parts; messages to numbers on the do-not-send list are
   * left out.
   */
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

/** The user's answers before one message is resent. */
export const resendMoreSchema = z.object({
  /** The message is held until this time, UTC epoch ms; missing means at once. */
  timeToSend: z.number().optional(),
  /** Warnings that the user has seen and overridden. */
  overridden: z.array(z.enum(['quiet-hours', 'same-text'])).optional(),
  /** The expected cost, EUR; missing means the estimate of the old message. */
  estimate: estimateSchema.optional(),
});
export type ResendMore = z.infer<typeof resendMoreSchema>;

/** A WhatsApp template of the account from Messente's GET …/templates; components as received. */
const whatsappTemplateSchema = z.object({
  id: z.string(),
  name: z.string(),
  language: z.string(),
  category: z.string(),
  status: z.string(),
  components: z.array(z.record(z.string(), z.unknown())),
});
export type WhatsappTemplateView = z.infer<typeof whatsappTemplateSchema>;

const clockTime = z.string().regex(/^(?:[01]\d|2[0-3]):[0-5]\d$/, 'write a time such as 21:00');

/** Settings of the warnings before sending. */
const beforeSendingSettingsSchema = z.object({
  /** In the recipient's local time; may span midnight. */
  quietHours: z.object({ on: z.boolean(), from: clockTime, to: clockTime }),
  /** Whole days that are quiet, too, for purposes that keep to quiet hours. */
  quietDays: z.object({ sundays: z.boolean(), holidays: z.boolean() }),
  /** Warn if the same text was sent to the same person within a day. */
  sameText: z.boolean(),
  /** Warn also if no real messages are sent: in the sandbox, and with an API on this computer. */
  inSandbox: z.boolean(),
  /** Ask from this number of recipients on. */
  manyPeople: z.number().int().min(2).max(10_000),
  /** EUR, a decimal string: a cost from this amount on counts as high. */
  highCost: z.string().regex(/^\d{1,9}(?:\.\d{1,6})?$/, 'write an amount such as 10.00'),
  /** The time zone for numbers of a country that has several: IANA names by ISO 3166-1 alpha-2. */
  zones: z.record(z.string().length(2), z.string().max(60)),
});
export type BeforeSendingSettings = z.infer<typeof beforeSendingSettingsSchema>;

/** The limits of this feature's settings. */
export const composeSettings = {
  /** The country of numbers without a country code, ISO 3166-1 alpha-2; null means ask. */
  defaultCountry: z.string().length(2).nullable(),
  beforeSending: beforeSendingSettingsSchema,
};

export const composeContract = {
  drafts: {
    /** Returns the drafts, newest first. */
    list: oc.output(z.array(draftRowSchema)),
    get: oc
      .input(z.object({ id: z.string() }))
      .output(resultOf(draftRowSchema.extend({ content: draftContentSchema }))),
    /**
     * Saves a draft; creates it if the id is new (the window chooses the id, so that saving twice creates one
     * draft).
     */
    save: oc
      .input(
        z.object({
          id: z.string().min(8).max(100),
          accountId: z.string().nullable(),
          preview: z.string().max(400),
          content: draftContentSchema,
          /**
           * The last `updatedAt` that this window knows; null for a new draft. If another window changed or
           * removed the draft meanwhile, nothing is stored: problem `draft-changed` or `draft-gone`. Missing:
           * the draft is replaced.
           */
          basedOn: z.number().nullable().optional(),
        }),
      )
      .output(resultOf(draftRowSchema)),
    remove: oc.input(z.object({ id: z.string() })).output(resultOf(z.object({}))),
  },
  templates: {
    list: oc.output(z.array(messageTemplateSchema)),
    /** Saves a template; without an id, a new one. Problem `name-taken`. */
    save: oc
      .input(
        z.object({ id: z.string().optional(), name: z.string().min(1).max(80), chain: draftChainSchema }),
      )
      .output(resultOf(messageTemplateSchema)),
    remove: oc.input(z.object({ id: z.string() })).output(resultOf(messageTemplateSchema)),
  },
  /** Returns the warnings before sending; see beforeSendingSchema. */
  beforeSending: oc
    .input(
      z.object({
        accountId: z.string().optional(),
        to: z.array(z.string()).min(1).max(10_000),
        chain: draftChainSchema,
        /** As in messages.send, so that the warnings are about what would be sent. */
        values: z.record(z.string(), z.record(z.string(), z.string())).optional(),
        timeToSendOf: z.record(z.string(), z.number()).optional(),
        literal: z.boolean().optional(),
        purpose: z.string().max(500).optional(),
      }),
    )
    .output(resultOf(beforeSendingSchema)),
  /**
   * Returns the account's templates; loads them from Messente if older than an hour or `fresh`, and returns
   * the last known ones if Messente cannot be reached.
   */
  whatsappTemplates: oc
    .input(z.object({ accountId: z.string().optional(), fresh: z.boolean().optional() }))
    .output(resultOf(z.object({ templates: z.array(whatsappTemplateSchema), fetchedAt: z.number() }))),
  /**
   * Returns the picture behind a link (or the type of another file). The engine loads it only on the user's
   * request and with precautions: no private address, limits of time and size, the type determined from the
   * bytes.
   */
  media: oc.input(z.object({ url: z.string().max(4096) })).output(
    resultOf(
      z.object({
        /** The type according to the bytes, not to the server. */
        type: z.string(),
        /** null if the file was not read completely and the server gives no size. */
        bytes: z.number().nullable(),
        /** A data: URL of a picture of up to 5 MB; null for files that are shown as an icon. */
        dataUrl: z.string().nullable(),
        /** The server's type, if it contradicts the bytes; otherwise null. */
        says: z.string().nullable(),
      }),
    ),
  ),
};
