import type { Format } from '../../../shared/i18n.ts';
import type { FilesTexts } from './files-texts.ts';

export const filesWords = (m: FilesTexts['files'], format: Format) => ({
  ...m,
  tooLarge: (limit: number) => format(m.tooLarge, { limit }),
  damaged: (cell: string | null) =>
    format(m.damaged, { hasCell: cell === null ? 'no' : 'yes', cell: cell ?? '' }),
  largeWorkbook: (rows: string, megabytes: number) => format(m.largeWorkbook, { rows, megabytes }),
});
