/** Schema parts that several channels share. */
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

/** A text that is not blank, with a maximum length in code points, as JSON Schema's maxLength counts. */
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

/** Ranges (first, last) of code points without a visible glyph, from Unicode's lists. */
const withoutGlyph: readonly (readonly [number, number])[] = [
  [0, 0x20],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x34f, 0x34f],
  [0x61c, 0x61c],
  [0x115f, 0x1160],
  [0x1680, 0x1680],
  [0x17b4, 0x17b5],
  [0x180b, 0x180f],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x206f],
  [0x2800, 0x2800],
  [0x3000, 0x3000],
  [0x3164, 0x3164],
  [0xfe00, 0xfe0f],
  [0xfeff, 0xfeff],
  [0xffa0, 0xffa0],
  [0xfff0, 0xfffb],
  [0x1_bca0, 0x1_bca3],
  [0x1_d159, 0x1_d159],
  [0x1_d173, 0x1_d17a],
  [0xe_0000, 0xe_0fff],
];

/** Returns whether a text contains any visible character. */
export function hasGlyph(text: string): boolean {
  return [...text].some((character) => {
    const code = character.codePointAt(0) ?? 0;
    return !withoutGlyph.some(([from, to]) => code >= from && code <= to);
  });
}

/**
 * A text in a parameter of a WhatsApp template. Meta refuses line breaks, tabs, five spaces in a row, and an
 * empty text.
 */
export const parameterText = z
  .string()
  .refine(hasGlyph, {
    message: 'A parameter of a template cannot be empty',
    abort: true,
  })
  .refine((text) => text.split(/[\t\v\f\x85]|\r\n?|\n|\u2028|\u2029/).length === 1, {
    message: 'A parameter of a template cannot have a line break or a tab',
    abort: true,
  })
  .refine(
    (text) => !/[ \xa0\u1680\u2000-\u200a\u202f\u205f\u3000]{5}/.test(text),
    'A parameter of a template cannot have more than four spaces in a row',
  )
  .meta({ minLength: 1, pattern: '^(?!.* {5})[^\\t\\n\\r]+$' });

/** A sender on a channel without a documented rule: a text of 1 to 100 characters. */
export const sender = textUpTo(100);

/** At most one of `ttl` (seconds) and `validity` (minutes) is allowed. */
export const lifetime = {
  ttl: z.int().min(1).optional(),
  validity: z.int().min(1).optional(),
};

/**
 * The JSON Schema form of the refinements below, which zod cannot derive. It is attached with `.meta()`, from
 * where it gets into the OpenAPI document.
 */
export const notBothLifetimes = { not: { required: ['ttl', 'validity'] } };

export function oneRequired(names: readonly string[]) {
  return { oneOf: names.map((name) => ({ required: [name] })) };
}

/** The same for nullable fields: null counts as missing. */
export function oneGiven(names: readonly string[]) {
  return {
    oneOf: names.map((name) => ({ required: [name], properties: { [name]: { not: { type: 'null' } } } })),
  };
}

type Refinement<T> = (value: T, context: z.RefinementCtx) => void;

/** Refuses an object that has both `ttl` and `validity`. */
export const onlyOneLifetime: Refinement<{ ttl?: number | undefined; validity?: number | undefined }> = (
  value,
  context,
) => {
  if (value.ttl !== undefined && value.validity !== undefined) {
    context.addIssue({ code: 'custom', path: ['validity'], message: 'Give ttl or validity, not both' });
  }
};

/**
 * Refuses an object that has none or more than one of the fields.
 *
 * @param names the fields, exactly one of which must be present
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
