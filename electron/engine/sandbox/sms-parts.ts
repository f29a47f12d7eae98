/** Counts the parts that an SMS is charged for. */
import { segmentSms } from '../../../shared/messaging/segments.ts';

type Sms = {
  readonly text: string;
  readonly autoconvert?: 'on' | 'full' | 'off' | undefined;
  readonly udh?: string | undefined;
};

/**
 * Returns the number of parts of an SMS. `autoconvert: on` applies the account's own table, which is empty in
 * the sandbox;
 * `full` replaces every character by the nearest GSM character if all characters have one.
 */
export function smsParts({ text, autoconvert, udh }: Sms): number {
  const udhOctets = (udh?.length ?? 0) / 2;
  const sent = autoconvert === 'full' ? convertFully(text) : text;
  return segmentSms(sent, { udhOctets }).segments;
}

function convertFully(text: string): string {
  const { unicodeCharacters } = segmentSms(text);
  const replacements = new Map(
    unicodeCharacters.map(({ character, replacement }) => [character, replacement]),
  );
  return [...text].map((character) => replacements.get(character) ?? character).join('');
}
