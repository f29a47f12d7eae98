import type { Format } from '../../../shared/i18n.ts';
import type { PurposesTexts } from './purposes-texts.ts';

export const purposesWords = (m: PurposesTexts['purposes'], format: Format) => ({
  ...m,
  needsConsentOf: (name: string) => format(m.needsConsentOf, { name }),
  quietHoursOf: (name: string) => format(m.quietHoursOf, { name }),
  was: (text: string, general: string) => format(m.was, { text, general }),
  noConsent: (people: number, purpose: string) => format(m.noConsent, { people, purpose }),
  consentWithdrawn: (people: number, purpose: string) => format(m.consentWithdrawn, { people, purpose }),
  without: (people: number, channels: string) => format(m.without, { people, channels }),
  remove: (name: string) => format(m.remove, { name }),
});
