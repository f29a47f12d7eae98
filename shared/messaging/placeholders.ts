/**
 * Placeholders in the texts of a chain: `{first name}`, and `{first name|friend}` with what stands there where a person
 * has no such value. They are merged into each recipient's own chain before it is written down; Messente never sees
 * them.
 *
 * A placeholder is a name in braces: it begins with a letter and has neither line breaks nor any of `: , ; " < > =`.
 * Everything else with braces (a lone `{`, `{}`, `{1}`, a piece of JSON) is text and stays as it is. Doubled braces
 * around a name are the braces themselves: `{{first name}}` is sent as `{first name}`, and `{{{first name}}}` as the
 * value in braces.
 */

import { messagingProblem } from '../problems/messaging.ts';
import { isBlankText } from './blank.ts';
import type { DraftChain } from './compose.ts';
import { placeInAddress } from './merge-address.ts';
import { fail, ok, type Problem, type Result } from './problem.ts';

/** A person's values by name, written in any way: what the names mean is compared by placeholderKey. */
export type Values = Readonly<Record<string, string>>;

export type Placeholder = {
  /** What two spellings of one name have in common; see placeholderKey. */
  readonly key: string;
  /** As it is first written in the chain. */
  readonly name: string;
  /** True where each of its places has a fallback, so that nobody needs a value. */
  readonly optional: boolean;
};

const longestName = 60;
const longestFallback = 200;
/** What may stand in a name after its first letter. */
const nameCharacters = String.raw`\p{L}\p{M}\p{N}\p{Zs}_\-.'’/&()#%€$+@*?!`;

/**
 * Runs of braces around a name. The lookbehind starts it at the first brace of a run only, which keeps a text of
 * nothing but braces linear.
 */
const tokenPattern = () =>
  new RegExp(
    String.raw`(?<!\{)(\{+)\p{Zs}{0,9}(\p{L}[${nameCharacters}]{0,${longestName - 1}})(?:\|([^{}\r\n]{0,${longestFallback}}))?(\}+)`,
    'gu',
  );

/** Names are the same where they differ in case, spaces, underscores or hyphens only: "First Name" is "first_name". */
export function placeholderKey(name: string): string {
  return name
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s\p{Z}_\p{Pd}]+/gu, '');
}

/**
 * A column's heading as a placeholder's name can be: without the characters that no name has.
 * @returns '' where nothing is left that begins with a letter
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
  /** null: none, so a person without a value can't be written to. */
  readonly fallback: string | null;
};
/** A text taken apart: what is written, and the places to fill in. */
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

/** Whether anything in a text is to be filled in or has doubled braces, so that merging would change it. */
function isPlain(text: string): boolean {
  return !text.includes('{') || !tokenPattern().test(text);
}

/** A person's values by key; a blank one is as good as none. */
export function valuesByKey(values: Values): ReadonlyMap<string, string> {
  const byKey = new Map<string, string>();
  for (const [name, value] of Object.entries(values)) {
    const key = placeholderKey(name);
    if (!isBlankText(value) && !byKey.has(key)) byKey.set(key, value);
  }
  return byKey;
}

/**
 * Puts the pieces together. A value that begins a URL is the URL and goes in as it is; for one in the middle see
 * merge-address.ts. A place that has neither a value nor a fallback stays.
 * @param isUrl the whole text is one; in other texts a URL is what follows http:// or https:// without a space
 */
function putTogether(pieces: readonly Piece[], values: ReadonlyMap<string, string>, isUrl: boolean): string {
  let merged = '';
  for (const [index, piece] of pieces.entries()) {
    const value = isPlace(piece) ? (values.get(piece.key) ?? piece.fallback) : piece;
    if (!isPlace(piece)) merged += value;
    else if (value === null) merged += `{${piece.name}}`;
    else {
      const before = isUrl ? merged.trimStart() : (/https?:\/\/\S*$/iu.exec(merged.slice(-2048))?.[0] ?? '');
      if (before === '') merged += value;
      else {
        const { replaced, written } = placeInAddress(before, value, writtenAfter(pieces, index));
        merged = merged.slice(0, merged.length - replaced) + written;
      }
    }
  }
  return merged;
}

/** What stands behind a place: a text, or the brace of the place that follows at once. */
function writtenAfter(pieces: readonly Piece[], index: number): string {
  const text = pieces.slice(index + 1).find((piece) => piece !== '');
  return text === undefined ? '' : isPlace(text) ? '{' : text;
}

/** Fields of content that hold an address; see content.ts. */
function isUrlField(name: string): boolean {
  return /(?:^|_)url$|^link$|^thumbnail$/u.test(name);
}

/**
 * Every text of a step's content, whatever its depth, given to `change` with the name of its field. Returns the very
 * same value where nothing was changed.
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

/** What has texts to be merged: a chain, or what a chain is being written in. */
type Mergeable = { readonly steps: readonly { readonly text: string; readonly content?: unknown }[] };

function mapChain<T extends Mergeable>(chain: T, change: (text: string, field: string) => string): T {
  const steps = chain.steps.map((step) => {
    const text = change(step.text, 'text');
    const content = step.content === undefined ? undefined : mapTexts(step.content, '', change);
    if (text === step.text && content === step.content) return step;
    // Only texts have been changed, so the content has the shape that it had.
    return { ...step, text, ...(content === undefined ? {} : { content }) };
  });
  return steps.every((step, index) => step === chain.steps[index]) ? chain : { ...chain, steps };
}

export type Merger<T extends Mergeable = DraftChain> = {
  /** In the order in which they are first written, each once. */
  readonly placeholders: readonly Placeholder[];
  /** False where merging gives back the very same chain: no placeholders, and no doubled braces. */
  readonly changes: boolean;
  /** Names without a value or a fallback, for one person. */
  readonly missing: (values: Values) => string[];
  /** The chain with one person's values; problem `value-missing`. */
  readonly merge: (values: Values) => Result<T>;
  /** The same for a look at it: what has no value stays as a placeholder. */
  readonly show: (values: Values) => T;
};

/**
 * A chain made ready to be merged many times: its texts are taken apart once.
 * @param chain its texts may hold placeholders, those in content too; the sender may not
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

/** The placeholders of a chain, each once, in the order in which they are first written. */
export function placeholdersOf(chain: DraftChain): readonly Placeholder[] {
  return createMerger(chain).placeholders;
}

/**
 * A chain with one person's values in the place of its placeholders. A value is never looked at for placeholders
 * itself. A chain without braces around names comes back as it is.
 * @returns problem `value-missing` that says which values there are not
 */
export function mergeChain(chain: DraftChain, values: Values): Result<DraftChain> {
  return createMerger(chain).merge(values);
}

export type Missing = { readonly to: string; readonly names: readonly string[] };

/** For whom what is missing; nobody is in it who has all that is needed. */
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
 * Says for whom what is missing, the first few by their numbers.
 * @param missing who (null: nobody in particular) lacks which names; not empty
 */
export function missingProblem(
  missing: readonly { readonly to: string | null; readonly names: readonly string[] }[],
): Problem {
  const people = new Map<string, (string | null)[]>();
  for (const { to, names } of missing) {
    for (const name of names) people.set(name, [...(people.get(name) ?? []), to]);
  }
  const said = [...people].map(([name, whose]) => {
    const named = whose.filter((to) => to !== null).slice(0, mostNamed);
    const more =
      whose.length > named.length && named.length > 0 ? ` and ${whose.length - named.length} more` : '';
    return `{${name}}${named.length === 0 ? '' : ` for ${named.join(', ')}${more}`}`;
  });
  const [first = 'first name'] = people.keys();
  return messagingProblem('value-missing', { said: said.join('; no value of '), first }, 'values');
}

/** A chain whose texts are to be sent as they stand: what would be a placeholder gets its braces doubled. */
export function escapeChain(chain: DraftChain): DraftChain {
  return mapChain(chain, (text) =>
    text.replace(tokenPattern(), (whole: string, opening: string, _name, _fallback, closing: string) => {
      const depth = Math.min(opening.length, closing.length);
      return '{'.repeat(depth) + whole + '}'.repeat(depth);
    }),
  );
}

/**
 * The chain with a fallback at each place of one name that has none.
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
