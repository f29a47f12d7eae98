import type { CountryPricesView } from '../../../../shared/contract/accounts.ts';
import type { DraftStep } from '../../../../shared/messaging/compose.ts';
import { type CostRange, costOfChain, smsPartsOf } from '../../../../shared/messaging/cost.ts';
import { addDecimals, multiplyDecimal, zero } from '../../../../shared/messaging/money.ts';
import type { Result } from '../../../../shared/messaging/problem.ts';
import { cellsOf, type Plan, type PlanChain } from '../../../../shared/plans/plan.ts';

/**
 * Returns what one cell may cost, EUR: with every step charged at its most expensive network, or only the
 * cheapest step.
 * @param prices of the number's country; null if not known
 * @returns null if the price of a step is not known
 */
export function costOfCell({ chain }: PlanChain, prices: CountryPricesView | null): CostRange | null {
  const steps = chain.steps.map((step: DraftStep) => {
    const parts = step.channel === 'sms' ? smsPartsOf(step.text, step) : 1;
    return { channel: step.channel, parts: { least: parts, most: parts } };
  });
  return costOfChain(steps, prices).total;
}

/** Returns what all cells of a plan may cost; null if any price is not known. */
export function costOfPlan(plan: Plan, pricesOf: PricesOf): Promise<CostRange | null> {
  return costOfCells(
    plan,
    cellsOf(plan).map(({ chain, number }) => ({ chain, country: plan.numbers[number]?.country ?? null })),
    pricesOf,
  );
}

type PricesOf = (country: string) => Promise<Result<CountryPricesView>>;

/** Returns what some cells of a plan may cost; null if any price is not known. */
export async function costOfCells(
  plan: Plan,
  cells: readonly { readonly chain: number; readonly country: string | null }[],
  pricesOf: PricesOf,
): Promise<CostRange | null> {
  // A plan may have thousands of cells of only a few kinds.
  const kinds = new Map<string, { chain: number; country: string | null; count: number }>();
  for (const { chain, country } of cells) {
    const key = `${chain} ${country}`;
    const count = (kinds.get(key)?.count ?? 0) + 1;
    kinds.set(key, { chain, country, count });
  }
  const prices = new Map<string, CountryPricesView | null>();
  let total: CostRange = { low: zero, high: zero };
  for (const { chain, country, count } of kinds.values()) {
    if (country !== null && !prices.has(country)) {
      const asked = await pricesOf(country);
      prices.set(country, asked.ok ? asked.value : null);
    }
    const of = plan.chains[chain];
    const cost =
      of === undefined ? null : costOfCell(of, country === null ? null : (prices.get(country) ?? null));
    if (cost === null) return null;
    total = {
      low: addDecimals(total.low, multiplyDecimal(cost.low, count)),
      high: addDecimals(total.high, multiplyDecimal(cost.high, count)),
    };
  }
  return total;
}
