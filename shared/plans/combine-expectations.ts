/** Combines what a plan, a chain, a group of numbers and a number expect of one message. */
import type { Channel } from '../messaging/types.ts';
import type { Expectation, Plan, PlanChain, PlanNumber } from './plan.ts';

/** Returns the channel that an expectation is about; null if it is about all channels. */
export function channelOf(expectation: Expectation): Channel | null {
  switch (expectation.kind) {
    case 'reaches':
      return expectation.channel === 'any' ? null : expectation.channel;
    case 'first-channel':
      return expectation.channel;
    case 'segments':
      return 'sms';
    default:
      return null;
  }
}

/** Returns whether an expectation can apply to a chain of these channels. */
export function fits(expectation: Expectation, chain: readonly Channel[]): boolean {
  const channel = channelOf(expectation);
  if (expectation.kind === 'seen') return chain.some((one) => one !== 'sms');
  return channel === null || chain.includes(channel);
}

/** Expectations that only a delivered message can meet. */
function needsDelivery(expectation: Expectation): boolean {
  const { kind } = expectation;
  if (kind === 'delivered') return expectation.times === 'once';
  return kind === 'reaches' || kind === 'first-channel' || kind === 'segments' || kind === 'seen';
}

/** Returns whether two expectations cannot both be met. */
function excludes(one: Expectation, other: Expectation): boolean {
  if (one.kind === 'reaches-nobody') return needsDelivery(other);
  if (one.kind !== 'refused') return false;
  return needsDelivery(other) || other.kind === 'callbacks-verified';
}

const topicOf = ({ kind }: Expectation): string => (kind === 'reaches-nobody' ? 'reaches' : kind);

/** Adds the expectations of a chain to those of its plan: only what a chain's expectation excludes is left out. */
export function withChain(plan: readonly Expectation[], chain: readonly Expectation[]): Expectation[] {
  return [...plan.filter((wide) => !chain.some((own) => excludes(own, wide))), ...chain];
}

/** Adds narrower expectations: they replace the wider ones of the same kind, and those that cannot be met beside them. */
function replaced(wider: readonly Expectation[], narrower: readonly Expectation[]): Expectation[] {
  const isReplaced = (wide: Expectation): boolean =>
    narrower.some((own) => topicOf(own) === topicOf(wide) || excludes(own, wide) || excludes(wide, own));
  return [...wider.filter((wide) => !isReplaced(wide)), ...narrower];
}

/** Returns what is expected of the messages of a chain to a number. */
export function expectationsOf(
  { groups }: Plan,
  { chain, expect }: PlanChain,
  number: PlanNumber | undefined,
): readonly Expectation[] {
  const group = groups.find(({ name }) => name === number?.group);
  if (number === undefined || (group === undefined && number.expect.length === 0)) return expect;
  const channels = chain.steps.map(({ channel }) => channel);
  const own = (list: readonly Expectation[]) => list.filter((one) => fits(one, channels));
  return replaced(replaced(expect, own(group?.expect ?? [])), own(number.expect));
}
