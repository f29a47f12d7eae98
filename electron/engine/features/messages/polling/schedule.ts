import { chainTimeline } from '../../../../../shared/messaging/timeline.ts';
import type { Channel, MessageState, StepState } from '../../../../../shared/messaging/types.ts';
import { day, hour, minute, second } from '../../../durations.ts';

/** How long after the last sign a callback counts as overdue. */
const overdueMs = 30 * second;
const longestWaitMs = 6 * hour;
/** A message that nobody has said anything of for so long is left alone: Messente keeps no history for ever. */
const giveUpMs = 14 * day;

export type PollFacts = {
  readonly now: number;
  /** Messente's id; without it GET status can't be asked. */
  readonly omnimessageId: string | null;
  readonly state: MessageState;
  readonly acceptedAt: number | null;
  readonly sendAt: number | null;
  /** When a callback or an answer last told anything new. */
  readonly lastSignAt: number | null;
  readonly settledAt: number | null;
  /** GET status calls since the last sign. */
  readonly pollCount: number;
  readonly steps: readonly {
    readonly channel: Channel;
    readonly state: StepState;
    readonly at: number | null;
    readonly waitSeconds: number | null;
  }[];
  /** Reports of this message have been pushed to us: what follows will be, too. */
  readonly callbacksCome: boolean;
};

/**
 * When GET status is to be asked next, UTC epoch ms; null: not by itself.
 * 30 s after the last sign, and 30 s after the running step's latest end; then backing off to six hours, until the
 * chain is settled. SEEN is asked for at most a day, and only where reports don't come by themselves: Messente calls
 * regular polling costly.
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
  // pollCount asked so far: 30 s, 1 min, 2 min, … after each other, counted from the last sign.
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
