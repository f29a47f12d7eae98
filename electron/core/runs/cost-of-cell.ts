import type { CountryPricesView } from '../../../shared/contract/schemas.ts';
import type { DraftStep } from '../../../shared/messaging/compose.ts';
import { type CostRange, costOfChain, smsPartsOf } from '../../../shared/messaging/cost.ts';
import type { PlanChain } from '../../../shared/plans/plan.ts';

/**
 * What one cell may cost, EUR: every step paid at its dearest network, or only the cheapest one.
 * @param prices of the number's country; null where they are not known
 * @returns null where the price of a step is not known
 */
export function costOfCell({ chain }: PlanChain, prices: CountryPricesView | null): CostRange | null {
  const steps = chain.steps.map((step: DraftStep) => {
    const parts = step.channel === 'sms' ? smsPartsOf(step.text, step) : 1;
    return { channel: step.channel, parts: { least: parts, most: parts } };
  });
  return costOfChain(steps, prices).total;
}
