/** Formats ICU messages (plurals, choices, arguments) with FormatJS. No DOM and no Node: every part of Omnideck may use it. */
import { IntlMessageFormat } from 'intl-messageformat';

export type MessageArguments = Readonly<Record<string, string | number>>;

/** Formats one ICU message with its arguments. */
export type Format = (message: string, values?: MessageArguments) => string;

/** A message without arguments and escapes is its own text, and needs no parser. */
export const isPlain = (message: string): boolean => !/[{}]|''/.test(message);

/**
 * @param onFault what to show for a message that cannot be formatted: it is malformed or lacks an argument
 * @returns the formatter of one locale; each message is parsed once, when it is first shown
 */
export function formatterOf(locale: string, onFault: (message: string, fault: unknown) => string): Format {
  const parsed = new Map<string, IntlMessageFormat>();

  function parse(message: string): IntlMessageFormat {
    const known = parsed.get(message);
    if (known !== undefined) return known;
    const made = new IntlMessageFormat(message, locale, undefined, { ignoreTag: true });
    parsed.set(message, made);
    return made;
  }

  return (message, values = {}) => {
    if (isPlain(message)) return message;
    try {
      return String(parse(message).format({ ...values }));
    } catch (fault) {
      return onFault(message, fault);
    }
  };
}

/** A message of an English catalogue: its text, or its text with a description for translators. */
type Described = { readonly message: string; readonly description: string };

/** The texts of a catalogue by the same keys, without the descriptions. */
export type TextsOf<Catalogue> = Catalogue extends string
  ? string
  : Catalogue extends Described
    ? string
    : { readonly [Key in keyof Catalogue]: TextsOf<Catalogue[Key]> };

function isDescribed(value: object): value is Described {
  return (
    'message' in value &&
    'description' in value &&
    typeof value.message === 'string' &&
    typeof value.description === 'string'
  );
}

function withoutDescriptions(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (Array.isArray(value)) return value.map(withoutDescriptions);
  if (isDescribed(value)) return value.message;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, withoutDescriptions(inner)]));
}

/** Removes the descriptions. Where a build has removed them already, the catalogue stays as it is. */
export function textsOf<Catalogue>(catalogue: Catalogue): TextsOf<Catalogue> {
  // The types follow the function above, key by key; the compiler cannot see through the recursion.
  return withoutDescriptions(catalogue) as TextsOf<Catalogue>;
}
