/** Groups the outcomes of an action on several messages by reason. */
import type { EachOutcome } from '../../../../shared/contract/messages.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { ProblemText } from '../../../../shared/problems/problem-text.ts';

export type Reason = { readonly problem: Problem; readonly ids: readonly string[] };
export type Summary = { readonly done: number; readonly reasons: readonly Reason[] };

/**
 * Returns how many succeeded, and why the others failed; the most frequent reason first.
 * @param textOf problems with the same code and message are one reason
 */
export function summaryOf(outcome: EachOutcome, textOf: ProblemText): Summary {
  const reasons = new Map<string, { problem: Problem; ids: string[] }>();
  for (const { id, problem } of outcome) {
    if (problem === null) continue;
    const key = `${problem.code}\n${textOf(problem).message}`;
    const reason = reasons.get(key);
    if (reason) reason.ids.push(id);
    else reasons.set(key, { problem, ids: [id] });
  }
  return {
    done: outcome.filter(({ problem }) => problem === null).length,
    reasons: [...reasons.values()].toSorted((one, other) => other.ids.length - one.ids.length),
  };
}
