/**
 * What a cell's facts say to what was expected of it. Times are counted on one clock, ours: from the moment that the
 * request went out to the moment that a report came in (for what was only asked for, to its own time). Messente's
 * clock and ours need not agree.
 */
import { compareDecimals } from '../messaging/money.ts';
import type { Channel, DecimalString } from '../messaging/types.ts';
import { formatDuration } from './duration.ts';
import type { Expectation } from './plan.ts';

type CellEvent = {
  readonly channel: string | null;
  readonly status: string | null;
  /** ms after the sending; see the file's comment. */
  readonly afterMs: number;
  readonly source: 'callback' | 'poll';
};

/** What is known of one cell's message. */
export type CellFacts = {
  /** Nothing more can come that would change its chain: delivered, seen, failed, refused, cancelled. */
  readonly settled: boolean;
  /** Why it was never accepted; null where it was, or is still to be. */
  readonly refused: string | null;
  /** By channel in the order of the chain; null where the step has not reached the person. */
  readonly events: readonly CellEvent[];
  readonly deliveredBy: Channel | null;
  /** EUR; null where no price was told. */
  readonly cost: DecimalString | null;
  /** Parts that the SMS was charged as; null where not told. */
  readonly parts: number | null;
  readonly callbacks: { readonly verified: number; readonly forged: number };
  /** ms since the sending. */
  readonly ageMs: number;
};

export type Verdict = 'passed' | 'failed' | 'open';

export type Judgement = {
  readonly written: string;
  readonly verdict: Verdict;
  /** What was found, in a few words. */
  readonly found: string;
};

const reached = new Set(['DELIVRD', 'SEEN']);

/** How long after the sending the channel (any: the first) reached the person, ms; null where it has not. */
export function reachedAfter(facts: CellFacts, channel: Channel | 'any'): number | null {
  const times = facts.events
    .filter((event) => event.status !== null && reached.has(event.status))
    .filter((event) => channel === 'any' || event.channel === channel)
    .map((event) => event.afterMs);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * @param final nothing more is waited for: what is still open fails (what should have come has not) or passes (what
 *   should never come has not)
 */
export function judge(expectation: Expectation, facts: CellFacts, final: boolean): Judgement {
  const say = (verdict: Verdict, found: string): Judgement => ({
    written: expectation.written,
    verdict,
    found,
  });
  if (facts.refused !== null) return say('failed', `not sent: ${facts.refused}`);
  const open = (found: string): Judgement => say(final ? 'failed' : 'open', found);
  switch (expectation.kind) {
    case 'reaches': {
      const { channel, withinMs } = expectation;
      const after = reachedAfter(facts, channel);
      if (after === null) {
        if (withinMs !== null && facts.ageMs > withinMs) {
          return say('failed', `not reached in ${formatDuration(withinMs)}`);
        }
        // A chain that is settled tries no further channel; a late report of another attempt may still come.
        return open('not reached');
      }
      if (withinMs !== null && after > withinMs) return say('failed', `after ${formatDuration(after)}`);
      return say('passed', `after ${formatDuration(after)}`);
    }
    case 'first-channel': {
      if (facts.deliveredBy === null) return open('not reached');
      return say(
        facts.deliveredBy === expectation.channel ? 'passed' : 'failed',
        `reached by ${facts.deliveredBy}`,
      );
    }
    case 'never': {
      const bad = facts.events.find(({ status }) => status !== null && expectation.statuses.includes(status));
      if (bad) return say('failed', `${bad.status} on ${bad.channel ?? 'an unknown channel'}`);
      return final ? say('passed', 'never said') : say('open', 'not said so far');
    }
    case 'cost': {
      if (facts.cost === null) return open('no price was told');
      const over = compareDecimals(facts.cost, expectation.atMost) > 0;
      if (over) return say('failed', `${facts.cost} EUR`);
      return facts.settled || final
        ? say('passed', `${facts.cost} EUR`)
        : say('open', `${facts.cost} EUR so far`);
    }
    case 'segments':
      if (facts.parts === null) return open('no parts were told');
      return say(
        facts.parts === expectation.count ? 'passed' : 'failed',
        `${facts.parts} ${facts.parts === 1 ? 'part' : 'parts'}`,
      );
    case 'callbacks-verified': {
      const { verified, forged } = facts.callbacks;
      if (forged > 0) return say('failed', `${forged} with a wrong signature`);
      const told = facts.events.some(
        ({ source, status }) => source === 'callback' && status !== null && reached.has(status),
      );
      const found = `${verified} verified`;
      if (verified === 0) return open('none came');
      // The end itself must have been told, not only asked for.
      if (facts.deliveredBy !== null && !told) return open(`${found}, but the delivery was only asked for`);
      return facts.settled || final ? say('passed', found) : say('open', found);
    }
    case 'seen': {
      const times = facts.events.filter(({ status }) => status === 'SEEN').map(({ afterMs }) => afterMs);
      if (times.length === 0) {
        return facts.ageMs > expectation.withinMs
          ? say('failed', `not seen in ${formatDuration(expectation.withinMs)}`)
          : open('not seen');
      }
      const after = Math.min(...times);
      return say(after <= expectation.withinMs ? 'passed' : 'failed', `after ${formatDuration(after)}`);
    }
  }
}

/** All of a cell's expectations, and the cell's own verdict: failed where one is, open where one is. */
export function judgeCell(
  expectations: readonly Expectation[],
  facts: CellFacts,
  final: boolean,
): { readonly verdict: Verdict; readonly judgements: readonly Judgement[] } {
  const judgements = expectations.map((expectation) => judge(expectation, facts, final));
  const verdicts = new Set(judgements.map(({ verdict }) => verdict));
  // A chain that expects nothing of its own is asked to reach the person.
  if (expectations.length === 0) {
    const after = reachedAfter(facts, 'any');
    const verdict: Verdict = after !== null ? 'passed' : final || facts.refused !== null ? 'failed' : 'open';
    return { verdict, judgements: [] };
  }
  // While one is open, the others may still change (a FAILED may come); a failure stays one.
  return {
    verdict: verdicts.has('open') ? 'open' : verdicts.has('failed') ? 'failed' : 'passed',
    judgements,
  };
}
