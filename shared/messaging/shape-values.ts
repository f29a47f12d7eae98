import { isBlankText } from './blank.ts';
import type { Problem } from './problem.ts';
import { term } from './problem.ts';
import { inside, isFields, notA, type Place, wrong } from './shape-places.ts';
import type { Shape } from './shapes.ts';

// Available in Node and in browsers, but `shared` has the types of neither.
declare const URL: new (text: string) => { readonly protocol: string; readonly hostname: string };

/** Counts characters as JSON Schema's maxLength does (code points), without copying the text. */
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
  /** Whether people read it; ids and payloads are read by programs. */
  readonly read?: boolean;
  readonly pattern?: { readonly expression: RegExp; readonly like: string };
};

/** A text that is not blank, unless the rules allow it. */
export function text(rules: TextRules = {}): Shape {
  const { atLeast = 1, atMost, blank = false, read = false, pattern } = rules;
  return {
    is: { type: 'text', atMost },
    check(value, place) {
      if (typeof value !== 'string') return [notA(place, 'a text')];
      if (!value.isWellFormed()) return [malformed(place)];
      if (!blank && isBlankText(value)) return [wrong(place, 'text-empty/field')];
      const length = countCharacters(value);
      if (atMost !== undefined && length > atMost) {
        return [wrong(place, 'text-too-long/field', { length, atMost, count: length - atMost })];
      }
      if (!blank && length < atLeast) {
        return [wrong(place, 'text-too-short', { atLeast })];
      }
      if (pattern === undefined || pattern.expression.test(value)) return [];
      return [wrong(place, 'text-invalid', { example: term(pattern.like) })];
    },
    arrange: (value) => value,
    words: (value) => (read && typeof value === 'string' && !isBlankText(value) ? [value] : []),
    bare: (value) => (typeof value === 'string' ? '' : undefined),
  };
}

/**
 * A text in a template's parameter according to WhatsApp: one line, no tab, at most four spaces in a row, not
 * empty.
 */
export function parameterText(): Shape {
  const base = text({ read: true });
  return {
    ...base,
    check(value, place) {
      const problems = base.check(value, place);
      if (problems.length > 0 || typeof value !== 'string') return problems;
      if (/[\t\n\v\f\r\u0085\u2028\u2029]/u.test(value)) {
        return [wrong(place, 'text-line-break')];
      }
      if (!/\p{Zs}{5}/u.test(value)) return [];
      return [wrong(place, 'text-spaces')];
    },
  };
}

/** An http or https address. If it leads to a picture or another file, the file's name counts as text. */
export function link(rules: { readonly atMost?: number; readonly file?: boolean } = {}): Shape {
  const base = text(rules.atMost === undefined ? {} : { atMost: rules.atMost });
  return {
    ...base,
    check(value, place) {
      const problems = base.check(value, place);
      if (problems.length > 0 || typeof value !== 'string' || isWebAddress(value)) return problems;
      return [wrong(place, 'url-invalid')];
    },
    words: (value) => (rules.file === true && typeof value === 'string' ? fileName(value) : []),
  };
}

/** Returns the last part of the path, decoded: "spring sale.jpg" */
function fileName(address: string): string[] {
  const path = /^https?:\/\/[^/?#]+(\/[^?#]*)/iu.exec(address)?.[1] ?? '';
  const last = path.slice(path.lastIndexOf('/') + 1);
  if (last === '') return [];
  try {
    return [decodeURIComponent(last)];
  } catch {
    return [last];
  }
}

/**
 * Returns whether a value is an http or https address, without invisible characters and without surrounding
 * spaces.
 */
function isWebAddress(value: string): boolean {
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
    is: { type: 'number' },
    check(value, place) {
      if (typeof value === 'number' && Number.isInteger(value) && value >= atLeast && value <= atMost)
        return [];
      return [outOfRange(place, atLeast, atMost, unit)];
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
      return [wrong(place, 'number-out-of-range', { atLeast, atMost })];
    },
  };
}

export const flag: Shape = {
  is: { type: 'flag' },
  check: (value, place) => (typeof value === 'boolean' ? [] : [notA(place, 'true or false')]),
  arrange: (value) => value,
  words: () => [],
  bare: (value) => (typeof value === 'boolean' ? false : undefined),
};

/** One of several constants. They describe the structure, so they stay when texts are removed. */
export function choice(...options: readonly string[]): Shape {
  const isOption = (value: unknown): boolean => options.some((option) => option === value);
  return {
    is: { type: 'choice', options },
    check: (value, place) =>
      isOption(value) ? [] : [wrong(place, 'choice-unknown', { options: term(options.join(' or ')) })],
    arrange: (value) => value,
    words: () => [],
    bare: (value) => (isOption(value) ? value : undefined),
  };
}

/** Texts with user-defined names. */
export const namedTexts: Shape = {
  is: { type: 'pairs' },
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

function malformed(place: Place): Problem {
  return wrong(place, 'text-malformed/field');
}

function outOfRange(place: Place, atLeast: number, atMost: number, unit: string): Problem {
  const units = { unit: term(unit), atLeast };
  if (atMost === Number.MAX_SAFE_INTEGER) {
    return unit === ''
      ? wrong(place, 'number-out-of-range/at-least', { atLeast })
      : wrong(place, 'number-out-of-range/at-least-units', units);
  }
  return unit === ''
    ? wrong(place, 'number-out-of-range/whole', { atLeast, atMost })
    : wrong(place, 'number-out-of-range/whole-units', { ...units, atMost });
}
