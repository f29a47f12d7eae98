import { textsOf } from '../../../shared/i18n.ts';
import reports from '../../../shared/locales/en/reports.json' with { type: 'json' };

/** The English messages of a screen that loads later. */
export const reportsTexts = textsOf(reports);

export type ReportsTexts = typeof reportsTexts;
