/**
 * Phone numbers as people write and paste them, made into E.164 (ITU-T E.164: "+" and at most 15 digits).
 *
 * libphonenumber-js with its `min` metadata: half the size of `max` (83 KB), and what is used of it (country, possible
 * lengths, grouping) is the same in both. What `max` adds is whether a number lies in a range that is known to be in
 * use, and that is not asked: operators open ranges before the metadata knows them, and the API has the last word.
 * A length that the country doesn't have is refused. Which of two readings is a valid number is judged by `min` too: it
 * takes more for valid, so that a person is asked rather too often.
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
import { fail, ok, type Problem, problem, type Result } from './problem.ts';
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

/** Digits of other scripts that NFKC leaves alone: Arabic-Indic and Persian. */
const otherZeros = [0x0660, 0x06f0] as const;

/** Full-width and other digits, and the full-width plus, made plain. */
export function withPlainDigits(text: string): string {
  return text.normalize('NFKC').replace(/[\u0660-\u0669\u06f0-\u06f9]/g, (digit) => {
    const code = digit.charCodeAt(0);
    const base = otherZeros.find((zero) => code >= zero && code < zero + 10) ?? code;
    return String(code - base);
  });
}

/** Digits made plain, marks that can't be seen and "tel:" taken away, spaces made one kind. */
function plain(text: string): string {
  return withPlainDigits(text)
    .replace(/\p{Cf}/gu, '')
    .replace(/[\s\p{Z}]+/gu, ' ')
    .replace(/[\p{Pd}\u2212]/gu, '-')
    .trim()
    .replace(/^tel:\s*/i, '');
}

const mendInternational = 'Write it with "+" and the country code, such as +372 5550 1411.';

function refuse(
  code: string,
  sentence: string,
  mend: string,
): { readonly ok: false; readonly problem: Problem } {
  return fail(problem(code, sentence, mend, 'to'));
}

/** What can be told from the writing alone, before any digit is counted. */
function checkWriting(text: string): Problem | null {
  const refusal = (code: string, sentence: string, mend: string) => problem(code, sentence, mend, 'to');
  if (text === '') return refusal('number-empty', 'The number is empty.', mendInternational);
  if (/^[+-]?\d+(?:[.,]\d+)?e[+-]?\d+$/i.test(text)) {
    return refusal(
      'number-spreadsheet',
      'A spreadsheet has rounded this number, and its last digits are lost.',
      'Format the column as text in the spreadsheet and export the original numbers again.',
    );
  }
  if (/\d\s*(?:;?\s*ext(?:ension|n)?\b|x|#|доб)[.:=\s]*\d+$/iu.test(text)) {
    return refusal(
      'number-extension',
      'The number has an extension, which a message cannot reach.',
      'Give a number without an extension.',
    );
  }
  if (/\p{L}/u.test(text)) {
    return refusal('number-letters', 'The number contains letters.', 'Write it in digits.');
  }
  if (!/\d/.test(text))
    return refusal('number-empty', 'There are no digits in the number.', mendInternational);
  if (!/^[\d ()[\]./+-]+$/.test(text) || !/^[^\d+]*\+?[^+]*$/.test(text)) {
    return refusal(
      'number-characters',
      'The number contains something that does not belong in a phone number.',
      'Use digits, with "+" only at the front.',
    );
  }
  return null;
}

/** "5550141.0": nothing but digits (and a "+") and one point, as a spreadsheet writes a number that it calculates with. */
const decimal = /^(\+?\d+)\.(\d{1,2})$/;
/** Zeros behind a point, whatever stands before it. */
const zerosBehindPoint = /^(.*\d)[^\d]*\. ?0+$/;

/**
 * How a number with a point before its last digits is read: a decimal's one or two zeros are dropped; otherwise the
 * point only groups, and every digit counts.
 * @returns the reading that is taken and the one that could also be meant; null where there is only one
 */
function pointReadings(written: string): { readonly taken: string; readonly other: string } | null {
  const [, short, tail] = decimal.exec(written) ?? [];
  if (short !== undefined) {
    return /^0+$/.test(tail ?? '') ? { taken: short, other: written } : { taken: written, other: short };
  }
  const [, before] = zerosBehindPoint.exec(written) ?? [];
  return before === undefined ? null : { taken: written, other: before };
}

/**
 * Makes what a person wrote or pasted into a number that Messente takes. Forgives spaces, brackets, dashes, dots, "00"
 * for "+", "tel:", full-width digits and invisible marks.
 * @param text as it was written
 * @param defaultCountry ISO 3166 alpha-2 of numbers without a country code; where left out they are refused, since a
 *   country code must never be added blindly
 * @returns any number whose length is possible in its country, in use or not; or a problem whose code says why not:
 *   `number-empty`, `-letters`, `-extension`, `-spreadsheet`, `-characters`, `-no-country`, `-country-unknown`,
 *   `-too-short`, `-too-long`, `-wrong-length`, `-impossible`, and `-two-readings` where a spreadsheet's ".0" may or may
 *   not belong to it; `country-unknown` for a default country that doesn't exist
 */
export function parsePhone(text: string, defaultCountry?: string): Result<ParsedPhone> {
  const written = plain(text);
  const readings = pointReadings(written);
  if (readings === null) return readWriting(written, defaultCountry);
  const taken = readWriting(readings.taken, defaultCountry);
  const other = readWriting(readings.other, defaultCountry);
  if (!taken.ok || !other.ok || !isValid(other.value.e164)) return taken;
  const [one, two] = [taken.value.international, other.value.international];
  return refuse(
    'number-two-readings',
    `The number can be read as ${one} or as ${two}.`,
    'Write it with "+" and without a point; in a spreadsheet, format the column as text.',
  );
}

/** Whether the number lies in a range that its country is known to have. */
function isValid(e164: string): boolean {
  return parsePhoneNumberFromString(e164)?.isValid() === true;
}

function readWriting(written: string, defaultCountry: string | undefined): Result<ParsedPhone> {
  const wrong = checkWriting(written);
  if (wrong) return fail(wrong);

  const digits = written.replace(/\D/g, '');
  if (written.includes('+')) return parseInternational(digits);
  if (defaultCountry === undefined) {
    if (digits.startsWith('00')) return parseInternational(digits);
    return refuse('number-no-country', 'The number has no country code.', mendInternational);
  }
  const country = defaultCountry.toUpperCase();
  if (!isSupportedCountry(country)) {
    return refuse(
      'country-unknown',
      'The default country does not exist.',
      'Choose it by its two letters, such as EE.',
    );
  }
  return parseNational(digits, country);
}

function parseInternational(digits: string): Result<ParsedPhone> {
  // No country code begins with 0: "+00372…" and "00372…" both mean "+372…".
  const significant = digits.replace(/^00/, '');
  if (significant.length > 15) return tooLong();
  return judge(`+${significant}`, undefined);
}

/** A number without "+": inside the country by its own rules, abroad by the country's prefix or "00". */
function parseNational(digits: string, country: CountryCode): Result<ParsedPhone> {
  if (digits.length > 20) return tooLong();
  const inside = judge(digits, country);
  if (inside.ok || !digits.startsWith('00')) return inside;
  return parseInternational(digits);
}

function tooLong(): Result<ParsedPhone> {
  return refuse(
    'number-too-long',
    'The number is too long.',
    'A number has at most 15 digits with its country code.',
  );
}

function judge(text: string, country: CountryCode | undefined): Result<ParsedPhone> {
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
    return ok(parsedPhone(canonical));
  }
  switch (
    country === undefined ? validatePhoneNumberLength(text) : validatePhoneNumberLength(text, country)
  ) {
    case 'INVALID_COUNTRY':
      return refuse('number-country-unknown', 'No country has this country code.', mendInternational);
    case 'TOO_LONG':
      return country === undefined ? tooLong() : wrongLength(country, 'too-long', 'too long');
    case 'INVALID_LENGTH':
      return wrongLength(country, 'wrong-length', 'not as long as numbers are');
    case 'NOT_A_NUMBER':
    case 'TOO_SHORT':
      return wrongLength(country, 'too-short', 'too short');
    default:
      return refuse('number-impossible', 'No country has a number like this.', mendInternational);
  }
}

function wrongLength(country: string | undefined, code: string, how: string): Result<ParsedPhone> {
  const where = country === undefined ? 'in its country' : `in ${country}, the default country`;
  return refuse(
    `number-${code}`,
    `The number is ${how} ${where}.`,
    country === undefined ? 'Check its digits.' : `Check its digits. ${mendInternational}`,
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

/** A number in groups, with its country code: "+372 5550 1411". */
export function formatPhone(e164: E164): string {
  const grouped = parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  // A zero that the library takes for a trunk prefix is a digit of the number all the same.
  return grouped.replace(/\D/gu, '') === e164.slice(1) ? grouped : e164;
}

/** The country that a number belongs to, ISO 3166 alpha-2; null where it belongs to none or can't be told. */
export function countryOf(e164: E164): string | null {
  return parsePhoneNumberFromString(e164)?.country ?? null;
}

/** The digits of a number's country code, and those behind it; no code where no country has it. */
export function splitPhone(e164: string): { readonly code: string; readonly national: string } {
  const phone = parsePhoneNumberFromString(e164);
  return phone === undefined
    ? { code: '', national: e164.slice(1) }
    : { code: phone.countryCallingCode, national: e164.slice(1 + phone.countryCallingCode.length) };
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
export function maskPhone(e164: E164): string {
  const code = parsePhoneNumberFromString(e164)?.countryCallingCode;
  const shown = code === undefined ? '+' : `+${code}`;
  const hidden = Math.max(0, e164.length - shown.length - 2);
  return `${shown}${'*'.repeat(hidden)}${hidden === 0 ? '' : e164.slice(-2)}`;
}
