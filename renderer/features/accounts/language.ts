/** The words of the settings of accounts load with them. */
import { useLateLanguage } from '../../lib/language.tsx';
import { accountPagesWords } from '../../lib/words/account-pages.ts';
import { accountPagesTexts } from '../../lib/words/account-pages-texts.ts';
import { englishFormat } from '../../lib/words/en.ts';

const english = { accountPages: accountPagesWords(accountPagesTexts.accountPages, englishFormat) };

export const useAccountPagesLanguage = () => useLateLanguage(english);
