/** When each step would be tried, counted from the sending: what is unknown once a wait before it is Messente's. */
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
