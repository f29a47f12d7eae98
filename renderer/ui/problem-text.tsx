/** A problem in the window's language, for components and for what is told in passing. */
import type { ProblemView } from '../../shared/contract/schemas.ts';
import { useWords } from '../app/language.tsx';
import { type ProblemText, textOfProblem } from '../app/words/problem-texts.ts';

type Said = Pick<ProblemView, 'code' | 'sentence' | 'mend' | 'values'>;

export type SayProblem = ((problem: Said) => ProblemText) & {
  /** Both in one line: what happened and what to do. */
  readonly whole: (problem: Said) => string;
};

/** @returns what says a problem: its sentence and mend in the window's language. */
export function useProblemText(): SayProblem {
  const texts = useWords().problemTexts;
  const say = (problem: Said) => textOfProblem(problem, texts);
  return Object.assign(say, {
    whole: (problem: Said) => {
      const { sentence, mend } = say(problem);
      return `${sentence} ${mend}`;
    },
  });
}

export function ProblemSentence({ problem }: { problem: Said }) {
  return useProblemText()(problem).sentence;
}

export function ProblemMend({ problem }: { problem: Said }) {
  return useProblemText()(problem).mend;
}
