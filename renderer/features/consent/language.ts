/** The words of the purposes load with them. */
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat } from '../../lib/words/en.ts';
import { purposesWords } from '../../lib/words/purposes.ts';
import { purposesTexts } from '../../lib/words/purposes-texts.ts';

const english = { purposeSettings: purposesWords(purposesTexts.purposeSettings, englishFormat) };

export const usePurposesLanguage = () => useLateLanguage(english);
