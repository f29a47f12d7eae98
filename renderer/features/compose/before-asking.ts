/** Decides what to ask before sending, and evaluates the user's answers. */

import type { ProblemView } from '../../../shared/contract/common.ts';
import type { BeforeSending, BeforeSendingSettings } from '../../../shared/contract/compose.ts';
import { compareDecimals, isDecimal } from '../../../shared/messaging/money.ts';
import type { DecimalString } from '../../../shared/messaging/types.ts';
import type { SendMore } from './compose-state.ts';
import type { Schedule } from './schedule.ts';
import type { DraftCost } from './sending-cost.ts';

export type Asked = {
  /** null if the check failed; `problem` contains the reason. */
  readonly found: BeforeSending | null;
  readonly problem: ProblemView | null;
  readonly many: boolean;
  readonly costly: boolean;
};

export type Answers = {
  readonly quiet: 'hold' | 'send';
  readonly same: 'leave-out' | 'send';
};

/** Returns how many recipients are left out, whatever the answers are. */
export function leftOut(found: Pick<BeforeSending, 'doNotSend' | 'withheld'> | null): number {
  return (found?.doNotSend.length ?? 0) + (found?.withheld.filter((one) => one.all).length ?? 0);
}

/** Returns the highest possible cost, EUR, as far as it is known; null if nothing is known. */
export function mostOf(cost: DraftCost): DecimalString | null {
  return cost.total?.high ?? cost.knownMost;
}

/** The highest possible cost from which the user is asked, as far as it is known. */
export function isCostly(cost: DraftCost, highCost: string): boolean {
  const most = mostOf(cost);
  return most !== null && isDecimal(highCost) && compareDecimals(most, highCost) >= 0;
}

export function isMany(people: number, settings: BeforeSendingSettings): boolean {
  return people >= settings.manyPeople;
}

export function mustAsk({ found, many, costly }: Asked): boolean {
  return (
    found === null ||
    many ||
    costly ||
    found.quiet.length > 0 ||
    found.same.length > 0 ||
    found.doNotSend.length > 0 ||
    found.withheld.length > 0
  );
}

/**
 * Returns the preselected answers. Holding is preselected only for recipients whom the first step would reach
 * in quiet hours: if only a later step may, holding would delay the first step for little benefit.
 */
export function quietAtFirst(found: Pick<BeforeSending, 'quiet'> | null): Answers['quiet'] {
  return found?.quiet.some((one) => one.step === 0) ? 'hold' : 'send';
}

/** Returns when each message is sent, if the times differ; otherwise {}. */
export function timesOf(schedule: Schedule, people: readonly { to: string; country: string | null }[]) {
  if (schedule.kind !== 'theirs') return {};
  const at = new Map(schedule.places.map((place) => [place.country, place.at]));
  return Object.fromEntries(people.map((one) => [one.to, at.get(one.country) ?? schedule.latest]));
}

/** Returns the recipients and the options of the send after the user has answered. */
export function answered<Number extends string>(
  to: readonly Number[],
  times: Readonly<Record<string, number>>,
  found: BeforeSending | null,
  answers: Answers,
): { readonly to: readonly Number[]; readonly held: number } & Pick<SendMore, 'timeToSendOf' | 'overridden'> {
  const quiet = found?.quiet ?? [];
  const same = found?.same ?? [];
  const out = new Set<string>([
    ...(answers.same === 'leave-out' ? same.map((one) => one.to) : []),
    ...(found?.doNotSend ?? []).map((one) => one.to),
    ...(found?.withheld ?? []).flatMap((one) => (one.all ? [one.to] : [])),
  ]);
  const rest = to.filter((one) => !out.has(one));
  const staying = new Set<string>(rest);
  const holds = answers.quiet === 'hold' ? quiet.filter((one) => staying.has(one.to)) : [];
  const all = { ...times, ...Object.fromEntries(holds.map((one) => [one.to, one.untilAt])) };
  const timeToSendOf = Object.fromEntries(Object.entries(all).filter(([one]) => staying.has(one)));
  const overridden: ('quiet-hours' | 'same-text')[] = [];
  if (answers.quiet === 'send' && quiet.some((one) => staying.has(one.to))) overridden.push('quiet-hours');
  if (answers.same === 'send' && same.length > 0) overridden.push('same-text');
  return {
    to: rest,
    held: holds.length,
    ...(Object.keys(timeToSendOf).length === 0 ? {} : { timeToSendOf }),
    ...(overridden.length === 0 ? {} : { overridden }),
  };
}
