/** The languages that there is a whole catalogue for. */
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

/** English is there at once; another comes when it is chosen, so that the first screen does not carry two catalogues. */
export async function catalogueOf(code: LanguageCode): Promise<Catalogue> {
  if (code === 'en') return english;
  const { et } = await import('./et.ts');
  return { code, words: et };
}

/** Each language by its own name, as it is shown to whoever can't read the other. */
export const languageNames: Readonly<Record<LanguageCode, string>> = { en: 'English', et: 'Eesti' };

/** Whether a text is a setting: for what an earlier run left behind. */
export function isLanguageSetting(text: string | null): text is LanguageSetting {
  return text === 'system' || languageCodes.some((code) => code === text);
}
