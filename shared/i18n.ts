/**
 * Formats ICU messages (plurals, choices, arguments) with FormatJS. Uses neither DOM nor Node, so every part
 * of Omnideck may import it.
 */
import { IntlMessageFormat } from 'intl-messageformat';

export type MessageArguments = Readonly<Record<string, string | number>>;

type Elements = ReturnType<IntlMessageFormat['getAst']>;

/**
 * A message that a build has already parsed, in a compact form: texts, arguments as names in brackets, and
 * choices as the argument's name with the forms (of a plural, unless it is a select). A form that is only a
 * text is written as that text.
 */
export type ParsedMessage = readonly ParsedPart[];
type Forms = Readonly<Record<string, string | ParsedMessage>>;
type ParsedPart =
  | string
  | readonly [name: string]
  | readonly [name: string, forms: Forms]
  | readonly [name: string, forms: Forms, kind: 'select'];

/** Formats one ICU message with its arguments. */
export type Format = (message: string | ParsedMessage, values?: MessageArguments) => string;

/** Returns whether a message has no arguments and no escapes, so that it needs no parser. */
export const isPlain = (message: string): boolean => !/[{}]|''/.test(message);

const mapForms = <From, To>(forms: Readonly<Record<string, From>>, change: (form: From) => To) =>
  Object.fromEntries(Object.entries(forms).map(([name, form]) => [name, change(form)]));

function formOf(elements: Elements): string | ParsedMessage {
  const parts = partsOf(elements);
  const [only, ...more] = parts;
  return typeof only === 'string' && more.length === 0 ? only : parts;
}

function partsOf(elements: Elements): ParsedMessage {
  return elements.map((element): ParsedPart => {
    if (element.type === 0) return element.value;
    if (element.type === 1) return [element.value];
    if (element.type !== 5 && element.type !== 6) throw new Error('Pass dates and numbers as texts.');
    const forms = mapForms(element.options, ({ value }) => formOf(value));
    if (element.type === 5) return [element.value, forms, 'select'];
    if (element.pluralType !== 'cardinal' || element.offset !== 0) {
      throw new Error('Use a plural of cardinal numbers, without an offset.');
    }
    return [element.value, forms];
  });
}

/** Parses a message; tags are plain text. @throws if the message is not valid ICU */
export const parsedMessage = (message: string): ParsedMessage =>
  partsOf(new IntlMessageFormat(message, 'en', undefined, { ignoreTag: true }).getAst());

function choose(forms: Forms, value: string | number, kind: 'plural' | 'select', rules: Intl.PluralRules) {
  const exact = forms[kind === 'select' ? String(value) : `=${value}`];
  return exact ?? forms[kind === 'select' ? 'other' : rules.select(Number(value))] ?? forms.other ?? '';
}

function fill(parts: string | ParsedMessage, values: MessageArguments, rules: Intl.PluralRules): string {
  if (typeof parts === 'string') return parts;
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const [name, forms, kind = 'plural'] = part;
      const value = values[name];
      if (value === undefined) throw new Error(`The argument "${name}" is missing.`);
      return forms === undefined ? String(value) : fill(choose(forms, value, kind, rules), values, rules);
    })
    .join('');
}

/**
 * Creates the formatter of one locale. Each message is parsed once, when it is first shown.
 *
 * @param onFault returns the text for a message that cannot be formatted: it is malformed or lacks an
 * argument
 */
export function formatterOf(
  locale: string,
  onFault: (message: string | ParsedMessage, fault: unknown) => string,
): Format {
  const rules = new Intl.PluralRules(locale);
  const parsed = new Map<string, ParsedMessage>();

  function parse(message: string): ParsedMessage {
    const known = parsed.get(message);
    if (known !== undefined) return known;
    const made = parsedMessage(message);
    parsed.set(message, made);
    return made;
  }

  return (message, values = {}) => {
    if (typeof message === 'string' && isPlain(message)) return message;
    try {
      return fill(typeof message === 'string' ? parse(message) : message, values, rules);
    } catch (fault) {
      return onFault(message, fault);
    }
  };
}

/** Returns the message without its arguments' values, as a fallback text. */
export function unformatted(message: string | ParsedMessage): string {
  if (typeof message === 'string') return message;
  return message.map((part) => (typeof part === 'string' ? part : '…')).join('');
}

/** A message of an English catalogue: its text, or its text with a description for translators. */
type Described = { readonly message: string; readonly description: string };

/**
 * The texts of a catalogue with the same keys, without the descriptions. The build of the window replaces a
 * message with arguments by the parsed message, which only a formatter can read.
 */
export type TextsOf<Catalogue> = Catalogue extends string
  ? string
  : Catalogue extends Described
    ? string
    : { readonly [Key in keyof Catalogue]: TextsOf<Catalogue[Key]> };

function isDescribed(value: object): value is Described {
  return (
    Object.keys(value).length === 2 &&
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

/**
 * Removes the descriptions from a catalogue. If a build has already removed them, the catalogue stays
 * unchanged.
 */
export function textsOf<Catalogue>(catalogue: Catalogue): TextsOf<Catalogue> {
  // The types follow the function above, key by key; the compiler cannot see through the recursion.
  return withoutDescriptions(catalogue) as TextsOf<Catalogue>;
}
