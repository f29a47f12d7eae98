/** The languages with a complete catalogue. */
import {
  type LanguageCode,
  type LanguageSetting,
  languageCodes,
  languageOf,
} from '../../../shared/contract/language.ts';
import { en } from './en.ts';
import type { Words } from './words.ts';

export { type LanguageCode, type LanguageSetting, languageCodes, languageOf };

export type Catalogue = { readonly code: LanguageCode; readonly words: Words };

/** English without the texts of problems, for a page that cannot load them: it shows their codes. */
export const firstEnglish: Catalogue = { code: 'en', words: en };

/**
 * Loads a language. The first script has English without the texts of problems: these load while the window
 * connects, and another language loads when it is chosen.
 */
export async function catalogueOf(code: LanguageCode): Promise<Catalogue> {
  if (code === 'en') {
    const { englishText, englishPhrase } = await import('../../../shared/problems/english-text.ts');
    return { code, words: { ...en, problemText: englishText, phraseText: englishPhrase } };
  }
  const { et } = await import('./et.ts');
  return { code, words: et };
}

/** Each language by its own name, which is also shown to people who cannot read the current one. */
export const languageNames: Readonly<Record<LanguageCode, string>> = { en: 'English', et: 'Eesti' };

/** Returns whether a text is a language setting, for values that an earlier run left. */
export function isLanguageSetting(text: string | null): text is LanguageSetting {
  return text === 'system' || languageCodes.some((code) => code === text);
}
