import { textsOf } from '../../../shared/i18n.ts';
import runs from '../../../shared/locales/en/runs.json' with { type: 'json' };

/** The English messages of a screen that loads later. */
export const runsTexts = textsOf(runs);

export type RunsTexts = typeof runsTexts;
