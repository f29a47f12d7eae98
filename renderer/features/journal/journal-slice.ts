/** Loads entries of the journal. The audit log's screen keeps them, because no other screen shows them. */
import type { Separator } from '../../../shared/contract/common.ts';
import type { JournalFilter } from '../../../shared/contract/journal.ts';
import type { SliceContext } from '../../lib/state.ts';

/** How many entries are loaded at once. */
const pageSize = 200;

export function journalActions({ engine }: Pick<SliceContext, 'engine'>) {
  return {
    /** Loads a page. @param after the stamp of the last loaded entry; null starts with the newest */
    load: (filter: JournalFilter, after: string | null) =>
      engine.read((client) =>
        client.journal.list({ ...filter, limit: pageSize, ...(after === null ? {} : { after }) }),
      ),
    save: (filter: JournalFilter, format: 'csv' | 'jsonl', separator: Separator) =>
      engine.ask((client) => client.journal.save({ ...filter, format, separator })),
  };
}

type JournalActions = ReturnType<typeof journalActions>;

declare module '../../lib/state.ts' {
  interface DeckActions {
    readonly journal: JournalActions;
  }
}
