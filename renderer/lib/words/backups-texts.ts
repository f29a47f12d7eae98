import { textsOf } from '../../../shared/i18n.ts';
import backups from '../../../shared/locales/en/backups.json' with { type: 'json' };

/** The English messages of a screen that loads later. */
export const backupsTexts = textsOf(backups);

export type BackupsTexts = typeof backupsTexts;
