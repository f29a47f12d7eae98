import type { Channel, StepState } from './types.ts';

/** When one step began and ends at the latest, UTC epoch ms; null where that is not known. */
type StepTimes = { readonly startedAt: number | null; readonly endsAt: number | null };

export type ChainTimeline = {
  readonly steps: readonly StepTimes[];
  /** The step that is being tried now; null where none is. */
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
  /** Its ttl or validity, seconds; null where Messente's default applies, which is not documented. */
  readonly waitSeconds: number | null;
};

/**
 * When each step of a chain runs: the first from the acceptance (or the time it was scheduled for), each other from
 * the failure of the one before it. Messente tells no start of a step, so these are the latest that can be derived.
 * @param beganAt UTC epoch ms; 0 where it has not begun
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
    // A step that has reached the person, or is still open, starts no other.
    startsAt = step.state === 'failed' ? (step.at ?? startsAt) : null;
  }
  const reached = steps.some((step) => step.state === 'delivered' || step.state === 'seen');
  return { steps: times, running: reached ? null : running };
}
