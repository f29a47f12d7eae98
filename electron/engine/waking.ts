/** What happens after the computer slept, and while sending still waits for the public address. */
import type { Emit } from './events.ts';
import type { Own } from './lifecycle.ts';

/** Sending waits for the public address at most this long after the start, and then continues without one. */
const addressWaitedMs = 25_000;
const tickMs = 5_000;
/** A timer that fires this late means that the computer slept. */
const sleptMs = 20_000;

export type Waking = { readonly wake: () => void };

/** Emits `woke` after the computer slept, and `address-awaited` while sending may wait for the public address. */
export function startWaking(
  needs: { readonly startedAt: number; readonly now: () => number; readonly emit: Emit },
  own: Own,
): Waking {
  const { startedAt, now, emit } = needs;
  const wake = (): void => emit({ type: 'woke' });
  let lastTick = now();
  const ticker = setInterval(() => {
    const at = now();
    if (at - lastTick > tickMs + sleptMs) wake();
    else if (at - startedAt < addressWaitedMs) emit({ type: 'address-awaited' });
    lastTick = at;
  }, tickMs);
  ticker.unref();
  own.onStop(() => clearInterval(ticker));
  return { wake };
}
