/** The words of the spend caps load with them. */
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat } from '../../lib/words/en.ts';
import { spendingWords } from '../../lib/words/spending.ts';
import { spendingTexts } from '../../lib/words/spending-texts.ts';

const english = { spending: spendingWords(spendingTexts.spending, englishFormat) };

export const useSpendingLanguage = () => useLateLanguage(english);
