/**
 * What a sending would cost, before it is sent: from least to most, in EUR, as exact decimals.
 *
 * What is known: Messente's `/prices` lists the price of one SMS part by country and network, and nothing else. Of
 * other channels only what Messente has charged lately for them (`price_info` of their reports) is known. What is not
 * known is said to be not known and is never taken for nothing.
 *
 * What is not documented: whether a step that did not reach the person is paid for. So "at least" is the cheapest way
 * to reach the person with nothing else paid for, and "at most" is that every step was tried and is paid for; see
 * docs/decisions/0011-cost-before-sending.md.
 */
import { compareDecimals, isDecimal, multiplyDecimal, sumDecimals, zero } from './money.ts';
import type { Channel, DecimalString } from './types.ts';

export { smsPartsOf } from './sms-length.ts';

export type CostRange = { readonly low: DecimalString; readonly high: DecimalString };

/** How many parts are charged, where the words of different people may differ. */
export type Parts = { readonly least: number; readonly most: number };

/** What is known of prices in one country. */
export type KnownPrices = {
  /** Of one SMS part, by network. */
  readonly networks: readonly { readonly price: string }[];
  /** What was lately charged for one part, by channel. */
  readonly charged: readonly { readonly channel: Channel; readonly low: string; readonly high: string }[];
};

export type StepCost = {
  readonly channel: Channel;
  readonly parts: Parts;
  /** Of one part; null: not known. */
  readonly price: CostRange | null;
  /** list: Messente's price list; charged: by what was charged lately. */
  readonly source: 'list' | 'charged' | null;
  /** Of this step alone; null: not known. */
  readonly cost: CostRange | null;
  /** What the person's message has cost if this step reaches them: without the steps before it, and with all of them. */
  readonly reached: CostRange | null;
};

export type ChainCost = {
  readonly steps: readonly StepCost[];
  /** null where the price of any step is not known. */
  readonly total: CostRange | null;
  /** The most of the steps whose price is known; null: of none. */
  readonly knownMost: DecimalString | null;
  /** Whose price is not known, in the chain's order. */
  readonly unknown: readonly Channel[];
};

function lesser(left: DecimalString, right: DecimalString): DecimalString {
  return compareDecimals(left, right) <= 0 ? left : right;
}
function greater(left: DecimalString, right: DecimalString): DecimalString {
  return compareDecimals(left, right) >= 0 ? left : right;
}

/** The least and the most of some prices; null of none. What is no decimal is left out. */
export function rangeOf(prices: Iterable<string>): CostRange | null {
  let range: CostRange | null = null;
  for (const price of prices) {
    if (!isDecimal(price)) continue;
    range =
      range === null
        ? { low: price, high: price }
        : { low: lesser(range.low, price), high: greater(range.high, price) };
  }
  return range;
}

function priceOf(channel: Channel, known: KnownPrices | null): Pick<StepCost, 'price' | 'source'> {
  if (channel === 'sms') {
    const listed = rangeOf(known?.networks.map((network) => network.price) ?? []);
    if (listed !== null) return { price: listed, source: 'list' };
  }
  const charged = known?.charged.find((one) => one.channel === channel);
  const range = charged === undefined ? null : rangeOf([charged.low, charged.high]);
  return range === null ? { price: null, source: null } : { price: range, source: 'charged' };
}

/**
 * What a chain costs one person of a country.
 * @param steps each channel, and its parts (1 where a channel has none)
 * @param known null where nothing is known of the country's prices
 */
export function costOfChain(
  steps: readonly { readonly channel: Channel; readonly parts: Parts }[],
  known: KnownPrices | null,
): ChainCost {
  return chainOf(steps.map(({ channel, parts }) => ({ channel, parts, ...priceOf(channel, known) })));
}

/**
 * The same chain for somebody whose words have another length.
 * @param parts of each step, in the chain's order
 */
export function costWithParts(chain: ChainCost, parts: readonly number[]): ChainCost {
  return chainOf(
    chain.steps.map(({ channel, price, source }, index) => {
      const own = parts[index] ?? 1;
      return { channel, parts: { least: own, most: own }, price, source };
    }),
  );
}

function chainOf(steps: readonly Pick<StepCost, 'channel' | 'parts' | 'price' | 'source'>[]): ChainCost {
  let before: DecimalString | null = zero;
  const costs = steps.map(({ channel, parts, price, source }): StepCost => {
    const cost: CostRange | null = price && {
      low: multiplyDecimal(price.low, parts.least),
      high: multiplyDecimal(price.high, parts.most),
    };
    before = before === null || cost === null ? null : sumDecimals([before, cost.high]);
    const reached = cost !== null && before !== null ? { low: cost.low, high: before } : null;
    return { channel, parts, price, source, cost, reached };
  });
  const known_ = costs.flatMap((step) => (step.cost === null ? [] : [step.cost]));
  const unknown = costs.filter((step) => step.cost === null).map((step) => step.channel);
  const knownMost = known_.length === 0 ? null : sumDecimals(known_.map((cost) => cost.high));
  const least = rangeOf(known_.map((cost) => cost.low))?.low;
  const whole = unknown.length === 0 && least !== undefined && knownMost !== null;
  return { steps: costs, total: whole ? { low: least, high: knownMost } : null, knownMost, unknown };
}

export type CountryCost = {
  /** ISO 3166-1 alpha-2; null: of numbers that belong to no country. */
  readonly country: string | null;
  readonly people: number;
  readonly chain: ChainCost;
  /** Of all its people; null where any price is not known. */
  readonly total: CostRange | null;
};

export type SendingCost = {
  readonly people: number;
  /** The most people first. */
  readonly countries: readonly CountryCost[];
  /** Of all people; null where any price is not known. */
  readonly total: CostRange | null;
  /** The most of what is known; null: of nothing. */
  readonly knownMost: DecimalString | null;
  /** Channels without a price, in one country at least. */
  readonly unknown: readonly Channel[];
};

/**
 * What a sending to many costs.
 * @param people how many, by country
 */
export function costOfSending(
  steps: readonly { readonly channel: Channel; readonly parts: Parts }[],
  people: ReadonlyMap<string | null, number>,
  pricesOf: (country: string) => KnownPrices | null,
): SendingCost {
  const countries = [...people]
    .map(([country, count]): CountryCost => {
      const chain = costOfChain(steps, country === null ? null : pricesOf(country));
      const total = chain.total && {
        low: multiplyDecimal(chain.total.low, count),
        high: multiplyDecimal(chain.total.high, count),
      };
      return { country, people: count, chain, total };
    })
    .toSorted((one, other) => other.people - one.people);
  const unknown = steps
    .map((step) => step.channel)
    .filter((channel) => countries.some(({ chain }) => chain.unknown.includes(channel)));
  return { ...costOfGroups(countries), countries, unknown };
}

/** What several messages cost together, each with its own chain; see {@link ChainCost}. */
export type TotalCost = Pick<SendingCost, 'people' | 'total' | 'knownMost' | 'unknown'>;

/** @param groups chains of which each is sent to so many */
export function costOfGroups(
  groups: readonly { readonly people: number; readonly chain: ChainCost }[],
): TotalCost {
  const totals = groups.flatMap(({ chain, people }) =>
    chain.total === null
      ? []
      : [{ low: multiplyDecimal(chain.total.low, people), high: multiplyDecimal(chain.total.high, people) }],
  );
  const most = groups.flatMap(({ chain, people }) =>
    chain.knownMost === null ? [] : [multiplyDecimal(chain.knownMost, people)],
  );
  return {
    people: groups.reduce((sum, one) => sum + one.people, 0),
    total:
      totals.length === groups.length && totals.length > 0
        ? {
            low: sumDecimals(totals.map(({ low }) => low)),
            high: sumDecimals(totals.map(({ high }) => high)),
          }
        : null,
    knownMost: most.length === 0 ? null : sumDecimals(most),
    unknown: [...new Set(groups.flatMap(({ chain }) => chain.unknown))],
  };
}
