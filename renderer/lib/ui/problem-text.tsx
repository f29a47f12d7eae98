/** A problem in the window's language, for components and for what is told in passing. */
import type { Problem } from '../../../shared/messaging/problem.ts';
import { useWords } from '../language.tsx';

type Said = Pick<Problem, 'sentence' | 'mend'>;

type SayProblem = ((problem: Said) => Said) & {
  /** Both in one line: what happened and what to do. */
  readonly whole: (problem: Said) => string;
};

/** @returns what says a problem: both its sentences in the window's language, or both as the core says them */
export function useProblemText(): SayProblem {
  const { say: translated } = useWords();
  const say = ({ sentence, mend }: Said): Said => {
    const [own, ownMend] = [translated(sentence), translated(mend)];
    return own === null || ownMend === null ? { sentence, mend } : { sentence: own, mend: ownMend };
  };
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
