import { textsOf } from '../../../shared/i18n.ts';
import journal from '../../../shared/locales/en/journal.json' with { type: 'json' };

/** The English messages of a screen that loads later. */
export const journalTexts = textsOf(journal);

export type JournalTexts = typeof journalTexts;
