import type { Format } from '../../../shared/i18n.ts';
import type { SpendingTexts } from './spending-texts.ts';

export const spendingWords = (m: SpendingTexts['spending'], format: Format) => ({
  ...m,
  today: (spent: string, end: string) => format(m.today, { spent, end }),
  month: (spent: string, end: string) => format(m.month, { spent, end }),
  held: (count: number) => format(m.held, { count }),
  unpriced: (count: number) => format(m.unpriced, { count }),
  priceOf: (channel: string, country: string, price: string) =>
    format(m.priceOf, { channel, country, price }),
  remove: (channel: string, country: string) => format(m.remove, { channel, country }),
});
