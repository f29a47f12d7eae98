/** Evaluates the user's answers before messages are resent, and their cost. */
import type { BeforeResending, Estimate, ResendMore } from '../../../../shared/contract/compose.ts';
import {
  type ChainCost,
  costOfChain,
  costOfGroups,
  type KnownPrices,
  type TotalCost,
} from '../../../../shared/messaging/cost.ts';
import type { Answers } from '../../compose/index.ts';

export type ResendCost = TotalCost & {
  /** Prices are still loading. */
  readonly asking: boolean;
  /** The estimate of each message with a known price, by its id. */
  readonly estimates: Readonly<Record<string, Estimate>>;
};

/**
 * Calculates the cost. @param pricesOf undefined: loading; null: not known
 * @param left ids of messages that are left out
 */
export function costOfResending(
  chains: BeforeResending['chains'],
  pricesOf: (accountId: string, country: string) => KnownPrices | null | undefined,
  left: ReadonlySet<string>,
): ResendCost {
  const estimates: Record<string, Estimate> = {};
  const groups: { people: number; chain: ChainCost }[] = [];
  let asking = false;
  for (const { accountId, country, steps, ids } of chains) {
    const prices = country === null ? null : pricesOf(accountId, country);
    const going = ids.filter((id) => !left.has(id));
    if (going.length === 0) continue;
    if (prices === undefined) asking = true;
    const chain = costOfChain(
      steps.map(({ channel, parts }) => ({ channel, parts: { least: parts, most: parts } })),
      prices ?? null,
    );
    groups.push({ people: going.length, chain });
    if (chain.total === null) continue;
    for (const id of going) estimates[id] = { low: chain.total.low, high: chain.total.high };
  }
  return { ...costOfGroups(groups), asking, estimates };
}

/** Returns the messages to numbers on the do-not-send list. */
export function listedAmong(found: Pick<BeforeResending, 'doNotSend'> | null): ReadonlySet<string> {
  return new Set(found?.doNotSend.flatMap((one) => one.messageIds));
}

/**
 * Returns the messages that are left out: to numbers on the do-not-send list, or whose text was sent again
 * meanwhile.
 */
export function leftOut(found: BeforeResending | null, answers: Answers): ReadonlySet<string> {
  const same = answers.same === 'leave-out' ? (found?.same ?? []) : [];
  return new Set([...listedAmong(found), ...same.map((one) => one.messageId)]);
}

/** Returns the options of each message: its hold or overridden warnings, and its estimate. */
export function moreOf(
  ids: readonly string[],
  found: BeforeResending | null,
  answers: Answers,
  estimates: ResendCost['estimates'],
): Readonly<Record<string, ResendMore>> {
  const quiet = new Map((found?.quiet ?? []).map((one) => [one.messageId, one]));
  const same = new Set((found?.same ?? []).map((one) => one.messageId));
  return Object.fromEntries(
    ids.map((id): [string, ResendMore] => {
      const lands = quiet.get(id);
      const estimate = estimates[id];
      const overridden: ResendMore['overridden'] = [];
      if (lands !== undefined && answers.quiet === 'send') overridden.push('quiet-hours');
      if (same.has(id) && answers.same === 'send') overridden.push('same-text');
      return [
        id,
        {
          ...(lands !== undefined && answers.quiet === 'hold' ? { timeToSend: lands.untilAt } : {}),
          ...(overridden.length === 0 ? {} : { overridden }),
          ...(estimate === undefined ? {} : { estimate }),
        },
      ];
    }),
  );
}

/** Returns how many of these would be held. */
export function heldAmong(more: Readonly<Record<string, ResendMore>>): number {
  return Object.values(more).filter((one) => one.timeToSend !== undefined).length;
}
