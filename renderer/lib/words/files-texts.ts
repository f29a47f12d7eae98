import { textsOf } from '../../../shared/i18n.ts';
import files from '../../../shared/locales/en/files.json' with { type: 'json' };

/** The English messages about tables of recipients and exports, whose dialogs load later. */
export const filesTexts = textsOf(files);

export type FilesTexts = typeof filesTexts;
