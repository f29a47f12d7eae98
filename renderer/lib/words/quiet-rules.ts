import type { Format } from '../../../shared/i18n.ts';
import type { QuietRulesTexts } from './quiet-rules-texts.ts';

export const quietRulesWords = (m: QuietRulesTexts['quietRules'], format: Format) => ({
  ...m,
  week: (weekdays: string, saturday: string, sunday: string) =>
    format(m.week, { weekdays, saturday, sunday }),
  read: (source: string, day: string) => format(m.read, { source, day }),
});
