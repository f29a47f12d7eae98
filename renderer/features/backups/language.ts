/** Loads the texts of backups and imports together with the settings. */
import { useLateLanguage } from '../../lib/language.tsx';
import { backupsWords } from '../../lib/words/backups.ts';
import { backupsTexts } from '../../lib/words/backups-texts.ts';
import { englishFormat } from '../../lib/words/en.ts';

const english = { backups: backupsWords(backupsTexts.backups, englishFormat) };

export const useBackupsLanguage = () => useLateLanguage(english);
