/** Whether the account that messages go out by has Telegram: older ones do, newer ones don't. */
import type { DeckState } from '../../../lib/state.ts';

export function hasTelegram(state: DeckState): boolean {
  return state.console.accounts?.find((one) => one.current)?.telegram !== false;
}
