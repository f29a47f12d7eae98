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

export const english: Catalogue = { code: 'en', words: en };

/**
 * English is included; another language is loaded when chosen, so that the first script does not contain two
 * catalogues.
 */
export async function catalogueOf(code: LanguageCode): Promise<Catalogue> {
  if (code === 'en') return english;
  const { et } = await import('./et.ts');
  return { code, words: et };
}

/** Each language by its own name, which is also shown to people who cannot read the current one. */
export const languageNames: Readonly<Record<LanguageCode, string>> = { en: 'English', et: 'Eesti' };

/** Returns whether a text is a language setting, for values that an earlier run left. */
export function isLanguageSetting(text: string | null): text is LanguageSetting {
  return text === 'system' || languageCodes.some((code) => code === text);
}
