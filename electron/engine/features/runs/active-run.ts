import type { ActiveRun, UnderWay } from './run-context.ts';

/**
 * Returns a run as the runner keeps it in memory.
 * @param read the run; its mark was read before it, so that a change between the two is seen by the next look
 * @param before the messages under way when it was read the last time; a new one is looked at now
 */
export function activeRun(
  read: Pick<ActiveRun, 'run' | 'plan' | 'mark'>,
  before: ReadonlyMap<string, UnderWay>,
): ActiveRun {
  const unsent = new Set<number>();
  const under = new Map<string, UnderWay>();
  for (const [index, { messageId, result }] of read.run.list.entries()) {
    if (messageId === null) unsent.add(index);
    else if (result === null)
      under.set(messageId, before.get(messageId) ?? { index, state: 'queued', lookAt: 0 });
  }
  return { ...read, unsent, under, charges: null };
}

/** Returns whether a message still waits to be sent, or for the answer. */
export function isWaiting({ state }: UnderWay): boolean {
  return state === 'queued' || state === 'sending';
}
