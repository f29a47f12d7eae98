import { textsOf } from '../../../shared/i18n.ts';
import quietHours from '../../../shared/locales/en/quiet-hours.json' with { type: 'json' };

/** The English messages of a part of the settings that loads later. */
export const quietRulesTexts = textsOf(quietHours);

export type QuietRulesTexts = typeof quietRulesTexts;
