/**
 * Converts phone numbers as people write and paste them to E.164 (ITU-T E.164: "+" and at most 15 digits).
 *
 * Uses libphonenumber-js with its `min` metadata, which is half the size of `max` (83 KB). The parts that are
 * used (country, possible lengths, grouping) are the same in both. `max` also knows which ranges are in use.
 * This is not checked, because operators open ranges before the metadata knows them, and the API decides. A
 * length that does not exist in the country is refused. `min` also decides which of two readings is a valid
 * number: it accepts more numbers, so the user is asked rather too often than too rarely.
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
  /**
   * ISO 3166 alpha-2; null if the number belongs to no country (satellite, freephone) or its country is not
   * known.
   */
  readonly country: string | null;
  /** The notation inside its country: "5550 1411". */
  readonly national: string;
  /** Grouped, with its country code: "+372 5550 1411". */
  readonly international: string;
};

/**
 * How the digits of a number without "+" are read: with the country code first, or as a number inside the
 * country.
 */
export type NumbersAs = 'national' | 'international';

/** The possible readings of a number without "+"; null means that this reading is impossible. */
export type Readings = Readonly<Record<NumbersAs, ParsedPhone | null>>;

/**
 * Parses a number that a person wrote or pasted. Accepts spaces, brackets, dashes, dots, "00" for "+",
 * "tel:", full-width digits and invisible marks.
 * @param text as written
 * @param defaultCountry ISO 3166 alpha-2, for numbers without a country code. If missing, such numbers are
 * refused, because a
 * country code must never be guessed
 * @param numbers how every number without "+" or "00" is read. If missing, the only possible reading is used,
 * and
 * ambiguous numbers are refused
 * @returns any number whose length is possible in its country, in use or not; or a problem whose code says
 * why not:
 * `number-empty`, `-letters`, `-extension`, `-spreadsheet`, `-characters`, `-no-country`, `-country-unknown`,
 * `-too-short`, `-too-long`, `-wrong-length`, `-impossible`; `-two-readings` if a spreadsheet's ".0" may or
 * may not
 * belong to it; `-ambiguous` if a number without "+" may already have its country code (see `readPhone`);
 * `country-unknown` for a default country that does not exist
 */
export function parsePhone(text: string, defaultCountry?: string, numbers?: NumbersAs): Result<ParsedPhone> {
  const read = readNumber(plainNumber(text), defaultCountry, numbers);
  return read.ok ? ok(read.value.phone) : fail(read.problem);
}

/** Parses a number that may end with a spreadsheet's decimal. */
function readNumber(written: string, defaultCountry?: string, numbers?: NumbersAs): Judged {
  const readings = pointReadings(written);
  if (readings === null) return readWriting(written, defaultCountry, numbers);
  const taken = readWriting(readings.taken, defaultCountry, numbers);
  const other = readWriting(readings.other, defaultCountry, numbers);
  if (!taken.ok && taken.problem.code === 'number-ambiguous') {
    // Every choice of the user may give another number, so there is nothing to choose.
    const own = readNumber(written, defaultCountry, 'international');
    const inside = readNumber(written, defaultCountry, 'national');
    if (!own.ok && !inside.ok) return own;
    return { ...taken, readings: { international: phoneOf(own), national: phoneOf(inside) } };
  }
  if (!taken.ok || !other.ok || !other.value.isValid) return taken;
  const both = { likely: taken.value.phone.international, other: other.value.phone.international };
  return fail(messagingProblem('number-two-readings', both, 'to'));
}

export type PhoneReading = {
  readonly parsed: Result<ParsedPhone>;
  /** The possible readings of a number without "+", for the user to choose; null if there is no choice. */
  readonly readings: Readings | null;
  /** Whether the default country's code was added, which the text does not contain. */
  readonly countryAdded: boolean;
};

/** Parses a number as {@link parsePhone} does, and returns what a form shows about the reading. */
export function readPhone(text: string, defaultCountry?: string): PhoneReading {
  const written = plainNumber(text);
  const read = readNumber(written, defaultCountry);
  if (!read.ok) {
    return { parsed: fail(read.problem), readings: read.readings ?? null, countryAdded: false };
  }
  const countryAdded = defaultCountry !== undefined && !hasCountryCode(written);
  return { parsed: ok(read.value.phone), readings: null, countryAdded };
}

/** Returns whether a number is marked as starting with a country code. */
function hasCountryCode(written: string): boolean {
  if (written.includes('+')) return true;
  const digits = (pointReadings(written)?.taken ?? written).replace(/\D/g, '');
  return digits.startsWith('00') && parseInternational(digits).ok;
}

type Refused = { readonly ok: false; readonly problem: Problem; readonly readings?: Readings };
/** Also says whether the number lies in a range that is known in its country. */
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

/**
 * Parses a number without "+" inside the country; as international only with the country's own prefix for
 * that, or "00".
 */
function parseNational(digits: string, country: CountryCode): Judged {
  const inside = judge(digits, country);
  if (!inside.ok && digits.startsWith('00')) return parseInternational(digits);
  // If the digits are not a number inside the country, the library finds the country's own code at their
  // start: it was already written.
  if (inside.ok && inside.value.phone.e164 === `+${digits}`) {
    return judge(`+${getCountryCallingCode(country)}${digits}`, undefined);
  }
  return inside;
}

/**
 * Parses a number without "+" whose reading nobody chose. It is accepted if only one reading is possible: it
 * is a number of the country, and not one with the country code that its digits may begin with; or the
 * reverse if "00" or the country's own prefix for international calls precedes it. A country code is never
 * added to a number that may already have one.
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
  // Dialled with "00", which means the same as "+": a number, in use or not.
  if (isMarked && digits.endsWith(e164.slice(1))) return inside;
  return inside.value.isValid ? inside : ambiguous(digits, country, abroad, inside);
}

function ambiguous(digits: string, country: CountryCode, abroad: Judged, inside: Judged): Judged {
  const international = abroad.ok ? abroad.value.phone.international : `+${digits}`;
  const national = inside.ok
    ? inside.value.phone.international
    : `+${getCountryCallingCode(country)} ${digits}`;
  const id =
    inside.ok && inside.value.isValid
      ? 'number-ambiguous'
      : abroad.ok && abroad.value.isValid
        ? 'number-ambiguous/only-abroad'
        : 'number-ambiguous/neither';
  const readings = { international: phoneOf(abroad), national: phoneOf(inside) };
  return { ...fail(messagingProblem(id, { international, national, country }, 'to')), readings };
}

function tooLong(): Judged {
  return fail(messagingProblem('number-too-long', {}, 'to'));
}

function judge(text: string, country: CountryCode | undefined): Judged {
  const options = country === undefined ? { extract: false } : { defaultCountry: country, extract: false };
  const phone = parsePhoneNumberFromString(text, options);
  // Parse its E.164 form again, because the result must not depend on the notation. If that drops another
  // digit ("+44 000…"), the text was not a number.
  const canonical = phone && parsePhoneNumberFromString(phone.number);
  const isStable = canonical?.number === phone?.number;
  // A zero after the country code counts as a trunk prefix ("+44 (0)20 …") only if the rest is a number that
  // is known to be in use. Otherwise a digit would be lost, and the message would go to another number.
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

/**
 * Formats a number in groups with its country code: "+372 5550 1411"; returns a text that is not a number
 * unchanged.
 */
export function formatPhone(e164: string): string {
  const grouped = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  // A zero that the library treats as a trunk prefix is still a digit of the number.
  return grouped.replace(/\D/gu, '') === e164.slice(1) ? grouped : e164;
}

/** Returns the country of a number, ISO 3166 alpha-2; null if it belongs to none or is not known. */
export function countryOf(e164: string): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

/** Splits a number into its country code and the rest; the code is empty if no country has it. */
export function splitPhone(e164: string): { readonly code: string; readonly national: string } {
  const phone = parsePhoneNumberFromString(e164);
  return phone === undefined
    ? { code: '', national: e164.slice(1) }
    : { code: phone.countryCallingCode, national: e164.slice(1 + phone.countryCallingCode.length) };
}

/**
 * Returns the countries (ISO 3166 alpha-2) that share a country code ("1"); empty if it belongs to no country
 * ("800").
 */
export function countriesOfCode(code: string): readonly string[] {
  return getCountries().filter((country) => getCountryCallingCode(country) === code);
}

/**
 * Returns every existing country code ("372"), with the possible numbers of digits after it that parsePhone
 * accepts.
 */
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
 * Masks a number for logs and reports: shows its country code and its last two digits, "+372******11". A text
 * that is not a number is masked except for its last two characters.
 */
export function maskPhone(e164: string): string {
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode;
  const shown = code === undefined ? '+' : `+${code}`;
  const hidden = Math.max(0, e164.length - shown.length - 2);
  return `${shown}${'*'.repeat(hidden)}${hidden === 0 ? '' : e164.slice(-2)}`;
}
