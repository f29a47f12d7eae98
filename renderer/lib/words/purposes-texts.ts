import { textsOf } from '../../../shared/i18n.ts';
import purposes from '../../../shared/locales/en/purposes.json' with { type: 'json' };

/** The English messages of a part of the settings that loads later. */
export const purposesTexts = textsOf(purposes);

export type PurposesTexts = typeof purposesTexts;
