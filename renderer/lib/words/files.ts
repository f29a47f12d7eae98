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
  optOuts: {
    ...m.optOuts,
    total: (count: number, shown: string) => format(m.optOuts.total, { count, shown }),
    fresh: (count: number, shown: string) => format(m.optOuts.fresh, { count, shown }),
    already: (count: number, shown: string) => format(m.optOuts.already, { count, shown }),
    invalid: (count: number, shown: string) => format(m.optOuts.invalid, { count, shown }),
    add: (count: number, shown: string) => format(m.optOuts.add, { count, shown }),
    progress: (done: string, total: string) => format(m.optOuts.progress, { done, total }),
    ended: (added: number, shown: string) => format(m.optOuts.ended, { added, shown }),
    source: (source: string) => format(m.optOuts.source, { source }),
    onBlacklist: (state: string, account: string) =>
      // The name of a choice in a message has no hyphen.
      format(m.optOuts.onBlacklist, { state: state === 'to-write' ? 'waiting' : state, account }),
    blacklistRead: (count: number, shown: string, when: string) =>
      format(m.optOuts.blacklistRead, { count, shown, when }),
    toWrite: (count: number) => format(m.optOuts.toWrite, { count }),
    toDelete: (count: number) => format(m.optOuts.toDelete, { count }),
    stopped: (left: number, shown: string) => format(m.optOuts.stopped, { left, shown }),
  },
  largeWorkbook: (rows: string, megabytes: number) => format(m.largeWorkbook, { rows, megabytes }),
});
