import type { JournalEntry, JournalFilter } from '../../../../shared/contract/journal.ts';
import { ok } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { SaveText } from '../../files/save-text.ts';
import type { Store } from '../../store.ts';
import { exportJournal } from './export-journal.ts';

export function journalHandlers(
  os: ContractImplementer,
  { store, saveText }: { readonly store: Store; readonly saveText: SaveText },
) {
  return {
    list: os.journal.list.handler(({ input }) => store.read('listJournal', input)),
    save: os.journal.save.handler(async ({ input: { format, ...filter } }) => {
      const entries = await allEntries(store, filter);
      const saved = await saveText({
        name: 'audit-log',
        format,
        text: exportJournal(entries, format),
      });
      return saved.ok ? ok({ file: saved.value.file, entries: entries.length }) : saved;
    }),
  };
}

/** Reads page by page, so that no single read blocks a thread for long. */
async function allEntries(store: Store, filter: JournalFilter): Promise<JournalEntry[]> {
  const entries: JournalEntry[] = [];
  for (;;) {
    const page = await store.read('listJournal', { ...filter, after: entries.at(-1)?.stamp, limit: 1_000 });
    entries.push(...page.entries);
    if (page.entries.length < 1_000) return entries;
  }
}
