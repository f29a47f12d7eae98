/** A step's time limit as typed in English or Estonian: "90 s", "5 min", "2 h" or "2 t", "1 d" or "1 p". */

const seconds: Readonly<Record<string, number>> = {
  s: 1,
  m: 60,
  h: 3600,
  t: 3600,
  d: 86_400,
  p: 86_400,
  ö: 86_400,
};

/**
 * Parses a time limit. @returns seconds; "wrong" if unreadable, below a second or over 30 days. A number
 * without a unit is minutes.
 */
export function parseWait(text: string): number | 'wrong' {
  const match = /^(\d{1,7}(?:[.,]\d{1,3})?)\s*([a-zäöüõ]*)\.?$/i.exec(text.trim());
  const [, amount, unit = ''] = match ?? [];
  if (amount === undefined) return 'wrong';
  const factor = unit === '' ? 60 : seconds[unit.toLowerCase().charAt(0)];
  if (factor === undefined) return 'wrong';
  const value = Math.round(Number(amount.replace(',', '.')) * factor);
  return value >= 1 && value <= 30 * 86_400 ? value : 'wrong';
}

/** Time limits to choose from, in seconds. */
export const usualWaits = [10, 30, 60, 120, 300, 900, 1800, 3600, 7200, 21_600, 86_400] as const;
