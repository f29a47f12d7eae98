import type { CountryPricesView } from '../../../shared/contract/schemas.ts';
import type { DraftStep } from '../../../shared/messaging/compose.ts';
import { type CostRange, costOfChain, smsPartsOf } from '../../../shared/messaging/cost.ts';
import { addDecimals, multiplyDecimal, zero } from '../../../shared/messaging/money.ts';
import type { Result } from '../../../shared/messaging/problem.ts';
import type { Plan, PlanChain } from '../../../shared/plans/plan.ts';

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

/** What all cells of a plan may cost; null where the price of any is not known. */
export async function costOfPlan(
  plan: Plan,
  pricesOf: (country: string) => Promise<Result<CountryPricesView>>,
): Promise<CostRange | null> {
  const countries = new Map<string, CountryPricesView | null>();
  let total: CostRange = { low: zero, high: zero };
  for (const { country } of plan.numbers) {
    if (country !== null && !countries.has(country)) {
      const prices = await pricesOf(country);
      countries.set(country, prices.ok ? prices.value : null);
    }
    for (const chain of plan.chains) {
      const cost = costOfCell(chain, country === null ? null : (countries.get(country) ?? null));
      if (cost === null) return null;
      total = {
        low: addDecimals(total.low, multiplyDecimal(cost.low, plan.repeat)),
        high: addDecimals(total.high, multiplyDecimal(cost.high, plan.repeat)),
      };
    }
  }
  return total;
}
