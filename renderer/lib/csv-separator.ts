import type { Separator } from '../../shared/contract/common.ts';
import type { Format } from './format.ts';

/** Returns the separator that spreadsheets expect: a semicolon where the language writes a decimal comma. */
export function csvSeparator(format: Pick<Format, 'separators'>): Separator {
  return format.separators.decimalSeparator === ',' ? ';' : ',';
}
