/** Returns whether the sending account has Telegram: older accounts do, newer ones do not. */
import type { DeckState } from '../../../lib/state.ts';

export function hasTelegram(state: DeckState): boolean {
  return state.console.accounts?.find((one) => one.current)?.telegram !== false;
}
