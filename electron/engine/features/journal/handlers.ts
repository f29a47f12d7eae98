import { ok } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { SaveText } from '../../files/save-text.ts';
import type { Store } from '../../store.ts';
import { readEntries } from './all-entries.ts';
import { exportJournal } from './export-journal.ts';

export function journalHandlers(
  os: ContractImplementer,
  { store, saveText }: { readonly store: Store; readonly saveText: SaveText },
) {
  return {
    list: os.journal.list.handler(({ input }) => store.read('listJournal', input)),
    save: os.journal.save.handler(async ({ input: { format, separator, ...filter } }) => {
      const entries = await readEntries((page) => store.read('listJournal', { ...filter, ...page }));
      const saved = await saveText({
        name: 'audit-log',
        format,
        text: exportJournal(entries, format, separator),
      });
      return saved.ok ? ok({ ...saved.value, entries: entries.length }) : saved;
    }),
  };
}
