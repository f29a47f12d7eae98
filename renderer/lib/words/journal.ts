import type { Format } from '../../../shared/i18n.ts';
import type { JournalTexts } from './journal-texts.ts';

export const journalWords = (m: JournalTexts['audit'], format: Format) => ({
  ...m,
  total: (count: number, shown: string) => format(m.total, { count, shown }),
  exported: (count: number, shown: string, file: string) => format(m.exported, { count, shown, file }),
  byName: (actor: string, name: string) => format(m.byName, { actor, name }),
  fromTo: (before: string, after: string) => format(m.fromTo, { before, after }),
});
