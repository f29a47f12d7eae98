/** The words of the forms and previews of a channel's content load with them. */

import { useLateLanguage } from '../../../lib/language.tsx';
import { englishFormat } from '../../../lib/words/en.ts';
import { formsWords } from '../../../lib/words/forms.ts';
import { formsTexts } from '../../../lib/words/forms-texts.ts';

const english = { forms: formsWords(formsTexts.forms, englishFormat) };

export const useFormsLanguage = () => useLateLanguage(english);

export const useFormsWords = () => useFormsLanguage().words;
