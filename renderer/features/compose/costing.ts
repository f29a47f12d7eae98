/** What it would save to write a text in GSM-7: which characters stand in the way, and the text without them. */
import { gsmReplacement, septetsOf } from '../../../shared/messaging/gsm-alphabet.ts';
import type { SmsSegments } from '../../../shared/messaging/segments.ts';
import { type SmsForm, smsLength } from '../../../shared/messaging/sms-length.ts';

type CostingCharacter = { readonly character: string; readonly replacement: string | null };

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
  const found = replacementsIn(text, segments, form);
  const characters = [...found].map(([character, replacement]) => ({ character, replacement }));
  if (characters.filter((one) => one.replacement === null).length > mostWithoutReplacement) return null;
  const mended = replaceCharacters(text, found);
  return { characters, mended, mendedSegments: smsLength(mended, form) };
}

/** A character with its combining marks: macOS writes "ü" as "u" and a mark. */
const withMarks = /\P{M}\p{M}*|\p{M}+/gu;

/** What stands in the way of GSM-7, in the order it comes. A letter whose mark is written apart is put together first. */
function replacementsIn(text: string, segments: SmsSegments, form: SmsForm): Map<string, string | null> {
  const costly = new Map(segments.unicodeCharacters.map((one) => [one.character, one.replacement]));
  const found = new Map<string, string | null>();
  for (const [whole] of text.matchAll(withMarks)) {
    const composed = whole.normalize('NFC');
    // What "full" makes of such a letter is Messente's.
    if (composed !== whole && form.autoconvert !== 'full') found.set(whole, inGsm(composed));
    else
      for (const character of whole) {
        const replacement = costly.get(character);
        if (replacement !== undefined) found.set(character, replacement);
      }
  }
  return found;
}

/** @returns null where nothing of it comes near a GSM character */
function inGsm(text: string): string | null {
  const near = [...text].map((one) => (septetsOf(one) > 0 ? one : gsmReplacement(one)));
  return near.every((one) => one === null) ? null : near.join('');
}

/** Replaces each character of the map, one with its marks as a whole; those without a replacement are left out. */
export function replaceCharacters(text: string, replacements: ReadonlyMap<string, string | null>): string {
  const one = (character: string) => {
    const replacement = replacements.get(character);
    return replacement === undefined ? character : (replacement ?? '');
  };
  return text.replace(withMarks, (whole) =>
    replacements.has(whole) ? one(whole) : [...whole].map(one).join(''),
  );
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
