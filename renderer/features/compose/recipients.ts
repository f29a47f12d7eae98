/**
 * Interprets the numbers in the To field: each is parsed once, repeats are detected, and problems are kept
 * with them.
 */

import type { Listed } from '../../../shared/contract/compose.ts';
import {
  type NumbersAs,
  type ParsedPhone,
  type Readings,
  readPhone,
} from '../../../shared/messaging/phone.ts';
import type { Values } from '../../../shared/messaging/placeholders.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import type { DoNotSend } from '../../lib/console-slice.ts';
import type { Draft, RecipientDraft } from './draft.ts';
import { splitTyped } from './split-typed.ts';

export type Recipient = {
  readonly key: string;
  readonly written: string;
  readonly phone: ParsedPhone | null;
  readonly problem: Problem | null;
  /** The possible readings, for the user to choose; null if there is no choice. */
  readonly readings: Readings | null;
  /** An earlier recipient has the same number; it is sent to once. */
  readonly repeat: boolean;
  /** Its entry on the do-not-send list; null if it is not listed. */
  readonly listed: Listed | null;
  /** Whether the default country's code was added, which is shown. */
  readonly countryAdded: boolean;
  readonly values: Values;
  /** The row of the spreadsheet that it came from. */
  readonly row: number | null;
};

/** A recipient that is sent to. */
export type Person = {
  readonly key: string;
  readonly to: E164;
  readonly values: Values;
};

const noValues: Values = {};

export type Recipients = {
  readonly all: readonly Recipient[];
  /** The numbers that are sent to, each once. */
  readonly to: readonly E164[];
  /** The same with values: a repeated number has the values of its first occurrence. */
  readonly people: readonly Person[];
  readonly wrong: readonly Recipient[];
  /** Numbers that a default country may make valid. */
  readonly withoutCountry: readonly Recipient[];
  /** Numbers without "+" that may already have their country code. */
  readonly ambiguous: readonly Recipient[];
  readonly repeats: number;
  /** Numbers on the do-not-send list, each once; of the other lists only \`all\` contains them. */
  readonly listed: readonly Listed[];
  /** The countries of the numbers, ISO 3166 alpha-2, each once. */
  readonly countries: readonly string[];
};

type Read = Pick<Recipient, 'phone' | 'problem' | 'readings' | 'countryAdded'>;

/** Returns a reader with a cache, because a pasted list of thousands is read again with each key press. */
export function createRecipientReader(): (
  drafts: readonly RecipientDraft[],
  country: string | null,
  doNotSend?: readonly DoNotSend[] | null,
) => Recipients {
  const known = new Map<string, Read>();

  function read(written: string, country: string | null): Read {
    const memory = `${country ?? ''}\n${written}`;
    const before = known.get(memory);
    if (before) return before;
    const { parsed, ...more } = readPhone(written, country ?? undefined);
    const result = parsed.ok
      ? { phone: parsed.value, problem: null, ...more }
      : { phone: null, problem: parsed.problem, ...more };
    known.set(memory, result);
    return result;
  }

  return (drafts, country, doNotSend) => {
    const reasons = new Map(doNotSend?.map(({ number, reason }) => [number, reason]));
    const listed = new Map<string, Listed>();
    const seen = new Set<E164>();
    const countries = new Set<string>();
    const people: Person[] = [];
    const all = drafts.map(({ key, written, values = noValues, row = null }) => {
      const found = read(written, country);
      const number = found.phone?.e164;
      const reason = number === undefined ? undefined : reasons.get(number);
      if (number !== undefined && reason !== undefined) {
        const stopped = { to: number, reason };
        listed.set(number, stopped);
        return { key, written, repeat: false, values, row, listed: stopped, ...found };
      }
      const repeat = number !== undefined && seen.has(number);
      if (number !== undefined && !repeat) people.push({ key, to: number, values });
      if (number !== undefined) seen.add(number);
      if (found.phone?.country) countries.add(found.phone.country);
      return { key, written, repeat, values, row, listed: null, ...found };
    });
    const wrong = all.filter((one) => one.problem !== null);
    return {
      all,
      to: [...seen],
      people,
      wrong,
      withoutCountry: wrong.filter((one) => one.problem?.code === 'number-no-country'),
      ambiguous: wrong.filter((one) => one.problem?.code === 'number-ambiguous'),
      repeats: all.filter((one) => one.repeat).length,
      countries: [...countries],
      listed: [...listed.values()],
    };
  };
}

/** Rewrites an ambiguous number so that it has the chosen reading. */
export function settled<Written extends Pick<RecipientDraft, 'written'>>(
  one: Written,
  country: string | null,
  numbers: NumbersAs,
): Written {
  const chosen = readPhone(one.written, country ?? undefined).readings?.[numbers] ?? null;
  return chosen === null ? one : { ...one, written: chosen.international };
}

/** Returns every possible reading of this number. */
function numbersOf(written: string, country: string | null): readonly string[] {
  const { parsed, readings } = readPhone(written, country ?? undefined);
  if (parsed.ok) return [parsed.value.e164];
  return [readings?.international, readings?.national].flatMap((one) => one?.e164 ?? []);
}

/**
 * Removes one person from a draft, in any notation of the number.
 * @param country ISO 3166 alpha-2 for numbers without a country code; null means none
 * @returns the same draft if the number is not in it; null if no other recipient remains, so that its text is
 * deleted, too
 */
export function withoutNumber(draft: Draft, number: string, country: string | null): Draft | null {
  const gone = new Set(numbersOf(number, country));
  const isGone = (one: RecipientDraft) => numbersOf(one.written, country).some((own) => gone.has(own));
  const typedGone = splitTyped(draft.typed).some(isGone);
  if (!typedGone && !draft.recipients.some(isGone)) return draft;
  const recipients = draft.recipients.filter((one) => !isGone(one));
  const rest = splitTyped(draft.typed).filter((one) => !isGone(one));
  if (recipients.length + rest.length === 0) return null;
  return { ...draft, recipients, typed: typedGone ? rest.map((one) => one.written).join(', ') : draft.typed };
}
