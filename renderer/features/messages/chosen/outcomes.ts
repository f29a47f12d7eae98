/** What came of something that was done to several messages, put together by the reason. */
import type { EachOutcome } from '../../../../shared/contract/messages.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';

export type Reason = { readonly problem: Problem; readonly ids: readonly string[] };
export type Summary = { readonly done: number; readonly reasons: readonly Reason[] };

/** @returns how many were done, and why the others were not; the commonest reason first */
export function summaryOf(outcome: EachOutcome): Summary {
  const reasons = new Map<string, { problem: Problem; ids: string[] }>();
  for (const { id, problem } of outcome) {
    if (problem === null) continue;
    const key = `${problem.code}\n${problem.message}`;
    const reason = reasons.get(key);
    if (reason) reason.ids.push(id);
    else reasons.set(key, { problem, ids: [id] });
  }
  return {
    done: outcome.filter(({ problem }) => problem === null).length,
    reasons: [...reasons.values()].toSorted((one, other) => other.ids.length - one.ids.length),
  };
}
