/** What happens after the computer slept, and while sending still waits for the public address. */
import type { Senders } from './features/messages/senders.ts';

/** How long sending waits for a public address that is being opened, before it continues without one. */
const addressPatienceMs = 15_000;
const tickMs = 5_000;
/** A timer that fires this late means that the computer slept. */
const sleptMs = 20_000;

/** Returns whether sending may still wait for the public address. */
export function isPatient(startedAt: number, now: number): boolean {
  return now - startedAt < addressPatienceMs;
}

export type Waking = { readonly wake: () => void; stop(): void };

export function startWaking(needs: {
  readonly tunnel: { wake(): void };
  readonly senders: Senders;
  readonly startedAt: number;
  readonly now: () => number;
}): Waking {
  const { tunnel, startedAt, now } = needs;
  const { outbox, canceller, reconciler } = needs.senders;
  const wake = (): void => {
    tunnel.wake();
    outbox.kick();
    canceller.kick();
    void reconciler.sweep('woke').catch(() => undefined);
  };
  let lastTick = now();
  const ticker = setInterval(() => {
    const at = now();
    if (at - lastTick > tickMs + sleptMs) wake();
    // Sending may have waited for the address.
    else if (at - startedAt < addressPatienceMs + 2 * tickMs) outbox.kick();
    lastTick = at;
  }, tickMs);
  ticker.unref();
  return { wake, stop: () => clearInterval(ticker) };
}
