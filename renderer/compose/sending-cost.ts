/** What the draft would cost, from its texts, its people and the prices that are known. */
import {
  costOfSending,
  type KnownPrices,
  type Parts,
  type SendingCost,
  smsPartsOf,
} from '../../shared/messaging/cost.ts';
import type { createMergedCounter } from '../../shared/messaging/merged-segments.ts';
import { placeholdersOf } from '../../shared/messaging/placeholders.ts';
import { parseUdh } from '../../shared/messaging/segments.ts';
import type { Channel } from '../../shared/messaging/types.ts';
import type { Draft, StepDraft } from './draft.ts';
import type { Recipients } from './recipients.ts';

export type MergedCounter = ReturnType<typeof createMergedCounter>;

/** The people of a draft as far as their values go; nobody has any: one person without. */
function peopleOf(draft: Pick<Draft, 'recipients'>) {
  const people = draft.recipients.map(({ values }) => ({ values: values ?? {} }));
  return people.length === 0 ? [{ values: {} }] : people;
}

export function udhOctetsOf(step: Pick<StepDraft, 'udh'>): number {
  const read = step.udh.trim() === '' ? null : parseUdh(step.udh);
  return read?.ok ? read.value.length : 0;
}

/** An SMS with each person's values in it, from least to most; null where it holds no placeholder. */
export function mergedSms(draft: Pick<Draft, 'recipients'>, step: StepDraft, count: MergedCounter) {
  if (placeholdersOf({ steps: [{ channel: 'sms', text: step.text }] }).length === 0) return null;
  const merged = count(step.text, peopleOf(draft), { udhOctets: udhOctetsOf(step) });
  return merged && { ...merged, people: draft.recipients.length };
}

function partsOfStep(draft: Draft, step: StepDraft, count: MergedCounter): Parts {
  // Other channels are charged by the message.
  if (step.channel !== 'sms') return { least: 1, most: 1 };
  const form = { autoconvert: step.autoconvert, ...(step.udh.trim() === '' ? {} : { udh: step.udh }) };
  const merged = mergedSms(draft, step, count);
  const texts = merged === null ? [step.text] : [merged.least.text, merged.most.text];
  const parts = texts.map((text) => smsPartsOf(text, form));
  return { least: Math.min(...parts), most: Math.max(...parts) };
}

/** How many people a country has among those that are sent to; null: the numbers that belong to none. */
export function peopleByCountry(recipients: Recipients): ReadonlyMap<string | null, number> {
  const people = new Map<string | null, number>();
  for (const { phone, repeat } of recipients.all) {
    if (phone === null || repeat) continue;
    people.set(phone.country, (people.get(phone.country) ?? 0) + 1);
  }
  return people;
}

export type StepParts = { readonly channel: Channel; readonly parts: Parts };

export function partsOfDraft(draft: Draft, count: MergedCounter): readonly StepParts[] {
  return draft.steps.map((step) => ({ channel: step.channel, parts: partsOfStep(draft, step, count) }));
}

export type DraftCost = SendingCost & {
  readonly steps: readonly StepParts[];
  /** Prices are still being asked for. */
  readonly asking: boolean;
  /** When the oldest of the prices used was told, UTC epoch ms; null: none is used. */
  readonly oldestAt: number | null;
};

/** @param pricesOf undefined: they are being asked for; null: not known */
export function costOfDraft(
  steps: readonly StepParts[],
  people: ReadonlyMap<string | null, number>,
  pricesOf: (country: string) => (KnownPrices & { readonly fetchedAt: number }) | null | undefined,
): DraftCost {
  const cost = costOfSending(steps, people, (country) => pricesOf(country) ?? null);
  const told = [...people.keys()].flatMap((country) => (country === null ? [] : [pricesOf(country)]));
  const times = told.flatMap((prices) => (prices ? [prices.fetchedAt] : []));
  return {
    ...cost,
    steps,
    asking: told.includes(undefined),
    oldestAt: times.length === 0 ? null : Math.min(...times),
  };
}

/** The whole estimate of each person's message, by number; those whose price is not known have none. */
export function estimatesOf(
  cost: SendingCost,
  recipients: Recipients,
): Readonly<Record<string, { low: string; high: string }>> {
  const byCountry = new Map(cost.countries.map(({ country, chain }) => [country, chain.total]));
  const estimates: Record<string, { low: string; high: string }> = {};
  for (const { phone, repeat } of recipients.all) {
    if (phone === null || repeat) continue;
    const total = byCountry.get(phone.country);
    if (total) estimates[phone.e164] = { low: total.low, high: total.high };
  }
  return estimates;
}
