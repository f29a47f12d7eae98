/**
 * Calculates the saving of writing a text in GSM-7: which characters prevent it, and the text with
 * replacements.
 */
import { gsmReplacement, septetsOf } from '../../../shared/messaging/gsm-alphabet.ts';
import type { SmsSegments } from '../../../shared/messaging/segments.ts';
import { type SmsForm, smsLength } from '../../../shared/messaging/sms-length.ts';

type CostingCharacter = { readonly character: string; readonly replacement: string | null };

export type Costing = {
  /** Each character once, in order of occurrence. */
  readonly characters: readonly CostingCharacter[];
  /** The text with all of them replaced or removed. */
  readonly mended: string;
  readonly mendedSegments: SmsSegments;
};

/** With more different characters without replacements, the text is in another script. */
const mostWithoutReplacement = 2;

/**
 * Returns the saving.
 *
 * @param segments the text as sent (smsLength)
 * @returns null if there is no saving, or nothing can be replaced
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

/**
 * Returns the characters that prevent GSM-7, in order of occurrence. A letter and its separate mark are
 * combined first.
 */
function replacementsIn(text: string, segments: SmsSegments, form: SmsForm): Map<string, string | null> {
  const costly = new Map(segments.unicodeCharacters.map((one) => [one.character, one.replacement]));
  const found = new Map<string, string | null>();
  for (const [whole] of text.matchAll(withMarks)) {
    const composed = whole.normalize('NFC');
    // Messente decides how "full" converts such a letter.
    if (composed !== whole && form.autoconvert !== 'full') found.set(whole, inGsm(composed));
    else
      for (const character of whole) {
        const replacement = costly.get(character);
        if (replacement !== undefined) found.set(character, replacement);
      }
  }
  return found;
}

/** Returns the replacement; null if no GSM character is similar. */
function inGsm(text: string): string | null {
  const near = [...text].map((one) => (septetsOf(one) > 0 ? one : gsmReplacement(one)));
  return near.every((one) => one === null) ? null : near.join('');
}

/** Replaces each character in the map, including its marks; those without a replacement are removed. */
export function replaceCharacters(text: string, replacements: ReadonlyMap<string, string | null>): string {
  const one = (character: string) => {
    const replacement = replacements.get(character);
    return replacement === undefined ? character : (replacement ?? '');
  };
  return text.replace(withMarks, (whole) =>
    replacements.has(whole) ? one(whole) : [...whole].map(one).join(''),
  );
}

/** Returns some text around the first of the characters, to show the change in context. */
export function contextOf(text: string, character: string): readonly [before: string, after: string] {
  const at = text.indexOf(character);
  const before = text.slice(0, at);
  const after = text.slice(at + character.length);
  const start = before.length > 22 ? before.indexOf(' ', before.length - 22) + 1 : 0;
  const end = after.length > 22 ? after.lastIndexOf(' ', 22) : after.length;
  return [before.slice(start), after.slice(0, end < 0 ? 22 : end)];
}
