/** The time, for what counts down: one timer for all, running only while something watches it. */
import { useSyncExternalStore } from 'react';

function clockOf(stepMs: number) {
  const listeners = new Set<() => void>();
  let timer: ReturnType<typeof setInterval> | null = null;
  let at = Date.now();
  return {
    subscribe(listener: () => void) {
      listeners.add(listener);
      timer ??= setInterval(() => {
        at = Date.now();
        for (const each of listeners) each();
      }, stepMs);
      return () => {
        listeners.delete(listener);
        if (listeners.size > 0 || timer === null) return;
        clearInterval(timer);
        timer = null;
      };
    },
    read() {
      /* Steady between two reads: React asks twice and takes a difference for a change. */
      if (timer === null && Date.now() - at > stepMs) at = Date.now();
      return at;
    },
  };
}

const seconds = clockOf(500);
const minutes = clockOf(20_000);
const never = () => () => undefined;

/** UTC epoch ms, told twice a second while `active`. */
export function useSeconds(active: boolean): number {
  return useSyncExternalStore(active ? seconds.subscribe : never, active ? seconds.read : minutes.read);
}

/** UTC epoch ms, told three times a minute: enough for "today" and "4 min ago". */
export function useMinutes(): number {
  return useSyncExternalStore(minutes.subscribe, minutes.read);
}
