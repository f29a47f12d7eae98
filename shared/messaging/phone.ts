/**
 * Phone numbers as people write and paste them, made into E.164 (ITU-T E.164: "+" and at most 15 digits).
 *
 * libphonenumber-js with its `min` metadata: half the size of `max` (83 KB), and what is used of it (country, possible
 * lengths, grouping) is the same in both. What `max` adds is whether a number lies in a range that is known to be in
 * use, and that is not asked: operators open ranges before the metadata knows them, and the API has the last word.
 * A length that the country doesn't have is refused. Which of two readings is a valid number is judged by `min` too: it
 * takes more for valid, so that a person is rather asked once too often.
 */

import {
  type CountryCode,
  getCountries,
  getCountryCallingCode,
  isSupportedCountry,
  Metadata,
  type PhoneNumber,
  parsePhoneNumberFromString,
  validatePhoneNumberLength,
} from 'libphonenumber-js/min';
import { messagingProblem } from '../problems/messaging.ts';
import { checkWriting, plainNumber, pointReadings } from './number-writing.ts';
import { fail, ok, type Problem, type Result } from './problem.ts';
import type { E164 } from './types.ts';

export type ParsedPhone = {
  readonly e164: E164;
  /** ISO 3166 alpha-2; null where the number belongs to none (satellite, freephone) or can't be told. */
  readonly country: string | null;
  /** As it is written inside its country: "5550 1411". */
  readonly national: string;
  /** Grouped, with its country code: "+372 5550 1411". */
  readonly international: string;
};

/** What the digits of a number without "+" begin with: its country code, or the number inside of its country. */
export type NumbersAs = 'national' | 'international';

/** What a number without "+" can be; null: it can't be that. */
export type Readings = Readonly<Record<NumbersAs, ParsedPhone | null>>;

/**
 * Makes what a person wrote or pasted into a number that Messente takes. Forgives spaces, brackets, dashes, dots, "00"
 * for "+", "tel:", full-width digits and invisible marks.
 * @param text as it was written
 * @param defaultCountry ISO 3166 alpha-2 of numbers without a country code; where left out they are refused, since a
 *   country code must never be added blindly
 * @param numbers how every number without "+" or "00" is read; left out: as it can only be meant, and refused where
 *   that can't be told
 * @returns any number whose length is possible in its country, in use or not; or a problem whose code says why not:
 *   `number-empty`, `-letters`, `-extension`, `-spreadsheet`, `-characters`, `-no-country`, `-country-unknown`,
 *   `-too-short`, `-too-long`, `-wrong-length`, `-impossible`; `-two-readings` where a spreadsheet's ".0" may or may not
 *   belong to it; `-ambiguous` where a number without "+" may have its country code already (see `readPhone`);
 *   `country-unknown` for a default country that doesn't exist
 */
export function parsePhone(text: string, defaultCountry?: string, numbers?: NumbersAs): Result<ParsedPhone> {
  const read = readNumber(plainNumber(text), defaultCountry, numbers);
  return read.ok ? ok(read.value.phone) : fail(read.problem);
}

/** A number that may have a spreadsheet's decimal behind it. */
function readNumber(written: string, defaultCountry?: string, numbers?: NumbersAs): Judged {
  const readings = pointReadings(written);
  if (readings === null) return readWriting(written, defaultCountry, numbers);
  const taken = readWriting(readings.taken, defaultCountry, numbers);
  const other = readWriting(readings.other, defaultCountry, numbers);
  if (!taken.ok && taken.problem.code === 'number-ambiguous') {
    // Whichever way a person would choose, it may be another number: then there is nothing to choose.
    const own = readNumber(written, defaultCountry, 'international');
    const inside = readNumber(written, defaultCountry, 'national');
    if (!own.ok && !inside.ok) return own;
    return { ...taken, readings: { international: phoneOf(own), national: phoneOf(inside) } };
  }
  if (!taken.ok || !other.ok || !other.value.isValid) return taken;
  const [one, two] = [taken.value.phone.international, other.value.phone.international];
  return fail(messagingProblem('number-two-readings', { one, two }, 'to'));
}

export type PhoneReading = {
  readonly parsed: Result<ParsedPhone>;
  /** What a number without "+" can be, for a person to choose; null: there is nothing to choose. */
  readonly readings: Readings | null;
  /** Whether the number was read with the default country's code, which the text does not have. */
  readonly countryAdded: boolean;
};

/** Reads a number as {@link parsePhone} does, with what a form shows of the reading. */
export function readPhone(text: string, defaultCountry?: string): PhoneReading {
  const written = plainNumber(text);
  const read = readNumber(written, defaultCountry);
  if (!read.ok) {
    return { parsed: fail(read.problem), readings: read.readings ?? null, countryAdded: false };
  }
  const countryAdded = defaultCountry !== undefined && !hasCountryCode(written);
  return { parsed: ok(read.value.phone), readings: null, countryAdded };
}

/** Whether a number says itself that it begins with a country code. */
function hasCountryCode(written: string): boolean {
  if (written.includes('+')) return true;
  const digits = (pointReadings(written)?.taken ?? written).replace(/\D/g, '');
  return digits.startsWith('00') && parseInternational(digits).ok;
}

type Refused = { readonly ok: false; readonly problem: Problem; readonly readings?: Readings };
/** With whether the number lies in a range that its country is known to have. */
type Judged =
  | { readonly ok: true; readonly value: { readonly phone: ParsedPhone; readonly isValid: boolean } }
  | Refused;

const phoneOf = (read: Judged): ParsedPhone | null => (read.ok ? read.value.phone : null);

function readWriting(
  written: string,
  defaultCountry: string | undefined,
  numbers: NumbersAs | undefined,
): Judged {
  const wrong = checkWriting(written);
  if (wrong) return fail(wrong);

  const digits = written.replace(/\D/g, '');
  if (written.includes('+') || numbers === 'international') return parseInternational(digits);
  if (defaultCountry === undefined) {
    if (digits.startsWith('00')) return parseInternational(digits);
    const refused = fail(messagingProblem('number-no-country', {}, 'to'));
    return { ...refused, readings: { international: phoneOf(parseInternational(digits)), national: null } };
  }
  const country = defaultCountry.toUpperCase();
  if (!isSupportedCountry(country)) {
    return fail(messagingProblem('country-unknown', {}, 'to'));
  }
  if (digits.length > 20) return tooLong();
  return numbers === 'national' ? parseNational(digits, country) : parseUnmarked(digits, country);
}

function parseInternational(digits: string): Judged {
  // No country code begins with 0: "+00372…" and "00372…" both mean "+372…".
  const significant = digits.replace(/^00/, '');
  if (significant.length > 15) return tooLong();
  return judge(`+${significant}`, undefined);
}

/** A number without "+", inside of the country; abroad only with the country's own prefix for that, or "00". */
function parseNational(digits: string, country: CountryCode): Judged {
  const inside = judge(digits, country);
  if (!inside.ok && digits.startsWith('00')) return parseInternational(digits);
  // The library finds the country's own code in front of what is no number inside of it: then it was written already.
  if (inside.ok && inside.value.phone.e164 === `+${digits}`) {
    return judge(`+${getCountryCallingCode(country)}${digits}`, undefined);
  }
  return inside;
}

/**
 * A number without "+", where nobody says how it is meant. It is taken where it can only be meant in one way: it is a
 * number of the country, and is none with the country code that its digits may begin with, or the other way round where
 * "00" or the country's own prefix for calls abroad stands before it. A country code is never added to what may have one.
 */
function parseUnmarked(digits: string, country: CountryCode): Judged {
  const inside = parseNational(digits, country);
  const abroad = parseInternational(digits);
  const isMarked = digits.startsWith('00');
  if (!inside.ok) {
    return abroad.ok && abroad.value.isValid && !isMarked
      ? ambiguous(digits, country, abroad, inside)
      : inside;
  }
  const { e164 } = inside.value.phone;
  if (abroad.ok && abroad.value.isValid) {
    return abroad.value.phone.e164 === e164 ? inside : ambiguous(digits, country, abroad, inside);
  }
  // Written as it is dialled abroad, with "00": a number as with "+", in use or not.
  if (isMarked && digits.endsWith(e164.slice(1))) return inside;
  return inside.value.isValid ? inside : ambiguous(digits, country, abroad, inside);
}

function ambiguous(digits: string, country: CountryCode, abroad: Judged, inside: Judged): Judged {
  const one = abroad.ok ? abroad.value.phone.international : `+${digits}`;
  const two = inside.ok ? inside.value.phone.international : `+${getCountryCallingCode(country)} ${digits}`;
  const id =
    inside.ok && inside.value.isValid
      ? 'number-ambiguous'
      : abroad.ok && abroad.value.isValid
        ? 'number-ambiguous/only-abroad'
        : 'number-ambiguous/neither';
  const readings = { international: phoneOf(abroad), national: phoneOf(inside) };
  return { ...fail(messagingProblem(id, { one, two, country }, 'to')), readings };
}

function tooLong(): Judged {
  return fail(messagingProblem('number-too-long', {}, 'to'));
}

function judge(text: string, country: CountryCode | undefined): Judged {
  const options = country === undefined ? { extract: false } : { defaultCountry: country, extract: false };
  const phone = parsePhoneNumberFromString(text, options);
  // Read again from its E.164 form: what is said of a number must not depend on how it was written. Where that takes
  // another digit away ("+44 000…"), it was no number.
  const canonical = phone && parsePhoneNumberFromString(phone.number);
  const isStable = canonical?.number === phone?.number;
  // A zero that stood behind the country code is taken for a trunk prefix ("+44 (0)20 …") only where what is left is a
  // number that is known to be in use: else a digit of a number would be lost, and another one written to.
  const isWhole = country !== undefined || canonical?.number === text || canonical?.isValid() === true;
  if (canonical?.isPossible() && isStable && isWhole && /^\+\d{7,15}$/.test(canonical.number)) {
    return ok({ phone: parsedPhone(canonical), isValid: canonical.isValid() });
  }
  switch (
    country === undefined ? validatePhoneNumberLength(text) : validatePhoneNumberLength(text, country)
  ) {
    case 'INVALID_COUNTRY':
      return fail(messagingProblem('number-country-unknown', {}, 'to'));
    case 'TOO_LONG':
      return country === undefined ? tooLong() : wrongLength(country, 'number-too-long');
    case 'INVALID_LENGTH':
      return wrongLength(country, 'number-wrong-length');
    case 'NOT_A_NUMBER':
    case 'TOO_SHORT':
      return wrongLength(country, 'number-too-short');
    default:
      return fail(messagingProblem('number-impossible', {}, 'to'));
  }
}

function wrongLength(
  country: string | undefined,
  code: 'number-too-long' | 'number-too-short' | 'number-wrong-length',
): Judged {
  return fail(
    country === undefined
      ? messagingProblem(`${code}/in-its-country`, {}, 'to')
      : messagingProblem(`${code}/in-default-country`, { country }, 'to'),
  );
}

function parsedPhone(phone: PhoneNumber): ParsedPhone {
  return {
    e164: phone.number as string as E164,
    country: phone.country ?? null,
    national: phone.formatNational(),
    international: phone.formatInternational(),
  };
}

/** A number in groups, with its country code: "+372 5550 1411"; a text that is not a number, as it is. */
export function formatPhone(e164: string): string {
  const grouped = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  // A zero that the library takes for a trunk prefix is a digit of the number all the same.
  return grouped.replace(/\D/gu, '') === e164.slice(1) ? grouped : e164;
}

/** The country that a number belongs to, ISO 3166 alpha-2; null where it belongs to none or can't be told. */
export function countryOf(e164: string): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

/** The digits of a number's country code, and those behind it; no code where no country has it. */
export function splitPhone(e164: string): { readonly code: string; readonly national: string } {
  const phone = parsePhoneNumberFromString(e164);
  return phone === undefined
    ? { code: '', national: e164.slice(1) }
    : { code: phone.countryCallingCode, national: e164.slice(1 + phone.countryCallingCode.length) };
}

/** The countries, ISO 3166 alpha-2, that share a country code ("1"); none where it belongs to no country ("800"). */
export function countriesOfCode(code: string): readonly string[] {
  return getCountries().filter((country) => getCountryCallingCode(country) === code);
}

/** Every country code there is ("372"), with how many digits a number that parsePhone takes has behind it. */
export function countryCodes(): ReadonlyMap<string, ReadonlySet<number>> {
  const codes = new Map<string, Set<number>>();
  const metadata = new Metadata();
  for (const country of getCountries()) {
    metadata.selectNumberingPlan(country);
    const code = String(getCountryCallingCode(country));
    const lengths = codes.get(code) ?? new Set();
    for (const length of metadata.numberingPlan?.possibleLengths() ?? []) lengths.add(length);
    codes.set(code, lengths);
  }
  return codes;
}

/**
 * A number for logs and reports: its country code and its last two digits, "+372******11". A text that is no number is
 * masked whole but for the last two.
 */
export function maskPhone(e164: string): string {
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode;
  const shown = code === undefined ? '+' : `+${code}`;
  const hidden = Math.max(0, e164.length - shown.length - 2);
  return `${shown}${'*'.repeat(hidden)}${hidden === 0 ? '' : e164.slice(-2)}`;
}
