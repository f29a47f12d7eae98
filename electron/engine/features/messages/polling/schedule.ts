import { chainTimeline } from '../../../../../shared/messaging/timeline.ts';
import type { Channel, MessageState, StepState } from '../../../../../shared/messaging/types.ts';
import { day, hour, minute, second } from '../../../durations.ts';

/** How long after the last event a report counts as overdue. */
const overdueMs = 30 * second;
const longestWaitMs = 6 * hour;
/**
 * After this time without any event a message is not polled any more: Messente does not keep its history
 * forever.
 */
const giveUpMs = 14 * day;

export type PollFacts = {
  readonly now: number;
  /** Messente's id, which is required for GET status. */
  readonly omnimessageId: string | null;
  readonly state: MessageState;
  readonly acceptedAt: number | null;
  readonly sendAt: number | null;
  /** When a report or an answer last contained something new. */
  readonly lastSignAt: number | null;
  readonly settledAt: number | null;
  /** The number of GET status calls since the last event. */
  readonly pollCount: number;
  readonly steps: readonly {
    readonly channel: Channel;
    readonly state: StepState;
    readonly at: number | null;
    readonly waitSeconds: number | null;
  }[];
  /** Delivery reports about this message have arrived, so later ones will too. */
  readonly callbacksCome: boolean;
};

/**
 * Returns when GET status should be polled next, UTC epoch ms; null: not automatically.
 * 30 s after the last event, and 30 s after the running step's latest end; then with backoff up to six hours,
 * until the chain is settled. SEEN is polled for at most a day, and only if no delivery reports arrive,
 * because Messente calls regular polling costly.
 */
export function nextPollAt(facts: PollFacts): number | null {
  if (facts.omnimessageId === null) return null;
  switch (facts.state) {
    case 'scheduled':
      return (facts.sendAt ?? facts.now) + overdueMs;
    case 'pending':
    case 'unknown':
      return pollOpen(facts);
    case 'delivered':
      return pollForSeen(facts);
    default:
      return null;
  }
}

function pollOpen(facts: PollFacts): number | null {
  const sign = Math.max(facts.lastSignAt ?? 0, facts.acceptedAt ?? 0, facts.sendAt ?? 0);
  if (facts.now - sign > giveUpMs) return null;
  // With pollCount polls so far: after 30 s, 1 min, 2 min, …, counted from the last event.
  const backoff = Math.min(overdueMs * 2 ** facts.pollCount, longestWaitMs);
  const start = facts.pollCount === 0 ? sign : facts.now;
  const byBackoff = start + backoff;
  const running = chainTimeline(facts.steps, Math.max(facts.acceptedAt ?? 0, facts.sendAt ?? 0)).running;
  const byEnd = running?.endsAt == null ? null : running.endsAt + overdueMs;
  return byEnd !== null && byEnd > facts.now && byEnd < byBackoff ? byEnd : byBackoff;
}

function pollForSeen(facts: PollFacts): number | null {
  if (facts.callbacksCome) return null;
  const canBeSeen = facts.steps.some((step) => step.state === 'delivered' && step.channel !== 'sms');
  if (!canBeSeen || facts.settledAt === null) return null;
  const next = facts.now + Math.min(5 * minute * 2 ** facts.pollCount, longestWaitMs);
  return next - facts.settledAt > day ? null : next;
}
