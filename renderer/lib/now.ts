import { useSyncExternalStore } from 'react';
import { useClocks } from './deck.tsx';

const never = () => () => undefined;

/** Returns UTC epoch ms, updated twice a second while `active`. */
export function useSeconds(active: boolean): number {
  const { seconds, minutes } = useClocks();
  return useSyncExternalStore(active ? seconds.subscribe : never, active ? seconds.read : minutes.read);
}

/** Returns UTC epoch ms, updated three times a minute: enough for "today" and "4 min ago". */
export function useMinutes(): number {
  const { minutes } = useClocks();
  return useSyncExternalStore(minutes.subscribe, minutes.read);
}
