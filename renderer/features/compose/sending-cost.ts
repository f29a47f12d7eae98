/** Calculates a draft's cost from its texts, its recipients and the known prices. */
import {
  costOfSending,
  costWithParts,
  type KnownPrices,
  type Parts,
  type SendingCost,
} from '../../../shared/messaging/cost.ts';
import type { createMergedCounter } from '../../../shared/messaging/merged-segments.ts';
import { placeholdersOf } from '../../../shared/messaging/placeholders.ts';
import { stepParts } from '../../../shared/messaging/sms-length.ts';
import type { Channel } from '../../../shared/messaging/types.ts';
import type { Draft, StepDraft } from './draft.ts';
import type { Recipients } from './recipients.ts';

type MergedCounter = ReturnType<typeof createMergedCounter>;

/** Returns the draft with only the recipients that are sent to: others cost nothing. */
export function toThose(draft: Draft, { people }: Recipients): Draft {
  return { ...draft, recipients: people.map(({ key, to, values }) => ({ key, written: to, values })) };
}

/** Returns the recipients with their values; without recipients, one without values. */
function peopleOf(draft: Pick<Draft, 'recipients'>) {
  const people = draft.recipients.map(({ values }) => ({ values: values ?? {} }));
  return people.length === 0 ? [{ values: {} }] : people;
}

function holdsPlaceholders({ channel, text }: StepDraft): boolean {
  return channel === 'sms' && placeholdersOf({ steps: [{ channel, text }] }).length > 0;
}

/**
 * Returns the minimum and maximum number of parts of a step, with each recipient's values if it has
 * placeholders.
 */
function partsOfStep(draft: Pick<Draft, 'recipients'>, step: StepDraft, count: MergedCounter): Parts {
  const merged = holdsPlaceholders(step) ? count(step.text, peopleOf(draft), step) : null;
  if (merged !== null) {
    return { least: merged.least.segments.segments, most: merged.most.segments.segments };
  }
  const parts = stepParts(step);
  return { least: parts, most: parts };
}

/** Returns the number of recipients by country; null for numbers that belong to none. */
export function peopleByCountry(recipients: Recipients): ReadonlyMap<string | null, number> {
  const people = new Map<string | null, number>();
  for (const { phone, repeat, listed } of recipients.all) {
    if (phone === null || repeat || listed !== null) continue;
    people.set(phone.country, (people.get(phone.country) ?? 0) + 1);
  }
  return people;
}

type StepParts = { readonly channel: Channel; readonly parts: Parts };

export function partsOfDraft(draft: Draft, count: MergedCounter): readonly StepParts[] {
  return draft.steps.map((step) => ({ channel: step.channel, parts: partsOfStep(draft, step, count) }));
}

export type DraftCost = SendingCost & {
  readonly steps: readonly StepParts[];
  /** Prices are still loading. */
  readonly asking: boolean;
  /** When the oldest used price was loaded, UTC epoch ms; null if none is used. */
  readonly oldestAt: number | null;
};

/** Calculates the cost. @param pricesOf undefined: loading; null: not known */
export function costOfDraft(
  steps: readonly StepParts[],
  people: ReadonlyMap<string | null, number>,
  pricesOf: (country: string) => (KnownPrices & { readonly fetchedAt: number }) | null | undefined,
): DraftCost {
  const cost = costOfSending(steps, people, (country) => pricesOf(country) ?? null);
  const lists = [...people.keys()].flatMap((country) => (country === null ? [] : [pricesOf(country)]));
  const times = lists.flatMap((prices) => (prices ? [prices.fetchedAt] : []));
  return {
    ...cost,
    steps,
    asking: lists.includes(undefined),
    oldestAt: times.length === 0 ? null : Math.min(...times),
  };
}

/**
 * Returns the complete estimate of each recipient's message by number; without a known price there is none.
 */
export function estimatesOf(
  cost: SendingCost,
  recipients: Recipients,
  steps: readonly StepDraft[],
  count: MergedCounter,
): Readonly<Record<string, { low: string; high: string }>> {
  const chains = new Map(cost.countries.map(({ country, chain }) => [country, chain]));
  const countries = new Map(
    recipients.all.map(({ phone }) => [phone?.e164 as string, phone?.country ?? null]),
  );
  const parts = steps.map((step): readonly number[] | number =>
    holdsPlaceholders(step) ? (count(step.text, recipients.people, step)?.each ?? []) : stepParts(step),
  );
  // Thousands of recipients have only a few different lengths.
  const known = new Map<string, { low: string; high: string } | null>();
  const estimates: Record<string, { low: string; high: string }> = {};
  for (const [index, { to }] of recipients.people.entries()) {
    const country = countries.get(to) ?? null;
    const own = parts.map((one) => (typeof one === 'number' ? one : (one[index] ?? 1)));
    const key = `${country} ${own.join()}`;
    let estimate = known.get(key);
    if (estimate === undefined) {
      const chain = chains.get(country);
      const total = chain === undefined ? null : costWithParts(chain, own).total;
      estimate = total && { low: total.low, high: total.high };
      known.set(key, estimate);
    }
    if (estimate !== null) estimates[to] = estimate;
  }
  return estimates;
}
