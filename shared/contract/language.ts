/** Which of the languages that there are words for is meant; for the page and for the desktop around it. */
import type { Settings } from './settings.ts';

export type LanguageSetting = Settings['language'];
export type LanguageCode = Exclude<LanguageSetting, 'system'>;

export const languageCodes: readonly LanguageCode[] = ['en', 'et'];

/**
 * @param setting what was chosen
 * @param preferred what the person's system prefers, best first, as BCP 47 tags ("et-EE", "en")
 * @returns the language chosen; for "system" the first preferred that there are words for, else English
 */
export function languageOf(setting: LanguageSetting, preferred: readonly string[]): LanguageCode {
  if (setting !== 'system') return setting;
  for (const tag of preferred) {
    const found = languageCodes.find((code) => code === tag.toLowerCase().split('-')[0]);
    if (found) return found;
  }
  return 'en';
}
