/**
 * Detects late deliveries: the person received the message by a step that had already ended, because its time
 * had run out, it had been reported as failed, or the next channel was being tried. The person may have
 * received the message twice, or too late.
 */
import { isFailed, isReached } from './status.ts';

/**
 * Tolerance for the difference between Messente's clock and ours: a step's end is calculated from our time of
 * acceptance, so it is not exact.
 */
const clocksApartMs = 5_000;

export type LateStep = {
  /** When the step started (UTC epoch ms) and how long it may take (seconds), as far as is known. */
  readonly startedAt: number | null;
  readonly waitSeconds: number | null;
  readonly events: readonly { readonly status: string | null; readonly at: number | null }[];
};

/**
 * Determines for each step of a chain whether it reached the person only after it had ended. A SEEN after a
 * delivery in time is not late, because people may read at any time.
 * @returns the time from which that step's deliveries count as late, epoch ms; null if it was in time, or did
 * not reach the person
 */
export function lateFrom(steps: readonly LateStep[]): (number | null)[] {
  return steps.map((step, index) => {
    const reachedAt = earliest(step.events.filter((event) => isReached(event.status)));
    if (reachedAt === null) return null;
    const ended = [
      earliest(step.events.filter((event) => isFailed(event.status))),
      earliest(steps.slice(index + 1).flatMap((later) => later.events)),
      step.startedAt === null || step.waitSeconds === null
        ? null
        : step.startedAt + step.waitSeconds * 1_000 + clocksApartMs,
    ];
    return ended.some((end) => end !== null && end < reachedAt) ? reachedAt : null;
  });
}

function earliest(
  events: readonly { readonly status: string | null; readonly at: number | null }[],
): number | null {
  return events.reduce<number | null>(
    (first, { status, at }) =>
      status !== null && at !== null && (first === null || at < first) ? at : first,
    null,
  );
}
