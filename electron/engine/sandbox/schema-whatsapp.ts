/**
 * The schema of a WhatsApp message, from Messente's reference (API version 2.1.0). WhatsApp delivers messages
 * other than templates only within 24 hours after the person wrote. The sandbox does not check this rule,
 * because Messente does not document the error.
 */
import { z } from 'zod';
import {
  exactlyOneOf,
  filledText,
  lifetime,
  notBothLifetimes,
  oneGiven,
  oneRequired,
  onlyOneLifetime,
  parameterText,
  sender,
  webUrl,
} from './schema-parts.ts';

const linkOrId = exactlyOneOf(['link', 'id']);
const linkOrIdRule = oneGiven(['link', 'id']);

/** A file given by a link, or by the id of an earlier upload. */
const fileFields = {
  link: webUrl.nullish(),
  id: filledText.nullish(),
  mime_type: filledText.nullish(),
};

const caption = z.string().nullish();
const image = z
  .strictObject({ ...fileFields, caption })
  .superRefine(linkOrId)
  .meta(linkOrIdRule);
const video = z
  .strictObject({ ...fileFields, caption })
  .superRefine(linkOrId)
  .meta(linkOrIdRule);
const audio = z.strictObject(fileFields).superRefine(linkOrId).meta(linkOrIdRule);
const document = z
  .strictObject({ ...fileFields, caption, file_name: filledText.nullish() })
  .superRefine(linkOrId)
  .meta(linkOrIdRule);
const sticker = z
  .strictObject({ ...fileFields, animated: z.boolean().nullish() })
  .superRefine(linkOrId)
  .meta(linkOrIdRule);

/** A file in a template's parameter. Here the field is called `filename`, without an underscore. */
const parameterFile = z
  .strictObject({
    link: webUrl.optional(),
    id: filledText.optional(),
    caption: z.string().optional(),
    filename: filledText.optional(),
  })
  .superRefine(linkOrId)
  .meta(linkOrIdRule);

const parameterValues = [
  'text',
  'currency',
  'date_time',
  'image',
  'document',
  'video',
  'coupon_code',
  'payload',
] as const;

const parameter = z
  .strictObject({
    type: filledText,
    text: parameterText.optional(),
    currency: z
      .strictObject({
        fallback_value: parameterText,
        code: z.string().regex(/^[A-Z]{3}$/, 'Not an ISO 4217 currency code'),
        amount_1000: z.string().regex(/^-?\d+$/, 'Not a whole number, as a string'),
      })
      .optional(),
    date_time: z.strictObject({ fallback_value: parameterText }).optional(),
    image: parameterFile.optional(),
    document: parameterFile.optional(),
    video: parameterFile.optional(),
    coupon_code: filledText.optional(),
    payload: filledText.optional(),
  })
  .superRefine(exactlyOneOf(parameterValues))
  .meta(oneRequired(parameterValues));

const template = z.strictObject({
  name: filledText,
  language: z.strictObject({ code: filledText, policy: filledText.optional() }),
  components: z.array(
    z.strictObject({
      type: filledText,
      sub_type: filledText.optional(),
      index: z.int().min(0).nullish(),
      parameters: z.array(parameter).optional(),
    }),
  ),
});

const contents = ['text', 'template', 'image', 'video', 'audio', 'document', 'sticker'] as const;

export const whatsappMessage = z
  .strictObject({
    channel: z.literal('whatsapp'),
    sender: sender.optional(),
    ...lifetime,
    text: z.strictObject({ body: filledText, preview_url: z.boolean().optional() }).optional(),
    template: template.optional(),
    image: image.optional(),
    video: video.optional(),
    audio: audio.optional(),
    document: document.optional(),
    sticker: sticker.optional(),
  })
  .superRefine(onlyOneLifetime)
  .superRefine(exactlyOneOf(contents))
  .meta({ ...notBothLifetimes, ...oneRequired(contents) });
