/**
 * What became of a chain: a pure function of the set of status events, the same in whatever order and however often
 * they came. receivedAt and source decide nothing.
 *
 * The rules (Messente documents neither which statuses are final nor in what order reports come):
 * - a step that was ever DELIVRD or SEEN has reached the person, whatever else is said of it; a failure that is not
 *   earlier is exposed beside it as `contradiction`
 * - otherwise a step that ever failed stays failed: of several failures the latest decides, and a later report that
 *   says otherwise (ACK, ACCEPTD, UNKNOWN) is exposed beside it as `contradiction`
 * - otherwise the latest of Messente's timestamps decides, and where it ties, the further status; no timestamp counts
 *   as earlier than any; no status (still being processed) decides nothing
 * - a chain is settled when a step has reached the person or its last step has failed; UNKNOWN is not final
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

/** True where the step has reached the person. */
export function hasReached(state: StepState): boolean {
  return state === 'delivered' || state === 'seen';
}

/**
 * What is known of a chain that Messente has accepted.
 * @param steps the chain as it was sent, in order; each channel once
 * @param events every status event known of it, in any order, repeats and strangers included
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

/** Which step an event belongs to: by Messente's id; where the event or the step has none, by channel. -1 for none. */
export function stepOf(steps: readonly ChainStep[], event: StatusEvent): number {
  const byId = steps.findIndex((step) => step.messageId !== null && step.messageId === event.messageId);
  if (byId !== -1) return byId;
  return steps.findIndex(
    (step) => (step.messageId === null || event.messageId === null) && step.channel === event.channel,
  );
}

/** A folded step, and when it first reached the person by Messente's own time (null: not, or no time is known). */
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

/** SEEN before DELIVRD; of several, the earliest with a time, since that is when it happened. */
function reachingEvent(reached: readonly StatusEvent[]): StatusEvent | null {
  const seen = reached.filter((event) => event.status === 'SEEN');
  const best = seen.length > 0 ? seen : reached;
  const first = earliest(best);
  return greatest(best.filter((event) => event.at === first));
}

/** The earliest time among the events, epoch ms; null where none has one. */
function earliest(events: readonly StatusEvent[]): number | null {
  return events.reduce<number | null>(
    (first, { at }) => (at !== null && (first === null || at < first) ? at : first),
    null,
  );
}

function isFailure(event: StatusEvent): boolean {
  return statusInfo(event.status).class === 'failed';
}

/** The last failure that is not earlier than the first time the step reached the person. */
function failureBeside(spoken: readonly StatusEvent[], reachedAt: number | null): StatusEvent | null {
  const earlier = Number.NEGATIVE_INFINITY;
  const failures = spoken.filter(
    (event) => isFailure(event) && (event.at ?? earlier) >= (reachedAt ?? earlier),
  );
  return greatest(distinctEvents(failures));
}

/** The last report after the last failure; null where the failure is the last. */
function laterThan(failure: StatusEvent, spoken: readonly StatusEvent[]): StatusEvent | null {
  return greatest(distinctEvents(spoken.filter((event) => compareContent(event, failure) > 0)));
}

/** The id that a report told, where the answer to the send was lost. Several can't be by Messente's rules: the least. */
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
  // Messente tries the last channel only once those before it are over, so its failure ends the chain even where an
  // earlier step's own end was never told.
  return steps.at(-1)?.state === 'failed' ? 'failed' : 'pending';
}

/** The channel that reached the person first; no known time counts as earliest, and a tie goes to the earlier step. */
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
