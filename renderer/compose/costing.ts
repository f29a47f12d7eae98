/** What it would save to write a text in GSM-7: which characters stand in the way, and the text without them. */
import type { SmsSegments } from '../../shared/messaging/segments.ts';
import { type SmsForm, smsLength } from '../../shared/messaging/sms-length.ts';

export type CostingCharacter = { readonly character: string; readonly replacement: string | null };

export type Costing = {
  /** Each once, in the order they come. */
  readonly characters: readonly CostingCharacter[];
  /** The text with all of them replaced or left out. */
  readonly mended: string;
  readonly mendedSegments: SmsSegments;
};

/** More different ones than this, with nothing near, and the text is simply of another script. */
const mostWithoutReplacement = 2;

/**
 * @param segments the text as it goes out (smsLength)
 * @returns null where nothing costs, or nothing can be done about it
 */
export function costingOf(text: string, segments: SmsSegments, form: SmsForm = {}): Costing | null {
  if (segments.encoding === 'GSM-7') return null;
  const found = new Map<string, string | null>();
  for (const { character, replacement } of segments.unicodeCharacters) found.set(character, replacement);
  const characters = [...found].map(([character, replacement]) => ({ character, replacement }));
  if (characters.filter((one) => one.replacement === null).length > mostWithoutReplacement) return null;
  const mended = replaceCharacters(text, found);
  return { characters, mended, mendedSegments: smsLength(mended, form) };
}

/** Replaces each character of the map; those without a replacement are left out. */
export function replaceCharacters(text: string, replacements: ReadonlyMap<string, string | null>): string {
  let result = '';
  for (const character of text) {
    const replacement = replacements.get(character);
    result += replacement === undefined ? character : (replacement ?? '');
  }
  return result;
}

/** Some words around the first of the characters, to show the change in place. */
export function contextOf(text: string, character: string): readonly [before: string, after: string] {
  const at = text.indexOf(character);
  const before = text.slice(0, at);
  const after = text.slice(at + character.length);
  const start = before.length > 22 ? before.indexOf(' ', before.length - 22) + 1 : 0;
  const end = after.length > 22 ? after.lastIndexOf(' ', 22) : after.length;
  return [before.slice(start), after.slice(0, end < 0 ? 22 : end)];
}
