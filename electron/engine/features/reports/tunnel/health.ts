/** The known facts about one address; all times UTC epoch milliseconds. */
export type Health = {
  /** When the last probe came back. */
  readonly probedAt: number | null;
  /** When the last verified callback arrived. */
  readonly callbackAt: number | null;
  /** The first of the probes that have failed since; null if the last one came back, or none was made. */
  readonly failingSince: number | null;
};

export const nothingKnown: Health = { probedAt: null, callbackAt: null, failingSince: null };

/**
 * Returns what proves that the address works now. Some networks cannot reach their own public address from
 * inside, so a recent verified callback proves as much as a probe. But if probes came back before and have
 * stopped, only a callback after that counts: earlier ones prove nothing about a server that has been
 * restarted.
 * @param freshMs how long a callback counts
 */
export function proofOf(health: Health, now: number, freshMs: number): 'probe' | 'callback' | null {
  if (health.probedAt !== null && health.failingSince === null) return 'probe';
  if (health.callbackAt === null || now - health.callbackAt > freshMs) return null;
  const outlived = health.probedAt === null || health.callbackAt > (health.failingSince ?? 0);
  return outlived ? 'callback' : null;
}
