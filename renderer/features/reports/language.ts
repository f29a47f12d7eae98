/** The words of the inspector of delivery reports load with it. */
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat } from '../../lib/words/en.ts';
import { reportsWords } from '../../lib/words/reports.ts';
import { reportsTexts } from '../../lib/words/reports-texts.ts';

const english = { reports: reportsWords(reportsTexts.reports, englishFormat) };

export const useReportsLanguage = () => useLateLanguage(english);

export type ReportsWords = ReturnType<typeof useReportsLanguage>['words'];
