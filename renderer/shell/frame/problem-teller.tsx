import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';
import { tell } from '../../lib/ui/tell.ts';

/** Says what a control of the frame could not do; that the engine is away, the bar at the top says. */
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
