/** Numbers in groups for lists: formatted once each, since a list draws the same number again and again. */
import { countryOf, formatPhone } from '../../shared/messaging/phone.ts';
import type { E164 } from '../../shared/messaging/types.ts';

const kept = new Map<string, string>();

/** "+372 5550 1411", with spaces that don't break; a text that is no number as it is. */
export function groupedNumber(to: string): string {
  const known = kept.get(to);
  if (known !== undefined) return known;
  const grouped = formatPhone(to as E164).replaceAll(' ', '\u00a0');
  if (kept.size > 20_000) kept.clear();
  kept.set(to, grouped);
  return grouped;
}

export function countryCodeOf(to: string): string | null {
  return countryOf(to as E164);
}
