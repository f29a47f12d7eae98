/** Loads the texts of the audit log together with it. */
import { useLateLanguage } from '../../lib/language.tsx';
import { englishFormat } from '../../lib/words/en.ts';
import { journalWords } from '../../lib/words/journal.ts';
import { journalTexts } from '../../lib/words/journal-texts.ts';

const english = { audit: journalWords(journalTexts.audit, englishFormat) };

export const useJournalLanguage = () => useLateLanguage(english);

export type JournalLanguage = ReturnType<typeof useJournalLanguage>;
