import { formatterOf, unformatted } from '../../../shared/i18n.ts';
import { storedTexts } from '../../../shared/problems/problem-text.ts';
import type { OwnWords } from './own-words.ts';
import { englishTexts } from './texts.ts';
import { type Words, wordsOf } from './words.ts';

export const englishLocale = 'en-GB';

/**
 * English needs no translations: the sandbox's endings and its scenarios are already in English. The texts of
 * problems load after the first script, see languages.ts.
 */
export const ownEnglish: OwnWords = {
  ...storedTexts,
  termText: (term) => term,
  endingDoes: (_ending) => null,
  scenarioName: (name) => name,
  scenarioDoes: (_name) => null,
};

export const englishFormat = formatterOf(englishLocale, unformatted);

export const en: Words = { ...wordsOf(englishLocale, englishTexts, englishFormat, ownEnglish), late: null };
