/** Loads the texts of test runs together with their screen. */
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat } from '../../lib/words/en.ts';
import { planFormWords } from '../../lib/words/plan-form.ts';
import { runsWords } from '../../lib/words/runs.ts';
import { runsTexts } from '../../lib/words/runs-texts.ts';

const english = {
  runs: runsWords(runsTexts.runs, englishFormat),
  planForm: planFormWords(runsTexts.planForm, englishFormat),
};

export const useRunsLanguage = () => useLateLanguage(english);

export type RunsWords = ReturnType<typeof useRunsLanguage>['words'];
