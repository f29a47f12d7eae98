/**
 * Calculates the outcome of a chain: a pure function of its set of status events. The result does not depend
 * on their order or repeats; receivedAt and source have no influence.
 *
 * The rules (Messente documents neither which statuses are final nor the order of reports):
 * - a step that was ever DELIVRD or SEEN has reached the person, whatever else is reported; a failure that is
 * not
 * earlier is shown beside it as `contradiction`
 * - otherwise a step that ever failed stays failed: of several failures the latest counts, and a later report
 * that
 * says otherwise (ACK, ACCEPTD, UNKNOWN) is shown beside it as `contradiction`
 * - otherwise the latest of Messente's timestamps counts, and if two are equal, the more advanced status; no
 * timestamp
 * is earlier than any timestamp; a missing status (still being processed) is ignored
 * - a chain is settled if a step has reached the person or its last step has failed; UNKNOWN is not final
 */
import { compareContent, distinctEvents } from './events.ts';
import { sumDecimals } from './money.ts';
import { statusInfo } from './status.ts';
import {
  assertNever,
  type ChainState,
  type ChainStep,
  type Channel,
  type FoldedChain,
  type FoldedStep,
  type MessageId,
  type StatusEvent,
  type StepState,
} from './types.ts';

export { compareContent, distinctEvents } from './events.ts';

/** Returns whether the step has reached the person. */
export function hasReached(state: StepState): boolean {
  return state === 'delivered' || state === 'seen';
}

/**
 * Returns the outcome of a chain that Messente has accepted.
 * @param steps the chain as sent, in order; each channel once
 * @param events all known status events, in any order, including repeats and events of other messages
 */
export function foldChain(steps: readonly ChainStep[], events: readonly StatusEvent[]): FoldedChain {
  const matched: StatusEvent[][] = steps.map(() => []);
  const unmatched: StatusEvent[] = [];
  for (const event of events) (matched[stepOf(steps, event)] ?? unmatched).push(event);

  const folds = steps.map((step, index) => foldStep(step, matched[index] ?? []));
  const firstReached = folds.findIndex((fold) => hasReached(fold.step.state));
  const folded = folds.map(
    ({ step }, index): FoldedStep =>
      step.state === 'waiting' && firstReached !== -1 && index > firstReached
        ? { ...step, state: 'not-needed' }
        : step,
  );
  const state = chainState(folded);
  const prices = folded.flatMap((step) => (step.price ? [step.price.totalPrice] : []));
  return {
    state,
    settled: state !== 'pending',
    deliveredBy: deliveredBy(folds),
    deliveredTwice: folded.filter((step) => hasReached(step.state)).length > 1,
    steps: folded,
    cost: prices.length === 0 ? null : sumDecimals(prices),
    unmatched: distinctEvents(unmatched),
  };
}

/**
 * Returns the index of the step that an event belongs to: by Messente's id, or by channel if the event or the
 * step has no id. -1 if there is none.
 */
export function stepOf(steps: readonly ChainStep[], event: StatusEvent): number {
  const byId = steps.findIndex((step) => step.messageId !== null && step.messageId === event.messageId);
  if (byId !== -1) return byId;
  return steps.findIndex(
    (step) => (step.messageId === null || event.messageId === null) && step.channel === event.channel,
  );
}

/**
 * A folded step, and when it first reached the person by Messente's own time (null: it did not, or no time is
 * known).
 */
type StepFold = { readonly step: FoldedStep; readonly reachedAt: number | null };

function foldStep(step: ChainStep, events: readonly StatusEvent[]): StepFold {
  const spoken = events.filter((event) => event.status !== null);
  const reached = spoken.filter((event) => statusInfo(event.status).class === 'reached');
  const reachedAt = earliest(reached);
  const failure = greatest(spoken.filter(isFailure));
  const decider = reached.length > 0 ? reachingEvent(reached) : (failure ?? greatest(spoken));
  return {
    reachedAt,
    step: {
      channel: step.channel,
      messageId: step.messageId ?? learnedId(events),
      state: decider === null ? 'waiting' : stepState(decider),
      status: decider?.status ?? null,
      err: decider?.err ?? null,
      error: decider?.error ?? null,
      at: decider?.at ?? null,
      contradiction:
        reached.length > 0 ? failureBeside(spoken, reachedAt) : failure && laterThan(failure, spoken),
      price: greatest(events.filter((event) => event.price !== null))?.price ?? null,
    },
  };
}

function stepState(decider: StatusEvent): StepState {
  const { class: kind } = statusInfo(decider.status);
  switch (kind) {
    case 'reached':
      return decider.status === 'SEEN' ? 'seen' : 'delivered';
    case 'failed':
      return 'failed';
    case 'unknown':
      return 'unknown';
    case 'progress':
      return 'pending';
    default:
      return assertNever(kind);
  }
}

function greatest(events: readonly StatusEvent[]): StatusEvent | null {
  return events.reduce<StatusEvent | null>(
    (best, event) => (best === null || compareContent(event, best) > 0 ? event : best),
    null,
  );
}

/** Returns SEEN before DELIVRD; of several, the earliest with a time, because that is when it happened. */
function reachingEvent(reached: readonly StatusEvent[]): StatusEvent | null {
  const seen = reached.filter((event) => event.status === 'SEEN');
  const best = seen.length > 0 ? seen : reached;
  const first = earliest(best);
  return greatest(best.filter((event) => event.at === first));
}

/** Returns the earliest time of the events, epoch ms; null if none has a time. */
function earliest(events: readonly StatusEvent[]): number | null {
  return events.reduce<number | null>(
    (first, { at }) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );
}

function isFailure(event: StatusEvent): boolean {
  return statusInfo(event.status).class === 'failed';
}

/** Returns the last failure that is not earlier than the first time the step reached the person. */
function failureBeside(spoken: readonly StatusEvent[], reachedAt: number | null): StatusEvent | null {
  const earlier = Number.NEGATIVE_INFINITY;
  const failures = spoken.filter(
    (event) => isFailure(event) && (event.at ?? earlier) >= (reachedAt ?? earlier),
  );
  return greatest(distinctEvents(failures));
}

/** Returns the last report after the last failure; null if the failure is the last report. */
function laterThan(failure: StatusEvent, spoken: readonly StatusEvent[]): StatusEvent | null {
  return greatest(distinctEvents(spoken.filter((event) => compareContent(event, failure) > 0)));
}

/**
 * Returns the id that reports contain, if the answer to the send was lost. Messente's rules allow only one;
 * of several, the smallest is used.
 */
function learnedId(events: readonly StatusEvent[]): MessageId | null {
  let least: MessageId | null = null;
  for (const { messageId } of events) {
    if (messageId !== null && (least === null || messageId < least)) least = messageId;
  }
  return least;
}

function chainState(steps: readonly FoldedStep[]): ChainState {
  if (steps.some((step) => step.state === 'seen')) return 'seen';
  if (steps.some((step) => step.state === 'delivered')) return 'delivered';
  // Messente tries the last channel only after all earlier ones have ended, so its failure ends the chain
  // even if an earlier step's final status was never reported.
  return steps.at(-1)?.state === 'failed' ? 'failed' : 'pending';
}

/**
 * Returns the channel that reached the person first. An unknown time counts as earliest; if times are equal,
 * the earlier step is first.
 */
function deliveredBy(folds: readonly StepFold[]): Channel | null {
  let first: StepFold | null = null;
  for (const fold of folds) {
    if (!hasReached(fold.step.state)) continue;
    if (first === null || timeOf(fold) < timeOf(first)) first = fold;
  }
  return first?.step.channel ?? null;
}

function timeOf(fold: StepFold): number {
  return fold.reachedAt ?? Number.NEGATIVE_INFINITY;
}
