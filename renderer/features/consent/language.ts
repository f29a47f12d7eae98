/** The words of the purposes load with them. */
import { generalPurpose } from '../../../shared/messaging/purposes.ts';
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat } from '../../lib/words/en.ts';
import { purposesWords } from '../../lib/words/purposes.ts';
import { purposesTexts } from '../../lib/words/purposes-texts.ts';

const english = { purposes: purposesWords(purposesTexts.purposes, englishFormat) };

export const usePurposesLanguage = () => useLateLanguage(english);

type PurposesWords = ReturnType<typeof usePurposesLanguage>['words']['purposes'];

/** Returns the name of a purpose in the window's language, if it is a built-in one. @param name null: general */
export function purposeName(name: string | null, words: PurposesWords): string {
  const names: Readonly<Record<string, string>> = words.names;
  return names[name ?? generalPurpose] ?? name ?? '';
}
