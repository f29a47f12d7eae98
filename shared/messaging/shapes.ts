/**
 * Shapes of documented JSON, as data: what is wrong with a value, in a person's words and with the path of the field;
 * the value with its fields in the documented order; the words in it; and what is left of it once they are gone. A
 * value may be anything: it comes from files, from older databases and from other programs.
 */
import { type Problem, problem } from './problem.ts';

// In Node and in browsers alike; `shared` has the types of neither.
declare const URL: new (text: string) => { readonly protocol: string; readonly hostname: string };

export type Place = {
  /** `steps[1].content.carousel.items[0].title` */
  readonly path: string;
  /** What it is part of: "Viber, carousel, card 1". */
  readonly within: string;
  /** What it is: "title". */
  readonly what: string;
};

export type Shape = {
  /** Every problem of the value; it is there (never undefined). */
  check(value: unknown, place: Place): Problem[];
  /** The value with its fields in the documented order; only of a value without problems. */
  arrange(value: unknown): unknown;
  /** The words that a person would read, in reading order; of any value. */
  words(value: unknown): string[];
  /** The form of the value without a word, an address or a number of it; undefined where nothing is left. */
  bare(value: unknown): unknown;
};

export type Fields = Readonly<Record<string, unknown>>;
/** Judges how the fields of an object go together. */
export type Rule = (value: Fields, place: Place) => Problem[];
export type Field = { readonly label: string; readonly required: boolean; readonly shape: Shape };

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The place of a whole step's content, of which nothing is told but the channel's name. */
export function rootPlace(path: string, channelName: string): Place {
  return { path, within: '', what: channelName };
}

export function inside(place: Place, key: string, what: string): Place {
  const within = place.within === '' ? place.what : `${place.within}, ${place.what}`;
  return { path: place.path === '' ? key : `${place.path}.${key}`, within, what };
}

export function wrong(place: Place, code: string, tells: string, mend: string): Problem {
  return problem(code, `${place.within === '' ? place.what : place.within}: ${tells}.`, mend, place.path);
}

export function needed(label: string, shape: Shape): Field {
  return { label, required: true, shape };
}

export function allowed(label: string, shape: Shape): Field {
  return { label, required: false, shape };
}

/** Characters as JSON Schema's maxLength counts them (code points), without a copy of the text. */
export function countCharacters(text: string): number {
  let pairs = 0;
  for (let index = 0; index + 1 < text.length; index += 1) {
    const unit = text.charCodeAt(index);
    if (unit < 0xd800 || unit > 0xdbff) continue;
    const next = text.charCodeAt(index + 1);
    if (next >= 0xdc00 && next <= 0xdfff) {
      pairs += 1;
      index += 1;
    }
  }
  return text.length - pairs;
}

type TextRules = {
  readonly atLeast?: number;
  readonly atMost?: number;
  /** Whether it may be empty. */
  readonly blank?: boolean;
  /** Whether a person reads it; an id or a payload is read by programs. */
  readonly read?: boolean;
  readonly pattern?: { readonly expression: RegExp; readonly like: string };
};

/** A text that has something in it, unless the rules say otherwise. */
export function text(rules: TextRules = {}): Shape {
  const { atLeast = 1, atMost, blank = false, read = false, pattern } = rules;
  return {
    check(value, place) {
      if (typeof value !== 'string') return [notA(place, 'a text')];
      if (!value.isWellFormed()) return [malformed(place)];
      if (!blank && value.trim() === '')
        return [wrong(place, 'text-empty', `the ${place.what} is empty`, `Write the ${place.what}.`)];
      const length = countCharacters(value);
      if (atMost !== undefined && length > atMost) {
        return [
          wrong(
            place,
            'text-too-long',
            `the ${place.what} has ${length} characters; at most ${atMost} are allowed`,
            `Shorten it by ${length - atMost}.`,
          ),
        ];
      }
      if (!blank && length < atLeast) {
        return [
          wrong(
            place,
            'text-too-short',
            `the ${place.what} needs at least ${atLeast} characters`,
            'Write a longer one.',
          ),
        ];
      }
      if (pattern === undefined || pattern.expression.test(value)) return [];
      return [wrong(place, 'text-invalid', `the ${place.what} can not be this`, `Write ${pattern.like}.`)];
    },
    arrange: (value) => value,
    words: (value) => (read && typeof value === 'string' && value.trim() !== '' ? [value] : []),
    bare: (value) => (typeof value === 'string' ? '' : undefined),
  };
}

/** An http or https address. The file that it names counts among the words where it is a picture or another file. */
export function link(rules: { readonly atMost?: number; readonly file?: boolean } = {}): Shape {
  const base = text(rules.atMost === undefined ? {} : { atMost: rules.atMost });
  return {
    ...base,
    check(value, place) {
      const problems = base.check(value, place);
      if (problems.length > 0 || typeof value !== 'string' || isWebAddress(value)) return problems;
      return [
        wrong(
          place,
          'url-invalid',
          `the ${place.what} is not an address that begins with https:// or http://`,
          'Write it whole, such as https://example.com/picture.jpg.',
        ),
      ];
    },
    words: (value) => (rules.file === true && typeof value === 'string' ? fileName(value) : []),
  };
}

/** @returns the last part of the path, with its percent signs read: "spring sale.jpg" */
function fileName(address: string): string[] {
  const last = /^https?:\/\/[^/?#]+[^?#]*\/([^/?#]+)(?:[?#]|$)/iu.exec(address)?.[1];
  if (last === undefined) return [];
  try {
    return [decodeURIComponent(last)];
  } catch {
    return [last];
  }
}

/** Whether that is an http or https address; nothing invisible in it, nor space around it. */
export function isWebAddress(value: string): boolean {
  if (/\p{Cc}|^\s|\s$/u.test(value) || !/^https?:\/\//iu.test(value)) return false;
  try {
    const { protocol, hostname } = new URL(value);
    return (protocol === 'http:' || protocol === 'https:') && hostname !== '';
  } catch {
    return false;
  }
}

export function whole(atLeast: number, atMost: number, unit: string): Shape {
  return {
    check(value, place) {
      if (typeof value === 'number' && Number.isInteger(value) && value >= atLeast && value <= atMost)
        return [];
      const range =
        atMost === Number.MAX_SAFE_INTEGER ? `${atLeast} or more` : `from ${atLeast} to ${atMost}`;
      return [
        wrong(
          place,
          'number-out-of-range',
          `the ${place.what} must be a whole number${unit === '' ? '' : ` of ${unit}`}, ${range}`,
          'Give a number in that range.',
        ),
      ];
    },
    arrange: (value) => value,
    words: () => [],
    bare: (value) => (typeof value === 'number' ? 0 : undefined),
  };
}

export function numberBetween(atLeast: number, atMost: number): Shape {
  return {
    ...whole(atLeast, atMost, ''),
    check(value, place) {
      if (typeof value === 'number' && value >= atLeast && value <= atMost) return [];
      return [
        wrong(
          place,
          'number-out-of-range',
          `the ${place.what} must be a number from ${atLeast} to ${atMost}`,
          'Give a number in that range.',
        ),
      ];
    },
  };
}

export const flag: Shape = {
  check: (value, place) => (typeof value === 'boolean' ? [] : [notA(place, 'true or false')]),
  arrange: (value) => value,
  words: () => [],
  bare: (value) => (typeof value === 'boolean' ? false : undefined),
};

/** One of some words. They say of what form a thing is, so they stay when its texts are taken out. */
export function choice(...options: readonly string[]): Shape {
  const isOption = (value: unknown): boolean => options.some((option) => option === value);
  return {
    check: (value, place) =>
      isOption(value)
        ? []
        : [
            wrong(
              place,
              'choice-unknown',
              `the ${place.what} is none that there is`,
              `Choose ${options.join(' or ')}.`,
            ),
          ],
    arrange: (value) => value,
    words: () => [],
    bare: (value) => (isOption(value) ? value : undefined),
  };
}

/** Texts by names of the person's own. */
export const namedTexts: Shape = {
  check(value, place) {
    if (!isFields(value)) return [notA(place, 'a list of names with their texts')];
    return Object.entries(value).flatMap(([name, entry]) =>
      text({ blank: true }).check(entry, inside(place, name, 'value')),
    );
  },
  arrange: (value) => value,
  words: (value) => (isFields(value) ? Object.values(value).flatMap(text({ read: true }).words) : []),
  bare: (value) => (isFields(value) ? {} : undefined),
};

/** @param one what each of them is: "card" */
export function list(one: string, shape: Shape, atLeast: number, atMost = Number.MAX_SAFE_INTEGER): Shape {
  const placeOf = (place: Place, index: number): Place => ({
    path: `${place.path}[${index}]`,
    within: place.within,
    what: `${one} ${index + 1}`,
  });
  return {
    check(value, place) {
      if (!Array.isArray(value)) return [notA(place, 'a list')];
      const items: readonly unknown[] = value;
      const problems: Problem[] = [];
      if (items.length < atLeast || items.length > atMost) {
        const range =
          items.length < atLeast ? `at least ${atLeast} are needed` : `at most ${atMost} are allowed`;
        problems.push(
          wrong(
            place,
            items.length < atLeast ? 'list-too-short' : 'list-too-long',
            `there ${items.length === 1 ? `is 1 ${one}` : `are ${items.length} ${one}s`}; ${range}`,
            items.length < atLeast
              ? `Add ${atLeast - items.length} more.`
              : `Take away ${items.length - atMost}.`,
          ),
        );
      }
      // Of a list that is far too long the first few are enough to show what it is.
      const judged = items.slice(0, Math.min(items.length, atMost, 1000));
      return [...problems, ...judged.flatMap((item, index) => shape.check(item, placeOf(place, index)))];
    },
    arrange: (value) => (Array.isArray(value) ? value.map(shape.arrange) : value),
    words: (value) => (Array.isArray(value) ? value.flatMap(shape.words) : []),
    bare: (value) =>
      Array.isArray(value) ? value.map(shape.bare).filter((item) => item !== undefined) : undefined,
  };
}

/** An object of known fields, in their documented order, and rules for how they go together. */
export function object(known: Readonly<Record<string, Field>>, ...rules: readonly Rule[]): Shape {
  const entries = Object.entries(known);
  const each = (value: unknown, make: (shape: Shape, entry: unknown) => unknown): unknown => {
    if (!isFields(value)) return undefined;
    const made: Record<string, unknown> = {};
    for (const [key, { shape }] of entries) {
      const entry = Object.hasOwn(value, key) ? value[key] : undefined;
      const result = entry === undefined ? undefined : make(shape, entry);
      if (result !== undefined) made[key] = result;
    }
    return made;
  };
  return {
    check(value, place) {
      if (!isFields(value)) return [notA(place, 'an object')];
      return [...checkFields(value, known, place), ...rules.flatMap((rule) => rule(value, place))];
    },
    arrange: (value) => each(value, (shape, entry) => shape.arrange(entry)),
    words: (value) =>
      isFields(value)
        ? entries.flatMap(([key, { shape }]) => (Object.hasOwn(value, key) ? shape.words(value[key]) : []))
        : [],
    bare: (value) => each(value, (shape, entry) => shape.bare(entry)),
  };
}

function checkFields(value: Fields, known: Readonly<Record<string, Field>>, place: Place): Problem[] {
  const problems: Problem[] = [];
  for (const [key, { label, required, shape }] of Object.entries(known)) {
    const entry = Object.hasOwn(value, key) ? value[key] : undefined;
    const at = inside(place, key, label);
    if (entry !== undefined) problems.push(...shape.check(entry, at));
    else if (required)
      problems.push(wrong(at, 'field-missing', `the ${label} is missing`, `Give the ${label}.`));
  }
  const unknown = Object.keys(value).filter((key) => !Object.hasOwn(known, key) && value[key] !== undefined);
  // A few show what is wrong with an object that has thousands.
  problems.push(...unknown.slice(0, 20).map((key) => unknownField(place, key)));
  return problems;
}

/** What is said of a field that Messente has no such place for. */
export function unknownField(place: Place, key: string): Problem {
  const at = inside(place, key, key);
  const shown = key.length > 60 ? `${key.slice(0, 60)}…` : key;
  return wrong(
    at,
    'field-unknown',
    `there is no field “${shown}” here`,
    `Leave it out, or correct its name.`,
  );
}

/** Refuses an object that has none, or more than one, of the fields; the words say what they are. */
export function exactlyOne(names: Readonly<Record<string, string>>): Rule {
  const keys = Object.keys(names);
  const label = (key: string): string => names[key] ?? key;
  return (value, place) => {
    const given = keys.filter((key) => value[key] !== undefined);
    const [first = '', second] = given.length === 0 ? keys : given;
    if (given.length === 0) {
      return [
        wrong(
          inside(place, first, label(first)),
          'one-needed',
          `it has none of ${keys.map(label).join(', ')}`,
          'Give one of them.',
        ),
      ];
    }
    if (second === undefined) return [];
    const last = given.at(-1) ?? first;
    return [
      wrong(
        inside(place, last, label(last)),
        'one-only',
        `it has ${given.map(label).join(' and ')}, of which there can be only one`,
        'Take away all but one.',
      ),
    ];
  };
}

function notA(place: Place, kind: string): Problem {
  return wrong(place, 'field-type', `the ${place.what} is not ${kind}`, `Make it ${kind}.`);
}

function malformed(place: Place): Problem {
  return wrong(
    place,
    'text-malformed',
    `the ${place.what} contains half a character (a lone surrogate)`,
    'Delete the broken character, often half an emoji, and type it again.',
  );
}
