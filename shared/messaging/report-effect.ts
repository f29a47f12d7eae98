/** Determines what a status event changed in a chain, compared with the events that were known before it. */
import { foldChain, hasReached, stepOf } from './fold.ts';
import { statusInfo } from './status.ts';
import type { ChainState, ChainStep, DecimalString, FoldedStep, StatusEvent } from './types.ts';

type StepGlance = Pick<FoldedStep, 'state' | 'status' | 'err' | 'at'>;

export type ReportEffect = {
  readonly why:
    | 'changed'
    | 'repeat'
    | 'asked-before'
    | 'older'
    | 'contradiction'
    | 'after-failure'
    | 'less-far'
    | 'no-status'
    | 'no-step';
  readonly step: { readonly channel: string; readonly before: StepGlance; readonly after: StepGlance } | null;
  readonly message: { readonly before: ChainState; readonly after: ChainState };
  readonly cost: { readonly before: DecimalString | null; readonly after: DecimalString | null };
  /** This event means that a second step has reached the person. */
  readonly deliveredTwice: boolean;
  /** When the same event was first received, UTC epoch ms; null if this event was the first. */
  readonly knownAt: number | null;
};

const glance = ({ state, status, err, at }: FoldedStep): StepGlance => ({ state, status, err, at });

function isSameReport(one: StatusEvent, other: StatusEvent): boolean {
  return (
    one.messageId === other.messageId &&
    one.channel === other.channel &&
    one.status === other.status &&
    one.err === other.err &&
    one.at === other.at
  );
}

/**
 * Returns what an event changed.
 *
 * @param steps the chain as sent
 * @param before every event that was known before, in the order of receipt
 * @param event the event in question
 */
export function effectOf(
  steps: readonly ChainStep[],
  before: readonly StatusEvent[],
  event: StatusEvent,
): ReportEffect {
  const was = foldChain(steps, before);
  const is = foldChain(steps, [...before, event]);
  const index = stepOf(steps, event);
  const stepWas = was.steps[index];
  const stepIs = is.steps[index];
  const known = before.find((one) => isSameReport(one, event));
  const twice = is.deliveredTwice && !was.deliveredTwice;
  const changed =
    JSON.stringify([was.state, was.cost, was.steps.map(shown)]) !==
    JSON.stringify([is.state, is.cost, is.steps.map(shown)]);
  return {
    why: reason(),
    step:
      stepWas === undefined || stepIs === undefined
        ? null
        : { channel: stepIs.channel, before: glance(stepWas), after: glance(stepIs) },
    message: { before: was.state, after: is.state },
    cost: { before: was.cost, after: is.cost },
    deliveredTwice: twice,
    knownAt: known?.receivedAt ?? null,
  };

  function reason(): ReportEffect['why'] {
    if (stepWas === undefined || stepIs === undefined) return 'no-step';
    if (changed || twice) return 'changed';
    if (known !== undefined) return known.source === 'poll' ? 'asked-before' : 'repeat';
    if (event.status === null) return 'no-status';
    if (statusInfo(event.status).class === 'failed' && hasReached(stepWas.state)) {
      // Only an event that is not earlier contradicts the delivery; see the fold.
      return stepIs.contradiction !== null ? 'contradiction' : 'older';
    }
    // A failure is final for any later report except a delivery; see the fold.
    if (stepWas.state === 'failed' && event.at !== null && (stepWas.at === null || event.at > stepWas.at))
      return 'after-failure';
    if (stepWas.at !== null && (event.at === null || event.at < stepWas.at)) return 'older';
    return 'less-far';
  }
}

/** Returns what is shown of a step; a contradiction beside it is reported separately, not as a change. */
function shown(step: FoldedStep): unknown {
  return [step.state, step.status, step.err, step.at, step.price];
}
