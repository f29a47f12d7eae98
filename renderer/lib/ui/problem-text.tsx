/** A problem in the window's language, for components and for what is told in passing. */
import type { Problem } from '../../../shared/messaging/problem.ts';
import { useWords } from '../language.tsx';

type Said = Pick<Problem, 'sentence' | 'mend'>;

type SayProblem = ((problem: Problem) => Said) & {
  /** Both in one line: what happened and what to do. */
  readonly whole: (problem: Problem) => string;
};

/** @returns what says a problem: both its sentences in the window's language, or both as the core says them */
export function useProblemText(): SayProblem {
  const { sayProblem } = useWords();
  const say = (problem: Problem): Said => {
    const own = sayProblem(problem);
    return own === null ? problem : { sentence: own.message, mend: own.hint };
  };
  return Object.assign(say, {
    whole: (problem: Problem) => {
      const { sentence, mend } = say(problem);
      return `${sentence} ${mend}`;
    },
  });
}

export function ProblemSentence({ problem }: { problem: Problem }) {
  return useProblemText()(problem).sentence;
}

export function ProblemMend({ problem }: { problem: Problem }) {
  return useProblemText()(problem).mend;
}
