/** What the channels' schemas have in common. */
import { z } from 'zod';
import { isoTimePattern, parseIsoTime } from './iso-time.ts';

/** E.164: "+" and 7 to 15 digits. */
export const e164 = z
  .string()
  .regex(/^\+[1-9]\d{6,14}$/, 'Not a phone number in E.164 format, such as +37251000000');

export const webUrl = z
  .url({ protocol: /^https?$/, error: 'Not a URL that begins with http:// or https://' })
  .refine(
    (url) => /^https?:\/\//i.test(url) && !/\p{Cc}|^\s|\s$/u.test(url),
    'Not a URL that begins with http:// or https://',
  )
  .meta({ pattern: '^[Hh][Tt][Tt][Pp][Ss]?://[^\\s]' });

export const isoTime = z
  .string()
  .refine((text) => parseIsoTime(text) !== null, 'Not an ISO 8601 date and time, such as 2019-06-22T09:05')
  .meta({
    description: 'ISO 8601, such as 2019-06-22T09:05; UTC where it has no offset.',
    pattern: isoTimePattern,
  });

/** A text that has something in it, of at most so many characters as JSON Schema's maxLength counts them: code points. */
export function textUpTo(length: number, atLeast = 1) {
  return z
    .string()
    .refine((text) => {
      const characters = [...text].length;
      return characters >= atLeast && characters <= length;
    }, `Not ${atLeast} to ${length} characters long`)
    .meta({ minLength: atLeast, maxLength: length });
}

export const filledText = z.string().min(1);

/** A sender where no rule is documented: something, and no essay. */
export const sender = textUpTo(100);

/** At most one of `ttl` (seconds) and `validity` (minutes). */
export const lifetime = {
  ttl: z.int().min(1).optional(),
  validity: z.int().min(1).optional(),
};

/**
 * What the refinements below say, for JSON Schema, which has no word for them: given to `.meta()` beside them, from where
 * it comes into the OpenAPI document.
 */
export const notBothLifetimes = { not: { required: ['ttl', 'validity'] } };

export function oneRequired(names: readonly string[]) {
  return { oneOf: names.map((name) => ({ required: [name] })) };
}

/** The same of fields that may be null, which means that they are left out. */
export function oneGiven(names: readonly string[]) {
  return {
    oneOf: names.map((name) => ({ required: [name], properties: { [name]: { not: { type: 'null' } } } })),
  };
}

type Refinement<T> = (value: T, context: z.RefinementCtx) => void;

/** Refuses `ttl` together with `validity`. */
export const onlyOneLifetime: Refinement<{ ttl?: number | undefined; validity?: number | undefined }> = (
  value,
  context,
) => {
  if (value.ttl !== undefined && value.validity !== undefined) {
    context.addIssue({ code: 'custom', path: ['validity'], message: 'Give ttl or validity, not both' });
  }
};

/**
 * Refuses a value that has none, or more than one, of the fields.
 *
 * @param names the fields of which there must be exactly one
 */
export function exactlyOneOf<Name extends string>(
  names: readonly Name[],
): Refinement<{ readonly [key in Name]?: unknown }> {
  return (value, context) => {
    const given = names.filter((name) => value[name] != null);
    if (given.length === 1) return;
    const [first] = names;
    const message =
      given.length === 0 ? `Give one of ${names.join(', ')}` : `Give only one of ${given.join(', ')}`;
    const path = given.length === 0 ? [first ?? ''] : [given.at(-1) ?? ''];
    context.addIssue({ code: 'custom', path, message });
  };
}
