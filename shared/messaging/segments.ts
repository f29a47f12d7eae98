/**
 * Calculates the length of an SMS: its encoding, its number of parts, and where they are cut. Rules: 3GPP TS
 * 23.038 (alphabet), TS 23.040 (user data of 140 octets, header, concatenation). Messente's own calculators
 * disagree with each other about emoji and are not followed.
 *
 * Messente's autoconvert is `on` by default and uses the account's own table, so the sent text may be shorter
 * than counted here; with `off` the count is exact.
 */
import { messagingProblem } from '../problems/messaging.ts';
import { gsmReplacement, septetsOf } from './gsm-alphabet.ts';
import { fail, ok, type Result } from './problem.ts';

type SmsEncoding = 'GSM-7' | 'UCS-2';

/** One part of a message: UTF-16 indexes into the text (the end is exclusive), and its length in units. */
type SmsPart = { readonly start: number; readonly end: number; readonly units: number };

/** A character outside the GSM alphabet, which forces the whole text into UCS-2. */
export type UnicodeCharacter = {
  /** UTF-16 index into the text. */
  readonly index: number;
  /** One code point, or a lone surrogate. */
  readonly character: string;
  /** The replacement in GSM-7; '' if the character can be left out, null if nothing is similar. */
  readonly replacement: string | null;
};

export type SmsSegments = {
  readonly encoding: SmsEncoding;
  /** Septets in GSM-7 (an extension character takes two), UTF-16 units in UCS-2. */
  readonly units: number;
  /**
   * The number of messages that are sent and charged. An empty text is one message with no units, as networks
   * count it.
   */
  readonly segments: number;
  /** How many units one part can hold; the rest is lost if a character does not fit. */
  readonly unitsPerSegment: number;
  /** How many units still fit into the last part. */
  readonly remaining: number;
  readonly parts: readonly SmsPart[];
  readonly unicodeCharacters: readonly UnicodeCharacter[];
};

const userDataOctets = 140;
/**
 * A concatenation element (TS 23.040, 9.2.3.24.1): 5 octets within a header, 6 with the header's own length
 * octet.
 */
const concatenationOctets = 5;

/** The number of parts is one octet of the concatenation element. */
export const maximumSegments = 255;

/**
 * The longest header that a user may give: with the concatenation element, each part still has room for 4
 * octets, i.e. one surrogate pair.
 */
export const maximumUdhOctets = userDataOctets - concatenationOctets - 4;

function capacity(encoding: SmsEncoding, headerOctets: number): number {
  const octets = userDataOctets - headerOctets;
  return Math.floor(encoding === 'GSM-7' ? (octets * 8) / 7 : octets / 2);
}

/**
 * Counts a text as an SMS, and cuts it as a network would: a surrogate pair and an extension character's
 * escape are never cut in two; longer sequences (an emoji of several code points) may be.
 * @param options.udhOctets length of the user's own header including its length octet, 0 for none
 * @throws RangeError if udhOctets is not a whole number from 0 to `maximumUdhOctets`; check it with parseUdh
 * first
 */
export function segmentSms(text: string, options: { readonly udhOctets?: number } = {}): SmsSegments {
  const header = options.udhOctets ?? 0;
  if (!Number.isInteger(header) || header < 0 || header > maximumUdhOctets) {
    throw new RangeError(`a header of ${header} octets leaves no room`);
  }
  const unicodeCharacters: UnicodeCharacter[] = [];
  let septets = 0;
  let index = 0;
  for (const character of text) {
    const taken = septetsOf(character);
    septets += taken;
    if (taken === 0) unicodeCharacters.push({ index, character, replacement: gsmReplacement(character) });
    index += character.length;
  }
  const encoding: SmsEncoding = unicodeCharacters.length === 0 ? 'GSM-7' : 'UCS-2';
  const units = encoding === 'GSM-7' ? septets : text.length;

  const single = capacity(encoding, header);
  const unitsPerSegment =
    units <= single
      ? single
      : capacity(encoding, header === 0 ? concatenationOctets + 1 : header + concatenationOctets);
  const parts = cut(text, encoding, unitsPerSegment);
  return {
    encoding,
    units,
    segments: parts.length,
    unitsPerSegment,
    remaining: unitsPerSegment - (parts.at(-1)?.units ?? 0),
    parts,
    unicodeCharacters,
  };
}

function cut(text: string, encoding: SmsEncoding, unitsPerSegment: number): SmsPart[] {
  const parts: SmsPart[] = [];
  let start = 0;
  let end = 0;
  let units = 0;
  for (const character of text) {
    const taken = encoding === 'GSM-7' ? septetsOf(character) : character.length;
    if (units + taken > unitsPerSegment) {
      parts.push({ start, end, units });
      start = end;
      units = 0;
    }
    units += taken;
    end += character.length;
  }
  parts.push({ start, end, units });
  return parts;
}

/**
 * Parses a user data header in hexadecimal, as in Messente's `udh` field.
 * @returns its octets, the length octet first; or problem `udh-not-hex`, `udh-length` (the length octet or an
 * element's length contradicts what follows) or `udh-too-long`
 */
export function parseUdh(hex: string): Result<Uint8Array> {
  const digits = hex.trim();
  if (!/^(?:[0-9a-f]{2})+$/i.test(digits)) {
    return fail(messagingProblem('udh-not-hex'));
  }
  const octets = Uint8Array.from(digits.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  if (octets.length > maximumUdhOctets) {
    return fail(messagingProblem('udh-too-long', { length: octets.length, maximumUdhOctets }));
  }
  if (!hasConsistentLengths(octets)) {
    return fail(messagingProblem('udh-length'));
  }
  return ok(octets);
}

/** Returns how many octets a step's header takes in each part; a missing or unreadable header takes none. */
export function udhOctetsOf(udh: string | undefined): number {
  const read = udh === undefined || udh.trim() === '' ? null : parseUdh(udh);
  return read?.ok ? read.value.length : 0;
}

/**
 * TS 23.040, 9.2.3.24: UDHL, then at least one element of identifier, length and data, which fill it exactly.
 */
function hasConsistentLengths(octets: Uint8Array): boolean {
  if (octets.length < 3 || octets[0] !== octets.length - 1) return false;
  let position = 1;
  while (position < octets.length) {
    const length = octets[position + 1];
    if (length === undefined) return false;
    position += 2 + length;
  }
  return position === octets.length;
}
