/**
 * How long an SMS step is as it goes out: with its own header, and as its autoconvert makes it. Everything that counts
 * an SMS (the meter, the chain, costs, estimates, the history) counts it here, so that no two numbers disagree.
 */
import type { DraftStep } from './compose.ts';
import { type SmsSegments, segmentSms, udhOctetsOf } from './segments.ts';

/** What a step says of how its text goes out. */
export type SmsForm = Pick<DraftStep, 'autoconvert' | 'udh'>;

/**
 * A text as it goes out. Messente's `full` puts the nearest GSM character for every other that has one; what the
 * account's own table does under `on` is not known, so the text is counted as it is.
 * @param text what the person gets; the step's own, or with a person's values in it
 */
export function textAsSent(text: string, { autoconvert }: Pick<SmsForm, 'autoconvert'>): string {
  if (autoconvert !== 'full') return text;
  const { unicodeCharacters } = segmentSms(text);
  if (unicodeCharacters.length === 0) return text;
  const replacements = new Map(unicodeCharacters.map((one) => [one.character, one.replacement]));
  return [...text].map((character) => replacements.get(character) ?? character).join('');
}

/**
 * Counts a text as it goes out. A header that can't be read takes nothing: that it is wrong is said at its field.
 * @returns `unicodeCharacters`: those that stay, at their places in `text` as it was written; all else as it is sent
 */
export function smsLength(text: string, form: SmsForm): SmsSegments {
  const options = { udhOctets: udhOctetsOf(form.udh) };
  if (form.autoconvert !== 'full') return segmentSms(text, options);
  const staying = segmentSms(text).unicodeCharacters.filter((one) => one.replacement === null);
  return { ...segmentSms(textAsSent(text, form), options), unicodeCharacters: staying };
}

/** As how many parts a text is charged. */
export function smsPartsOf(text: string, form: SmsForm): number {
  return smsLength(text, form).segments;
}

/** As how many parts a step is charged: channels other than SMS are charged by the message. */
export function stepParts({ channel, text, ...form }: Pick<DraftStep, 'channel' | 'text'> & SmsForm): number {
  return channel === 'sms' ? smsPartsOf(text, form) : 1;
}
