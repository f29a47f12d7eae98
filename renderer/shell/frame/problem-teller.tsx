import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { showResult } from '../../lib/ui/show-result.ts';

/**
 * Shows the problem of a control of the frame; the banner at the top shows that the engine is unavailable.
 */
export function ProblemTeller() {
  const { console } = useActions();
  const problem = useDeck((state) => state.console.problem);
  useEffect(() => {
    if (!problem) return;
    if (problem.code !== 'engine-unreachable') showResult({ ok: false, problem });
    console.forgetProblem();
  }, [problem, console]);
  return null;
}
