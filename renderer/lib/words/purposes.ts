import type { Format } from '../../../shared/i18n.ts';
import type { PurposesTexts } from './purposes-texts.ts';

export const purposesWords = (m: PurposesTexts['purposeSettings'], format: Format) => ({
  ...m,
  needsConsentOf: (name: string) => format(m.needsConsentOf, { name }),
  quietHoursOf: (name: string) => format(m.quietHoursOf, { name }),
  remove: (name: string) => format(m.remove, { name }),
});
