import type { Format } from '../../../shared/i18n.ts';
import type { FilesTexts } from './files-texts.ts';

export const filesWords = (m: FilesTexts['files'], format: Format) => ({
  ...m,
  place: (folder: string) => format(m.place, { folder }),
  xlsxText: (rows: string) => format(m.xlsxText, { rows }),
  localTimes: (zone: string) => format(m.localTimes, { zone }),
  columnsAll: (count: number) => format(m.columnsAll, { count }),
  tooLarge: (limit: number) => format(m.tooLarge, { limit }),
  damaged: (cell: string | null) =>
    format(m.damaged, { hasCell: cell === null ? 'no' : 'yes', cell: cell ?? '' }),
  hiddenSheet: (name: string) => format(m.hiddenSheet, { name }),
  hiddenRows: (count: number, shown: string) => format(m.hiddenRows, { count, shown }),
  hiddenColumns: (count: number, shown: string) => format(m.hiddenColumns, { count, shown }),
  readHidden: (counts: string) => format(m.readHidden, { counts }),
  largeWorkbook: (rows: string, megabytes: number) => format(m.largeWorkbook, { rows, megabytes }),
});
