/** Loads the texts about tables of recipients and exports together with their dialogs. */
import { useLateLanguage } from './language.tsx';
import { englishFormat } from './words/en.ts';
import { filesWords } from './words/files.ts';
import { filesTexts } from './words/files-texts.ts';

const english = { files: filesWords(filesTexts.files, englishFormat) };

export const useFilesLanguage = () => useLateLanguage(english);
