import { useEffect } from 'react';
import { useActions, useDeck } from '../../lib/deck.tsx';

/**
 * Loads the sandbox's state now and at intervals (ms), while the page is visible and the engine is connected:
 * other programs change the sandbox, too, and it sends no events.
 * @param withArrived also loads received messages
 */
export function useSandboxPulse(everyMs: number, withArrived = false): void {
  const { sandbox } = useActions();
  const open = useDeck((state) => state.frame.connection.state === 'open');
  const isThere = useDeck((state) => state.console.accounts?.some(({ kind }) => kind === 'sandbox') === true);
  useEffect(() => {
    if (!open) return;
    let asking = false;
    const ask = async () => {
      if (asking || document.visibilityState === 'hidden') return;
      asking = true;
      await Promise.all([sandbox.load(), ...(withArrived ? [sandbox.loadArrived()] : [])]);
      asking = false;
    };
    void ask();
    if (!isThere) return;
    const timer = setInterval(() => void ask(), everyMs);
    const look = () => void ask();
    document.addEventListener('visibilitychange', look);
    return () => {
      clearInterval(timer);
      document.removeEventListener('visibilitychange', look);
    };
  }, [sandbox, open, isThere, everyMs, withArrived]);
}
