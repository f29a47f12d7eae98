import { useEffect } from 'react';
import { tell } from '../../ui/tell.ts';
import { useActions, useDeck } from '../deck.tsx';

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
