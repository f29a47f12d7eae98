/**
 * The schemas of an SMS and a Telegram message, from Messente's reference (2.1.0) and from older clients
 * (Telegram).
 */
import { z } from 'zod';
import { filledText, lifetime, notBothLifetimes, onlyOneLifetime, sender, webUrl } from './schema-parts.ts';

/**
 * A phone number, or up to 11 letters, which is GSM's limit. No public page documents Messente's rules for
 * sender names.
 */
const smsSender = z
  .string()
  .regex(/^(\+?\d{3,15}|[\x20-\x7e]{1,11})$/, 'Not a phone number, nor a name of 1 to 11 Latin characters');

export const smsMessage = z
  .strictObject({
    channel: z.literal('sms'),
    sender: smsSender.optional(),
    ...lifetime,
    text: filledText,
    // These words are documented. Some generated clients send true and false, because the YAML that they were
    // generated from had unquoted words.
    autoconvert: z.enum(['on', 'full', 'off']).optional(),
    udh: z
      .string()
      .regex(/^([0-9a-fA-F]{2}){1,131}$/, 'Not pairs of hexadecimal digits')
      .optional(),
  })
  .superRefine(onlyOneLifetime)
  .meta(notBothLifetimes);

const telegramFiles = ['image_url', 'document_url', 'audio_url'] as const;

/** Telegram has only `validity`, not `ttl`. */
export const telegramMessage = z
  .strictObject({
    channel: z.literal('telegram'),
    sender: sender.optional(),
    validity: lifetime.validity,
    text: filledText.optional(),
    image_url: webUrl.optional(),
    document_url: webUrl.optional(),
    audio_url: webUrl.optional(),
  })
  .superRefine((message, context) => {
    const files = telegramFiles.filter((name) => message[name] !== undefined);
    if (files.length > 1) {
      context.addIssue({
        code: 'custom',
        path: [files.at(-1) ?? ''],
        message: `Give only one of ${files.join(', ')}`,
      });
    }
    if (files.length === 0 && message.text === undefined) {
      context.addIssue({ code: 'custom', path: ['text'], message: 'Give a text or a file' });
    }
  })
  .meta({
    oneOf: [
      ...telegramFiles.map((name) => ({ required: [name] })),
      { required: ['text'], not: { anyOf: telegramFiles.map((name) => ({ required: [name] })) } },
    ],
  });
