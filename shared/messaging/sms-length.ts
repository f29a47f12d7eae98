/**
 * Calculates the length of an SMS step as it is sent: with its own header, and after autoconvert. All counts
 * of an SMS (the meter, the chain, costs, estimates, the history) use this file, so that no two numbers
 * disagree.
 */
import type { DraftStep } from './compose.ts';
import { type SmsSegments, segmentSms, udhOctetsOf } from './segments.ts';

/** The options of a step that affect how its text is sent. */
export type SmsForm = Pick<DraftStep, 'autoconvert' | 'udh'>;

/**
 * Returns a text as it is sent. Messente's `full` replaces every character by the nearest GSM character if
 * there is one. The account's own table for `on` is not known, so the text is counted unchanged.
 * @param text the text for the recipient: the step's own, or with merged values
 */
export function textAsSent(text: string, { autoconvert }: Pick<SmsForm, 'autoconvert'>): string {
  if (autoconvert !== 'full') return text;
  const { unicodeCharacters } = segmentSms(text);
  if (unicodeCharacters.length === 0) return text;
  const replacements = new Map(unicodeCharacters.map((one) => [one.character, one.replacement]));
  return [...text].map((character) => replacements.get(character) ?? character).join('');
}

/**
 * Counts a text as it is sent. An unreadable header counts nothing, because its problem is reported at its
 * field.
 * @returns `unicodeCharacters` are those that remain, at their positions in the original `text`; all else is
 * about the sent text
 */
export function smsLength(text: string, form: SmsForm): SmsSegments {
  const options = { udhOctets: udhOctetsOf(form.udh) };
  if (form.autoconvert !== 'full') return segmentSms(text, options);
  const staying = segmentSms(text).unicodeCharacters.filter((one) => one.replacement === null);
  return { ...segmentSms(textAsSent(text, form), options), unicodeCharacters: staying };
}

/** Returns the number of parts that a text is charged for. */
export function smsPartsOf(text: string, form: SmsForm): number {
  return smsLength(text, form).segments;
}

/** Returns the number of parts that a step is charged for: channels other than SMS charge per message. */
export function stepParts({ channel, text, ...form }: Pick<DraftStep, 'channel' | 'text'> & SmsForm): number {
  return channel === 'sms' ? smsPartsOf(text, form) : 1;
}
