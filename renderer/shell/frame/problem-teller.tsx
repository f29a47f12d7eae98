import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { tell } from '../../lib/ui/tell.ts';

/**
 * Shows the problem of a control of the frame; the banner at the top shows that the engine is unavailable.
 */
export function ProblemTeller() {
  const { console } = useActions();
  const problem = useDeck((state) => state.console.problem);
  useEffect(() => {
    if (!problem) return;
    if (problem.code !== 'engine-unreachable') tell({ ok: false, problem });
    console.forgetProblem();
  }, [problem, console]);
  return null;
}
