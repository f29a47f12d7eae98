/**
 * Late deliveries: the person got the message on a step that was over already, because its time had run out, it had
 * been called failed, or the next channel was being tried. So they may have got it twice, or after it was of use.
 */
import { isFailed, isReached } from './status.ts';

/** Messente's clock and ours are two; a step's end, derived from our time of acceptance, is not exact. */
const clocksApartMs = 5_000;

export type LateStep = {
  /** When it began (UTC epoch ms) and how long it may take (seconds), as far as is known. */
  readonly startedAt: number | null;
  readonly waitSeconds: number | null;
  readonly events: readonly { readonly status: string | null; readonly at: number | null }[];
};

/**
 * For each step of a chain, whether it reached the person only after it was over. SEEN after a delivery in time is not
 * late: people read when they like.
 * @returns the time from which that step's deliveries are late, epoch ms; null: it was in time, or did not reach anyone
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
