import type { Channel, StepState } from './types.ts';

/** When one step begins and its latest end, UTC epoch ms; null if not known. */
type StepTimes = { readonly startedAt: number | null; readonly endsAt: number | null };

export type ChainTimeline = {
  readonly steps: readonly StepTimes[];
  /** The step that is being tried now; null if there is none. */
  readonly running: {
    readonly index: number;
    readonly startedAt: number;
    readonly endsAt: number | null;
  } | null;
};

type TimedStep = {
  readonly channel: Channel;
  readonly state: StepState;
  /** When its deciding status happened. */
  readonly at: number | null;
  /** Its ttl or validity, seconds; null if Messente's undocumented default applies. */
  readonly waitSeconds: number | null;
};

/**
 * Calculates when each step of a chain runs: the first from the acceptance (or its scheduled time), each
 * other from the failure of the previous step. Messente does not report when a step starts, so these are the
 * latest possible times.
 * @param beganAt UTC epoch ms; 0 if it has not begun
 */
export function chainTimeline(steps: readonly TimedStep[], beganAt: number): ChainTimeline {
  const times: StepTimes[] = [];
  let running: ChainTimeline['running'] = null;
  let startsAt: number | null = beganAt > 0 ? beganAt : null;
  for (const [index, step] of steps.entries()) {
    const open = step.state === 'waiting' || step.state === 'pending' || step.state === 'unknown';
    const startedAt = step.state === 'not-needed' ? null : startsAt;
    const endsAt =
      open && startedAt !== null && step.waitSeconds !== null ? startedAt + step.waitSeconds * 1000 : null;
    times.push({ startedAt, endsAt });
    if (open && startedAt !== null && running === null) running = { index, startedAt, endsAt };
    // A step that has reached the person, or is still open, starts no other step.
    startsAt = step.state === 'failed' ? (step.at ?? startsAt) : null;
  }
  const reached = steps.some((step) => step.state === 'delivered' || step.state === 'seen');
  return { steps: times, running: reached ? null : running };
}
