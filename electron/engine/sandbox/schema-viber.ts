/** The schema of a Viber message, from Messente's reference (API version 2.1.0). */
import { z } from 'zod';
import {
  filledText,
  lifetime,
  notBothLifetimes,
  onlyOneLifetime,
  sender,
  textUpTo,
  webUrl,
} from './schema-parts.ts';

const maxVideoBytes = 200 * 1024 * 1024;
const maxVideoSeconds = 600;

const video = z.strictObject({
  url: webUrl,
  thumbnail: webUrl,
  file_size: z.int().min(1).max(maxVideoBytes),
  duration: z.int().min(1).max(maxVideoSeconds),
});

const template = z.strictObject({
  id: filledText,
  lang: filledText,
  params: z.record(z.string(), z.string()).optional(),
});

const button = z.strictObject({ label: filledText, action_url: webUrl });

const carousel = z.strictObject({
  items: z
    .array(
      z.strictObject({
        title: textUpTo(38, 2),
        image_url: webUrl,
        primary_button: button,
        secondary_button: button.optional(),
      }),
    )
    .min(2)
    .max(5),
});

const contentFields = [
  'text',
  'image_url',
  'button_url',
  'button_text',
  'video',
  'template',
  'carousel',
] as const;

/** The combinations of fields that Messente documents. The first field identifies the combination. */
const forms: readonly (readonly (typeof contentFields)[number][])[] = [
  ['text'],
  ['image_url'],
  ['button_text', 'button_url', 'text'],
  ['image_url', 'text', 'button_text', 'button_url'],
  ['video'],
  ['video', 'text'],
  ['video', 'text', 'button_text'],
  ['video', 'text', 'button_text', 'button_url'],
  ['carousel', 'text'],
  // Messente's model has this field, but no documented combination contains it; the sandbox accepts it alone.
  ['template'],
];
const knownForms = new Set(forms.map((form) => [...form].sort().join('+')));

/** The JSON Schema of one combination: all of its fields, and no other content field. */
function formOnly(form: readonly string[]) {
  const others = contentFields.filter((name) => !form.includes(name));
  return { required: [...form], not: { anyOf: others.map((name) => ({ required: [name] })) } };
}

export const viberMessage = z
  .strictObject({
    channel: z.literal('viber'),
    sender: sender.optional(),
    ...lifetime,
    text: textUpTo(1000).optional(),
    image_url: webUrl.optional(),
    button_url: webUrl.optional(),
    button_text: filledText.optional(),
    video: video.optional(),
    template: template.optional(),
    carousel: carousel.optional(),
  })
  .superRefine(onlyOneLifetime)
  .superRefine((message, context) => {
    const given = contentFields.filter((name) => message[name] !== undefined);
    if (knownForms.has([...given].sort().join('+'))) return;
    const missing = missingField(given);
    context.addIssue({
      code: 'custom',
      path: [missing ?? given.at(-1) ?? 'text'],
      message:
        missing === null
          ? `Viber takes no message of ${given.join(', ')} together`
          : `Viber needs ${missing} here`,
    });
  })
  .meta({ ...notBothLifetimes, oneOf: forms.map(formOnly) });

/** Returns the one field that would complete a known combination, or null if there is none. */
function missingField(given: readonly string[]): string | null {
  const form = forms.find(
    (candidate) =>
      candidate.length === given.length + 1 &&
      given.every((name) => candidate.some((field) => field === name)),
  );
  return form?.find((name) => !given.includes(name)) ?? null;
}
