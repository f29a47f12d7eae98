import { textsOf } from '../../../shared/i18n.ts';
import spending from '../../../shared/locales/en/spending.json' with { type: 'json' };

/** The English messages of a part of the settings that loads later. */
export const spendingTexts = textsOf(spending);

export type SpendingTexts = typeof spendingTexts;
