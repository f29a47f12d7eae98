/**
 * Judges the facts about a cell against its expectations. Durations are measured on this computer's clock,
 * from the moment that the request was sent to the moment that a report arrived. For a polled status the
 * status's own time is used, although Messente's clock may differ from ours.
 */
import { compareDecimals, zero } from '../messaging/money.ts';
import { type Phrase, term } from '../messaging/problem.ts';
import type { Channel, DecimalString } from '../messaging/types.ts';
import { runsPhrase } from '../phrases.ts';
import { exactDuration, formatDuration } from './duration.ts';
import type { Expectation } from './plan.ts';

type CellEvent = {
  readonly channel: string | null;
  readonly status: string | null;
  /** Milliseconds after sending; see the file's comment. */
  readonly afterMs: number;
  readonly source: 'callback' | 'poll';
};

/** The known facts about one cell's message. */
export type CellFacts = {
  /** Nothing can change the outcome of its chain any more: delivered, seen, failed, refused, cancelled. */
  readonly settled: boolean;
  /** Why the message was never accepted; null if it was accepted or still may be. */
  readonly notSent: Phrase | null;
  /** How Messente refused the request for good; null if it did not. */
  readonly refusal: { readonly httpStatus: number; readonly codes: readonly string[] } | null;
  /** Messente accepted the message. */
  readonly accepted: boolean;
  /** By channel in the order of the chain; null if the step has not reached the person. */
  readonly events: readonly CellEvent[];
  readonly deliveredBy: Channel | null;
  /** EUR; null if no price is known. */
  readonly cost: DecimalString | null;
  /** The number of parts that the SMS was charged for; null if not known. */
  readonly parts: number | null;
  readonly callbacks: { readonly verified: number; readonly forged: number };
  /** Milliseconds since sending. */
  readonly ageMs: number;
};

export type Verdict = 'passed' | 'failed' | 'open';

export type Judgement = {
  readonly written: string;
  readonly verdict: Verdict;
  /** A short description of the result. */
  readonly found: Phrase;
};

const reached = new Set(['DELIVRD', 'SEEN']);

/**
 * Returns how long after sending the channel (`any`: the first channel) reached the person, ms; null if it
 * has not.
 */
export function reachedAfter(facts: CellFacts, channel: Channel | 'any'): number | null {
  const times = facts.events
    .filter((event) => event.status !== null && reached.has(event.status))
    .filter((event) => channel === 'any' || event.channel === channel)
    .map((event) => event.afterMs);
  return times.length === 0 ? null : Math.min(...times);
}

/**
 * Judges one expectation.
 *
 * @param final nothing more is awaited: an open expectation of something that should happen fails, and one of
 * something
 * that should not happen passes
 */
export function judge(expectation: Expectation, facts: CellFacts, final: boolean): Judgement {
  const judged = (verdict: Verdict, found: Phrase): Judgement => ({
    written: expectation.written,
    verdict,
    found,
  });
  if (expectation.kind === 'refused') return judged(...judgeRefused(expectation.codes, facts, final));
  if (facts.notSent !== null) return judged('failed', facts.notSent);
  const open = (found: Phrase): Judgement => judged(final ? 'failed' : 'open', found);
  switch (expectation.kind) {
    case 'reaches': {
      const { channel, withinMs } = expectation;
      const after = reachedAfter(facts, channel);
      if (after === null) {
        if (withinMs !== null && facts.ageMs > withinMs) {
          return judged('failed', runsPhrase('not-reached-in-time', { time: exactDuration(withinMs) }));
        }
        // A finished chain tries no further channel, but a late report of an earlier attempt may still
        // arrive.
        return open(runsPhrase('not-reached'));
      }
      const isLate = withinMs !== null && after > withinMs;
      const time = formatDuration(after, withinMs === null ? [] : [withinMs]);
      return judged(isLate ? 'failed' : 'passed', runsPhrase('after', { time }));
    }
    case 'reaches-nobody': {
      const by = deliveriesOf(facts);
      if (by.length > 0) return judged('failed', runsPhrase('delivered-by', { channels: by.join(', ') }));
      return judged(final ? 'passed' : 'open', runsPhrase('not-reached'));
    }
    case 'delivered':
      return judged(...judgeDelivered(expectation.times, facts, final));
    case 'first-channel': {
      if (facts.deliveredBy === null) return open(runsPhrase('not-reached'));
      return judged(
        facts.deliveredBy === expectation.channel ? 'passed' : 'failed',
        runsPhrase('reached-by', { channel: term(facts.deliveredBy) }),
      );
    }
    case 'never': {
      const bad = facts.events.find(({ status }) => status !== null && expectation.statuses.includes(status));
      if (bad) {
        const { status, channel } = bad;
        return judged(
          'failed',
          runsPhrase('status-seen', { status: status ?? '', channel: term(channel ?? 'an unknown channel') }),
        );
      }
      return final
        ? judged('passed', runsPhrase('never-reported'))
        : judged('open', runsPhrase('not-reported-yet'));
    }
    case 'cost': {
      // A refused message costs nothing.
      const amount = facts.cost ?? (facts.refusal === null ? null : zero);
      if (amount === null) return open(runsPhrase('no-price'));
      if (compareDecimals(amount, expectation.atMost) > 0)
        return judged('failed', runsPhrase('cost', { amount }));
      return facts.settled || final
        ? judged('passed', runsPhrase('cost', { amount }))
        : judged('open', runsPhrase('cost-so-far', { amount }));
    }
    case 'segments':
      if (facts.parts === null) return open(runsPhrase('no-parts'));
      return judged(
        facts.parts === expectation.count ? 'passed' : 'failed',
        runsPhrase('parts', { count: facts.parts }),
      );
    case 'callbacks-verified': {
      const { verified, forged } = facts.callbacks;
      if (forged > 0) return judged('failed', runsPhrase('wrong-signature', { count: forged }));
      const isReported = facts.events.some(
        ({ source, status }) => source === 'callback' && status !== null && reached.has(status),
      );
      const found = runsPhrase('verified', { count: verified });
      if (verified === 0) return open(runsPhrase('none-came'));
      // A delivery report must confirm the final status; a polled status is not enough.
      if (facts.deliveredBy !== null && !isReported)
        return open(runsPhrase('verified-but-polled', { count: verified }));
      return facts.settled || final ? judged('passed', found) : judged('open', found);
    }
    case 'seen': {
      const times = facts.events.filter(({ status }) => status === 'SEEN').map(({ afterMs }) => afterMs);
      if (times.length === 0) {
        return facts.ageMs > expectation.withinMs
          ? judged('failed', runsPhrase('not-seen-in-time', { time: exactDuration(expectation.withinMs) }))
          : open(runsPhrase('not-seen'));
      }
      const after = Math.min(...times);
      return judged(
        after <= expectation.withinMs ? 'passed' : 'failed',
        runsPhrase('after', { time: formatDuration(after, [expectation.withinMs]) }),
      );
    }
  }
}

function judgeRefused(
  expected: readonly string[],
  { refusal, notSent, accepted }: CellFacts,
  final: boolean,
): [Verdict, Phrase] {
  if (accepted) return ['failed', runsPhrase('accepted')];
  if (refusal === null && notSent !== null) return ['failed', notSent];
  if (refusal === null) return [final ? 'failed' : 'open', runsPhrase('not-refused')];
  const { codes, httpStatus } = refusal;
  const status = String(httpStatus);
  const isExpected = expected.length === 0 || [status, ...codes].some((code) => expected.includes(code));
  const found =
    codes.length === 0
      ? runsPhrase('refused-with/no-code', { status })
      : runsPhrase('refused-with', { status, codes: codes.join(', ') });
  return [isExpected ? 'passed' : 'failed', found];
}

function judgeDelivered(times: 'once' | 'at most once', facts: CellFacts, final: boolean): [Verdict, Phrase] {
  const by = deliveriesOf(facts);
  const found =
    by.length === 0 ? runsPhrase('not-reached') : runsPhrase('delivered-by', { channels: by.join(', ') });
  if (by.length > 1) return ['failed', found];
  // A late report may still show another delivery.
  if (!final) return ['open', found];
  return [by.length === 0 && times === 'once' ? 'failed' : 'passed', found];
}

/** Returns the channels that delivered the message, in the order of the chain. */
function deliveriesOf({ events }: CellFacts): string[] {
  const by = events.filter(({ status }) => status !== null && reached.has(status));
  return [...new Set(by.map(({ channel }) => channel ?? 'an unknown channel'))];
}

/**
 * Judges all expectations of a cell, and the cell itself: failed if one failed, otherwise open if one is
 * open.
 */
export function judgeCell(
  expectations: readonly Expectation[],
  facts: CellFacts,
  final: boolean,
): { readonly verdict: Verdict; readonly judgements: readonly Judgement[] } {
  // A message that was not sent meets no expectation, unless its refusal is expected: then it is judged by the others
  // as a message that has ended.
  const isExpected = facts.refusal !== null && expectations.some(({ kind }) => kind === 'refused');
  const known = isExpected ? { ...facts, notSent: null } : facts;
  const judgements = expectations.map((expectation) => judge(expectation, known, final || isExpected));
  const verdicts = new Set(judgements.map(({ verdict }) => verdict));
  // A chain without expectations is expected to reach the person.
  if (expectations.length === 0) {
    const after = reachedAfter(facts, 'any');
    const verdict: Verdict = after !== null ? 'passed' : final || facts.notSent !== null ? 'failed' : 'open';
    return { verdict, judgements: [] };
  }
  // While one expectation is open, passed ones may still change (a FAILED may arrive), but failed ones stay
  // failed.
  return {
    verdict: verdicts.has('open') ? 'open' : verdicts.has('failed') ? 'failed' : 'passed',
    judgements,
  };
}
