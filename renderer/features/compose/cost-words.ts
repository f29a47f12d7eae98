/** Formats a range of money. */
import type { CostRange } from '../../../shared/messaging/cost.ts';
import { compareDecimals } from '../../../shared/messaging/money.ts';
import type { Language } from '../../lib/language.tsx';

/** Returns "€0.06", or "€0.06 to €0.08". */
export function rangeText(range: CostRange, { words, format }: Language): string {
  if (compareDecimals(range.low, range.high) === 0) return format.money(range.low);
  return words.sending.cost.range(format.money(range.low), format.money(range.high));
}
