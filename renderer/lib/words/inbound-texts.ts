import { textsOf } from '../../../shared/i18n.ts';
import inbound from '../../../shared/locales/en/inbound.json' with { type: 'json' };

/** The English messages of a screen that loads later. */
export const inboundTexts = textsOf(inbound);

export type InboundTexts = typeof inboundTexts;
