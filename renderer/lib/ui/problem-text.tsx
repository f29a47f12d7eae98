/** A problem in the window's language, for components and notifications. */
import type { Problem } from '../../../shared/messaging/problem.ts';
import type { ProblemText } from '../../../shared/problems/problem-text.ts';
import { useWords } from '../language.tsx';

type TextOfProblem = ProblemText & {
  /** Message and hint in one line. */
  readonly whole: (problem: Problem) => string;
};

/** Returns the function that makes a problem's message and hint in the window's language. */
export function useProblemText(): TextOfProblem {
  const { problemText } = useWords();
  const textOf: ProblemText = (problem) => problemText(problem);
  return Object.assign(textOf, {
    whole: (problem: Problem) => {
      const { message, hint } = textOf(problem);
      return `${message} ${hint}`;
    },
  });
}

export function ProblemMessage({ problem }: { problem: Problem }) {
  return useProblemText()(problem).message;
}

export function ProblemHint({ problem }: { problem: Problem }) {
  return useProblemText()(problem).hint;
}
