/** Calculates when each step would be tried, relative to sending: unknown after a wait that Messente sets. */
import type { Draft, StepDraft } from './draft.ts';

export type Arrival = { readonly step: StepDraft; readonly afterSeconds: number | null };

export function arrivalsOf(draft: Pick<Draft, 'steps'>): readonly Arrival[] {
  let after: number | null = 0;
  return draft.steps.map((step) => {
    const arrival = { step, afterSeconds: after };
    after = after === null || step.waitSeconds === null ? null : after + step.waitSeconds;
    return arrival;
  });
}

/** Seconds after sending at which the last step expires; null if Messente sets a wait. */
export function endOf(draft: Pick<Draft, 'steps'>): number | null {
  const last = arrivalsOf(draft).at(-1);
  if (!last || last.afterSeconds === null || last.step.waitSeconds === null) return null;
  return last.afterSeconds + last.step.waitSeconds;
}
