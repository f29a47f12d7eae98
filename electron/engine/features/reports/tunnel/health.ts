/** What is known of one address, all times UTC epoch milliseconds. */
export type Health = {
  /** The last probe that came back. */
  readonly probedAt: number | null;
  /** The last verified callback. */
  readonly callbackAt: number | null;
  /** The first of the probes that have failed since then; null: the last one came back, or none was made. */
  readonly failingSince: number | null;
};

export const nothingKnown: Health = { probedAt: null, callbackAt: null, failingSince: null };

/**
 * What proves the address now. Some networks can't reach their own public address from inside, so a late verified
 * callback proves as much as a probe; but where probes did come back and then ceased to, only one that came after
 * that does: what arrived before says nothing of a server that has been restarted since.
 * @param freshMs how long a callback counts
 */
export function proofOf(health: Health, now: number, freshMs: number): 'probe' | 'callback' | null {
  if (health.probedAt !== null && health.failingSince === null) return 'probe';
  if (health.callbackAt === null || now - health.callbackAt > freshMs) return null;
  const outlived = health.probedAt === null || health.callbackAt > (health.failingSince ?? 0);
  return outlived ? 'callback' : null;
}
