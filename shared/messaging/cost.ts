/**
 * Estimates the cost of messages before they are sent: a lowest and a highest cost in EUR, as exact decimals.
 *
 * Known prices: Messente's `/prices` lists only the price of one SMS part by country and network. For other
 * channels only recent charges by Messente (`price_info` of their reports) are known. An unknown price is
 * reported as unknown, and never counted as zero.
 *
 * Messente does not document whether a step is charged that did not reach the person. So the lowest cost is
 * the cheapest way to reach the person with no other step charged, and the highest cost is that of all steps;
 * see docs/decisions/0011-cost-before-sending.md.
 */
import { compareDecimals, isDecimal, multiplyDecimal, sumDecimals, zero } from './money.ts';
import type { Channel, DecimalString } from './types.ts';

export { smsPartsOf } from './sms-length.ts';

export type CostRange = { readonly low: DecimalString; readonly high: DecimalString };

/** The number of charged parts, if the texts of different recipients differ in length. */
export type Parts = { readonly least: number; readonly most: number };

/** The known prices in one country. */
export type KnownPrices = {
  /** Prices of one SMS part, by network. */
  readonly networks: readonly { readonly price: string }[];
  /** Recent charges for one part, by channel. */
  readonly charged: readonly { readonly channel: Channel; readonly low: string; readonly high: string }[];
};

export type StepCost = {
  readonly channel: Channel;
  readonly parts: Parts;
  /** The price of one part; null if not known. */
  readonly price: CostRange | null;
  /** list: from Messente's price list; charged: from recent charges. */
  readonly source: 'list' | 'charged' | null;
  /** The cost of this step only; null if not known. */
  readonly cost: CostRange | null;
  /**
   * The cost of the message if this step reaches the person: without and with the charges of the previous
   * steps.
   */
  readonly reached: CostRange | null;
};

export type ChainCost = {
  readonly steps: readonly StepCost[];
  /** null if the price of any step is not known. */
  readonly total: CostRange | null;
  /** The sum of the highest costs of all steps with a known price; null if there is none. */
  readonly knownMost: DecimalString | null;
  /** The channels without a known price, in the chain's order. */
  readonly unknown: readonly Channel[];
};

function lesser(left: DecimalString, right: DecimalString): DecimalString {
  return compareDecimals(left, right) <= 0 ? left : right;
}
function greater(left: DecimalString, right: DecimalString): DecimalString {
  return compareDecimals(left, right) >= 0 ? left : right;
}

/**
 * Returns the lowest and the highest of some prices; null if there are none. Texts that are not decimals are
 * ignored.
 */
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
 * Returns the cost of a chain for one recipient in a country.
 * @param steps each channel, and its number of parts (1 on a channel without parts)
 * @param known null if no price of the country is known
 */
export function costOfChain(
  steps: readonly { readonly channel: Channel; readonly parts: Parts }[],
  known: KnownPrices | null,
): ChainCost {
  return chainOf(steps.map(({ channel, parts }) => ({ channel, parts, ...priceOf(channel, known) })));
}

/**
 * Returns the cost of the same chain for a recipient whose texts have another length.
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
  /** ISO 3166-1 alpha-2; null for numbers that belong to no country. */
  readonly country: string | null;
  readonly people: number;
  readonly chain: ChainCost;
  /** The cost for all its recipients; null if any price is not known. */
  readonly total: CostRange | null;
};

export type SendingCost = {
  readonly people: number;
  /** The country with the most recipients first. */
  readonly countries: readonly CountryCost[];
  /** The cost for all recipients; null if any price is not known. */
  readonly total: CostRange | null;
  /** The sum of the known highest costs; null if there are none. */
  readonly knownMost: DecimalString | null;
  /** Channels without a known price in at least one country. */
  readonly unknown: readonly Channel[];
};

/**
 * Returns the cost of sending to many recipients.
 * @param people the number of recipients by country
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

/** The cost of several messages together, each with its own chain; see {@link ChainCost}. */
export type TotalCost = Pick<SendingCost, 'people' | 'total' | 'knownMost' | 'unknown'>;

/**
 * Returns the cost of several groups of messages together.
 *
 * @param groups chains, each with its number of recipients
 */
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
