/** What the numbers in the To field mean: read once each, repeats told apart, what is wrong kept beside them. */
import { type ParsedPhone, parsePhone } from '../../shared/messaging/phone.ts';
import type { Values } from '../../shared/messaging/placeholders.ts';
import type { Problem } from '../../shared/messaging/problem.ts';
import type { Draft, RecipientDraft } from './draft.ts';
import { splitTyped } from './split-typed.ts';

export type Recipient = {
  readonly key: string;
  readonly written: string;
  readonly phone: ParsedPhone | null;
  readonly problem: Problem | null;
  /** An earlier one is the same number; it is sent to once. */
  readonly repeat: boolean;
  /** The default country's code was added: to be shown. */
  readonly countryAdded: boolean;
  readonly values: Values;
  /** The spreadsheet's row that it came from. */
  readonly row: number | null;
};

/** Somebody who is written to. */
export type Person = {
  readonly key: string;
  /** E.164. */
  readonly to: string;
  readonly values: Values;
};

const noValues: Values = {};

export type Recipients = {
  readonly all: readonly Recipient[];
  /** What is sent to: each number once, E.164. */
  readonly to: readonly string[];
  /** The same with their values: of a number that is there twice, those of its first. */
  readonly people: readonly Person[];
  readonly wrong: readonly Recipient[];
  /** Those that a default country might mend. */
  readonly withoutCountry: readonly Recipient[];
  readonly repeats: number;
  /** ISO 3166 alpha-2 of those that have one, each once. */
  readonly countries: readonly string[];
};

type Read = Pick<Recipient, 'phone' | 'problem' | 'countryAdded'>;

/** @returns a reader that remembers, since a pasted list of thousands is looked at again at each key. */
export function createRecipientReader(): (
  drafts: readonly RecipientDraft[],
  country: string | null,
) => Recipients {
  const known = new Map<string, Read>();

  function read(written: string, country: string | null): Read {
    const memory = `${country ?? ''}\n${written}`;
    const before = known.get(memory);
    if (before) return before;
    const parsed = country === null ? parsePhone(written) : parsePhone(written, country);
    const countryAdded = parsed.ok && country !== null && !parsePhone(written).ok;
    const result = parsed.ok
      ? { phone: parsed.value, problem: null, countryAdded }
      : { phone: null, problem: parsed.problem, countryAdded: false };
    known.set(memory, result);
    return result;
  }

  return (drafts, country) => {
    const seen = new Set<string>();
    const countries = new Set<string>();
    const people: Person[] = [];
    const all = drafts.map(({ key, written, values = noValues, row = null }) => {
      const found = read(written, country);
      const number = found.phone?.e164;
      const repeat = number !== undefined && seen.has(number);
      if (number !== undefined && !repeat) people.push({ key, to: number, values });
      if (number !== undefined) seen.add(number);
      if (found.phone?.country) countries.add(found.phone.country);
      return { key, written, repeat, values, row, ...found };
    });
    const wrong = all.filter((one) => one.problem !== null);
    return {
      all,
      to: [...seen],
      people,
      wrong,
      withoutCountry: wrong.filter((one) => one.problem?.code === 'number-no-country'),
      repeats: all.filter((one) => one.repeat).length,
      countries: [...countries],
    };
  };
}

function e164Of(written: string, country: string | null): string | null {
  const parsed = country === null ? parsePhone(written) : parsePhone(written, country);
  return parsed.ok ? parsed.value.e164 : null;
}

/**
 * Takes one person out of a draft, whatever way the number is written in.
 * @param country ISO 3166 alpha-2 of numbers without a country code; null: none is assumed
 * @returns the same draft where the number is not in it; null where nobody else is, so that its text goes too
 */
export function withoutNumber(draft: Draft, number: string, country: string | null): Draft | null {
  const gone = e164Of(number, country);
  const isGone = (one: RecipientDraft) => gone !== null && e164Of(one.written, country) === gone;
  const typedGone = splitTyped(draft.typed).some(isGone);
  if (!typedGone && !draft.recipients.some(isGone)) return draft;
  const recipients = draft.recipients.filter((one) => !isGone(one));
  const rest = splitTyped(draft.typed).filter((one) => !isGone(one));
  if (recipients.length + rest.length === 0) return null;
  return { ...draft, recipients, typed: typedGone ? rest.map((one) => one.written).join(', ') : draft.typed };
}
