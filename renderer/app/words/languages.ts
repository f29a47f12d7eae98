/** The languages that there is a whole catalogue for. */
import {
  type LanguageCode,
  type LanguageSetting,
  languageCodes,
  languageOf,
} from '../../../shared/contract/language.ts';
import { en } from './en.ts';
import { et } from './et.ts';
import type { Words } from './words.ts';

export { type LanguageCode, type LanguageSetting, languageCodes, languageOf };

export const catalogues: Readonly<Record<LanguageCode, Words>> = { en, et };

/** Each language by its own name, as it is shown to whoever can't read the other. */
export const languageNames: Readonly<Record<LanguageCode, string>> = { en: 'English', et: 'Eesti' };

/** Whether a text is a setting: for what an earlier run left behind. */
export function isLanguageSetting(text: string | null): text is LanguageSetting {
  return text === 'system' || languageCodes.some((code) => code === text);
}
