import { formatterOf, unformatted } from '../../../shared/i18n.ts';
import type { OwnWords } from './own-words.ts';
import { englishTexts } from './texts.ts';
import { type Words, wordsOf } from './words.ts';

export const englishLocale = 'en-GB';

/**
 * English needs no translations: the engine's findings, the sandbox's endings and its scenarios are already
 * in English.
 */
export const ownEnglish: OwnWords = {
  problemText: (problem) => problem,
  phraseText: ({ text }) => text,
  termText: (term) => term,
  endingDoes: (_ending) => null,
  scenarioName: (name) => name,
  scenarioDoes: (_name) => null,
};

export const englishFormat = formatterOf(englishLocale, unformatted);

export const en: Words = { ...wordsOf(englishLocale, englishTexts, englishFormat, ownEnglish), late: null };
