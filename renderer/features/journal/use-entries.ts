/** The entries that match a filter, loaded page by page. */
import { useCallback, useEffect, useRef, useState } from 'react';
import type { JournalEntry, JournalFilter } from '../../../shared/contract/journal.ts';
import { useActions } from '../../lib/deck.tsx';
import { showResult } from '../../lib/ui/show-result.ts';

type Loaded = { readonly entries: readonly JournalEntry[]; readonly total: number };

/** Returns the entries; null until the first page is loaded. */
export function useEntries(filter: JournalFilter): {
  readonly loaded: Loaded | null;
  readonly loadMore: () => void;
} {
  const { journal } = useActions();
  const [loaded, setLoaded] = useState<Loaded | null>(null);
  const asked = useRef<{ readonly filter: JournalFilter; isLoading: boolean } | null>(null);

  const load = useCallback(
    async (before: readonly JournalEntry[]) => {
      const mine = { filter, isLoading: true };
      asked.current = mine;
      const answer = await journal.load(filter, before.at(-1)?.stamp ?? null);
      mine.isLoading = false;
      // Another filter was chosen meanwhile.
      if (asked.current !== mine || !showResult(answer)) return;
      setLoaded({ entries: [...before, ...answer.value.entries], total: answer.value.total });
    },
    [filter, journal],
  );
  useEffect(() => void load([]), [load]);
  const loadMore = useCallback(() => {
    if (loaded === null || asked.current?.isLoading !== false) return;
    if (loaded.entries.length < loaded.total) void load(loaded.entries);
  }, [loaded, load]);
  return { loaded, loadMore };
}
