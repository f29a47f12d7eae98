/**
 * Placeholders in the texts of a chain: `{first name}`, or `{first name|friend}` with a fallback for
 * recipients without such a value. They are merged into each recipient's own chain before it is stored;
 * Messente never receives them.
 *
 * A placeholder is a name in braces. The name begins with a letter and contains neither line breaks nor any
 * of `: , ; " < > =`. All other braces (a lone `{`, `{}`, `{1}`, a piece of JSON) are text and stay
 * unchanged. Doubled braces around a name mean literal braces: `{{first name}}` is sent as `{first name}`,
 * and `{{{first name}}}` as the value in braces.
 */

import { messagingProblem } from '../problems/messaging.ts';
import { isBlankText } from './blank.ts';
import type { DraftChain } from './compose.ts';
import { placeInAddress } from './merge-address.ts';
import { fail, ok, type Problem, type Result } from './problem.ts';

/** A recipient's values by name in any spelling; names are compared by placeholderKey. */
export type Values = Readonly<Record<string, string>>;

export type Placeholder = {
  /** The key that all spellings of the name share; see placeholderKey. */
  readonly key: string;
  /** The first spelling in the chain. */
  readonly name: string;
  /** Whether each of its places has a fallback, so that no recipient needs a value. */
  readonly optional: boolean;
};

const longestName = 60;
const longestFallback = 200;
/** Characters that a name may contain after its first letter. */
const nameCharacters = String.raw`\p{L}\p{M}\p{N}\p{Zs}_\-.'’/&()#%€$+@*?!`;

/**
 * Braces around a name. The lookbehind only starts at the first brace of a run, so that a text of nothing but
 * braces takes linear time.
 */
const tokenPattern = () =>
  new RegExp(
    String.raw`(?<!\{)(\{+)\p{Zs}{0,9}(\p{L}[${nameCharacters}]{0,${longestName - 1}})(?:\|([^{}\r\n]{0,${longestFallback}}))?(\}+)`,
    'gu',
  );

/**
 * Returns a name's key. Names are equal if they differ only in case, spaces, underscores or hyphens: "First
 * Name" is "first_name".
 */
export function placeholderKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Z}_\p{Pd}]+/gu, '');
}

/**
 * Returns a column's heading as a placeholder's name, without characters that no name may contain.
 * @returns '' if nothing remains that begins with a letter
 */
export function placeholderName(heading: string): string {
  return heading
    .normalize('NFC')
    .replace(new RegExp(`[^${nameCharacters}]+`, 'gu'), ' ')
    .replace(/^\P{L}+/u, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .trim()
    .slice(0, longestName)
    .trim();
}

type Place = {
  readonly key: string;
  readonly name: string;
  /** null means that there is none, so a recipient without a value cannot be sent to. */
  readonly fallback: string | null;
};
/** A piece of a parsed text: literal text, or a place to fill in. */
type Piece = string | Place;

function takeApart(text: string): readonly Piece[] {
  if (!text.includes('{')) return [text];
  const pieces: Piece[] = [];
  let written = '';
  let position = 0;
  for (const match of text.matchAll(tokenPattern())) {
    const [whole, opening = '', spelled = '', fallback, closing = ''] = match;
    const depth = Math.min(opening.length, closing.length);
    const literal = Math.floor(depth / 2);
    written += text.slice(position, match.index) + '{'.repeat(opening.length - depth + literal);
    if (depth % 2 === 0) {
      written += whole.slice(opening.length, whole.length - closing.length);
    } else {
      const name = spelled.replace(/\p{Z}+/gu, ' ').trim();
      pieces.push(written, { key: placeholderKey(name), name, fallback: fallback?.trim() ?? null });
      written = '';
    }
    written += '}'.repeat(closing.length - depth + literal);
    position = match.index + whole.length;
  }
  pieces.push(written + text.slice(position));
  return pieces;
}

const isPlace = (piece: Piece): piece is Place => typeof piece !== 'string';

/** Returns whether a text has no placeholders and no doubled braces, so that merging would not change it. */
function isPlain(text: string): boolean {
  return !text.includes('{') || !tokenPattern().test(text);
}

/** Returns a recipient's values by key; a blank value counts as missing. */
export function valuesByKey(values: Values): ReadonlyMap<string, string> {
  const byKey = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    const key = placeholderKey(name);
    if (!isBlankText(value) && !byKey.has(key)) byKey.set(key, value);
  }
  return byKey;
}

/**
 * Joins the pieces. A value that begins a URL is the URL itself and stays unchanged; for a value in the
 * middle of a URL see merge-address.ts. A place without a value and a fallback stays as written.
 * @param isUrl whether the whole text is a URL; in other texts a URL is what follows http:// or https://
 * without a space
 */
function putTogether(pieces: readonly Piece[], values: ReadonlyMap<string, string>, isUrl: boolean): string {
  let merged = '';
  for (const [index, piece] of pieces.entries()) {
    const value = isPlace(piece) ? (values.get(piece.key) ?? piece.fallback) : piece;
    if (!isPlace(piece)) merged += value;
    else if (value === null) merged += `{${piece.name}}`;
    else {
      const before = isUrl ? merged.trimStart() : addressAtEnd(merged.slice(-2048));
      if (before === '') merged += value;
      else {
        const { replaced, written } = placeInAddress(before, value, writtenAfter(pieces, index));
        merged = merged.slice(0, merged.length - replaced) + written;
      }
    }
  }
  return merged;
}

/** Returns the beginning of an address that a text ends with; '' if it ends with none. */
function addressAtEnd(text: string): string {
  const word = text.split(/\s/u).at(-1) ?? '';
  const start = word.search(/https?:\/\//iu);
  return start < 0 ? '' : word.slice(start);
}

/** Returns what follows a place: a text, or the brace of the next place. */
function writtenAfter(pieces: readonly Piece[], index: number): string {
  const text = pieces.slice(index + 1).find((piece) => piece !== '');
  return text === undefined ? '' : isPlace(text) ? '{' : text;
}

/** Returns whether a field of content contains an address; see content.ts. */
function isUrlField(name: string): boolean {
  return /(?:^|_)url$|^link$|^thumbnail$/u.test(name);
}

/**
 * Applies `change` to every text of a step's content at any depth, with the name of its field. Returns the
 * same object if nothing was changed.
 */
function mapTexts(value: unknown, field: string, change: (text: string, field: string) => string): unknown {
  if (typeof value === 'string') return change(value, field);
  if (Array.isArray(value)) {
    const mapped = value.map((item: unknown) => mapTexts(item, field, change));
    return mapped.some((item, index) => item !== value[index]) ? mapped : value;
  }
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value);
  const mapped = entries.map(([name, item]) => [name, mapTexts(item, name, change)] as const);
  return mapped.some(([, item], index) => item !== entries[index]?.[1]) ? Object.fromEntries(mapped) : value;
}

/** Data with texts to be merged: a chain, or the draft of one. */
type Mergeable = { readonly steps: readonly { readonly text: string; readonly content?: unknown }[] };

function mapChain<T extends Mergeable>(chain: T, change: (text: string, field: string) => string): T {
  const steps = chain.steps.map((step) => {
    const text = change(step.text, 'text');
    const content = step.content === undefined ? undefined : mapTexts(step.content, '', change);
    if (text === step.text && content === step.content) return step;
    // Only texts have been changed, so the content keeps its shape.
    return { ...step, text, ...(content === undefined ? {} : { content }) };
  });
  return steps.every((step, index) => step === chain.steps[index]) ? chain : { ...chain, steps };
}

export type Merger<T extends Mergeable = DraftChain> = {
  /** Each placeholder once, in the order of its first occurrence. */
  readonly placeholders: readonly Placeholder[];
  /** False if merging returns the same chain: no placeholders, and no doubled braces. */
  readonly changes: boolean;
  /** Returns the names without a value or a fallback for one recipient. */
  readonly missing: (values: Values) => string[];
  /** Returns the chain with one recipient's values; problem `value-missing`. */
  readonly merge: (values: Values) => Result<T>;
  /** Returns the same for a preview: placeholders without a value stay. */
  readonly show: (values: Values) => T;
};

/**
 * Prepares a chain for merging many times: its texts are parsed once.
 * @param chain its texts may contain placeholders, also in content; its sender may not
 */
export function createMerger<T extends Mergeable>(chain: T): Merger<T> {
  const apart = new Map<string, readonly Piece[]>();
  const found = new Map<string, { name: string; optional: boolean }>();
  mapChain(chain, (text) => {
    if (!isPlain(text) && !apart.has(text)) apart.set(text, takeApart(text));
    for (const piece of apart.get(text) ?? []) {
      if (!isPlace(piece)) continue;
      const before = found.get(piece.key);
      const optional = piece.fallback !== null;
      if (before === undefined) found.set(piece.key, { name: piece.name, optional });
      else before.optional &&= optional;
    }
    return text;
  });
  const placeholders = [...found].map(([key, one]) => ({ key, ...one }));

  function missingOf(values: ReadonlyMap<string, string>): string[] {
    return placeholders.filter((one) => !one.optional && !values.has(one.key)).map((one) => one.name);
  }
  function fill(values: ReadonlyMap<string, string>): T {
    if (apart.size === 0) return chain;
    return mapChain(chain, (text, field) => {
      const pieces = apart.get(text);
      return pieces === undefined ? text : putTogether(pieces, values, isUrlField(field));
    });
  }

  return {
    placeholders,
    changes: apart.size > 0,
    missing: (values) => missingOf(valuesByKey(values)),
    merge(values) {
      const byKey = valuesByKey(values);
      const names = missingOf(byKey);
      return names.length === 0 ? ok(fill(byKey)) : fail(missingProblem([{ to: null, names }]));
    },
    show: (values) => fill(valuesByKey(values)),
  };
}

/** Returns the placeholders of a chain, each once, in the order of their first occurrence. */
export function placeholdersOf(chain: DraftChain): readonly Placeholder[] {
  return createMerger(chain).placeholders;
}

/**
 * Returns a chain with one recipient's values in place of its placeholders. Placeholders inside a value are
 * not merged. A chain without braces around names is returned unchanged.
 * @returns problem `value-missing` that lists the missing values
 */
export function mergeChain(chain: DraftChain, values: Values): Result<DraftChain> {
  return createMerger(chain).merge(values);
}

export type Missing = { readonly to: string; readonly names: readonly string[] };

/** Returns the missing names of each recipient who lacks any. */
export function missingValues(
  chain: DraftChain,
  recipients: readonly { readonly to: string; readonly values: Values }[],
): Missing[] {
  const merger = createMerger(chain);
  if (merger.placeholders.every((one) => one.optional)) return [];
  return recipients.flatMap(({ to, values }) => {
    const names = merger.missing(values);
    return names.length === 0 ? [] : [{ to, names }];
  });
}

const mostNamed = 5;

/**
 * Returns the problem that lists missing values, with the first few recipients by their numbers.
 * @param missing the missing names by recipient (null: no specific recipient); not empty
 */
export function missingProblem(
  missing: readonly { readonly to: string | null; readonly names: readonly string[] }[],
): Problem {
  const people = new Map<string, (string | null)[]>();
  for (const { to, names } of missing) {
    for (const name of names) people.set(name, [...(people.get(name) ?? []), to]);
  }
  const listed = [...people].map(([name, whose]) => {
    const named = whose.filter((to) => to !== null).slice(0, mostNamed);
    const more =
      whose.length > named.length && named.length > 0 ? ` and ${whose.length - named.length} more` : '';
    return `{${name}}${named.length === 0 ? '' : ` for ${named.join(', ')}${more}`}`;
  });
  const [first = 'first name'] = people.keys();
  return messagingProblem('value-missing', { missing: listed.join('; no value of '), first }, 'values');
}

/**
 * Returns a chain whose texts are sent literally: braces of anything that looks like a placeholder are
 * doubled.
 */
export function escapeChain(chain: DraftChain): DraftChain {
  return mapChain(chain, (text) =>
    text.replace(tokenPattern(), (whole: string, opening: string, _name, _fallback, closing: string) => {
      const depth = Math.min(opening.length, closing.length);
      return '{'.repeat(depth) + whole + '}'.repeat(depth);
    }),
  );
}

/**
 * Returns the chain with a fallback at each place of a name that has none.
 * @param fallback without braces and line breaks
 */
export function withFallback<T extends Mergeable>(chain: T, name: string, fallback: string): T {
  const key = placeholderKey(name);
  return mapChain(chain, (text) =>
    text.replace(
      tokenPattern(),
      (whole: string, opening: string, spelled: string, before: string | undefined, closing: string) => {
        const isPlace = Math.min(opening.length, closing.length) % 2 === 1;
        if (!isPlace || before !== undefined || placeholderKey(spelled) !== key) return whole;
        return `${whole.slice(0, whole.length - closing.length)}|${fallback}${closing}`;
      },
    ),
  );
}
