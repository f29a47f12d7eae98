/** Chooses one of the available languages, for the page and for the desktop shell. */
import type { Settings } from './settings.ts';

export type LanguageSetting = Settings['language'];
export type LanguageCode = Exclude<LanguageSetting, 'system'>;

export const languageCodes: readonly LanguageCode[] = ['en', 'et'];

/**
 * Returns the language to use.
 *
 * @param setting the language setting
 * @param preferred the system's preferred languages, best first, as BCP 47 tags ("et-EE", "en")
 * @returns the chosen language; for "system" the first preferred one that is available, otherwise English
 */
export function languageOf(setting: LanguageSetting, preferred: readonly string[]): LanguageCode {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const found = languageCodes.find((code) => code === tag.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
