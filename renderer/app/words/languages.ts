/** The languages that there is a whole catalogue for, and which of them is meant. */
import type { Settings } from '../../../shared/contract/schemas.ts';
import { en } from './en.ts';
import { et } from './et.ts';
import type { Words } from './words.ts';

export type LanguageSetting = Settings['language'];
export type LanguageCode = Exclude<LanguageSetting, 'system'>;

export const catalogues: Readonly<Record<LanguageCode, Words>> = { en, et };

/** Each language by its own name, as it is shown to whoever can't read the other. */
export const languageNames: Readonly<Record<LanguageCode, string>> = { en: 'English', et: 'Eesti' };

export const languageCodes: readonly LanguageCode[] = ['en', 'et'];

/** Whether a text is a setting: for what an earlier run left behind. */
export function isLanguageSetting(text: string | null): text is LanguageSetting {
  return text === 'system' || languageCodes.some((code) => code === text);
}

/**
 * @param setting what was chosen
 * @param preferred what the person's system prefers, best first, as BCP 47 tags ("et-EE", "en")
 * @returns the language chosen; for "system" the first preferred that there is a catalogue for, else English
 */
export function languageOf(setting: LanguageSetting, preferred: readonly string[]): LanguageCode {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const found = languageCodes.find((code) => code === tag.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
