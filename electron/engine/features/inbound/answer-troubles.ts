import type { Overview } from '../../../../shared/contract/console.ts';
import { inboundProblem } from '../../../../shared/problems/inbound.ts';

/** Returns the trouble that answers wait for a person's decision. It ends with the decisions, so it is computed, and not reported. */
export function answerTroubles({
  count,
  since,
}: {
  readonly count: number;
  readonly since: number | null;
}): Overview['troubles'] {
  if (count === 0) return [];
  return [{ problem: inboundProblem('answers-undecided', { count }), kind: 'lasting', at: since ?? 0 }];
}
