/**
 * The schemas for creating and changing a WhatsApp template, from Messente's reference (API version 2.1.0).
 */
import { z } from 'zod';
import { filledText, textUpTo, webUrl } from './schema-parts.ts';

export const templateCategories = ['authentication', 'marketing', 'utility'] as const;
export const templateStatuses = [
  'approved',
  'in_appeal',
  'rejected',
  'pending',
  'pending_deletion',
  'deleted',
  'disabled',
  'paused',
  'limit_exceeded',
] as const;
export type TemplateStatus = (typeof templateStatuses)[number];

const button = z.strictObject({
  type: z.enum(['quick_reply', 'phone_number', 'otp', 'url', 'catalog', 'flow', 'copy_code']),
  otp_type: z.enum(['copy_code', 'one_tap', 'zero_tap']).optional(),
  text: textUpTo(25).optional(),
  phone_number: textUpTo(20).optional(),
  url: webUrl
    .refine((url) => url.length <= 2000, 'Longer than 2000 characters')
    .meta({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]', maxLength: 2000 })
    .optional(),
  autofill_text: filledText.optional(),
  supported_apps: z
    .array(z.strictObject({ package_name: filledText, signature_hash: filledText }))
    .optional(),
});

const component = z.strictObject({
  type: z.enum(['body', 'header', 'footer', 'buttons']),
  // `text` is the only documented format; templates with media have the other formats.
  format: z.enum(['text', 'image', 'video', 'document', 'location']).optional(),
  text: filledText.optional(),
  example: z
    .strictObject({
      header_text: z.array(z.string()).optional(),
      body_text: z.array(z.array(z.string())).optional(),
    })
    .optional(),
  buttons: z.array(button).optional(),
});
export type TemplateComponent = z.infer<typeof component>;

const components = z.array(component).min(1);

export const newTemplate = z.strictObject({
  name: z.string().regex(/^[a-z0-9_]{1,512}$/, 'Not a name of lower-case letters, digits and underscores'),
  category: z.enum(templateCategories),
  language: z.string().regex(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/, 'Not a language code, such as en or en_US'),
  components,
});

export const changedTemplate = z.strictObject({
  category: z.enum(templateCategories).optional(),
  components: components.optional(),
});

/** The filters of the template list, as query parameters. */
export const templateFilters = z.object({
  limit: z.coerce.number().int().min(1).max(500).default(25),
  before: z.string().optional(),
  after: z.string().optional(),
  category: z.enum(templateCategories).optional(),
  content: z.string().optional(),
  language: z.string().optional(),
  name: z.string().optional(),
  status: z.enum(templateStatuses).optional(),
});
export type TemplateFilters = z.infer<typeof templateFilters>;
