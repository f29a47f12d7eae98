/** The list of delivery reports: loaded by pages, narrowed, searched, and kept up to date. */
import type { ReportPage, ReportRow } from '../../../shared/contract/reports.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { ReportsAccess, ReportTab } from './reports-state.ts';

const pageSize = 200;
/** How often a requested search continues further back automatically, before it asks again. */
const mostTurns = 10;

/** Newest first, each once; a newer version of a row replaces the old one. */
export function mergeReports(old: readonly ReportRow[], newer: readonly ReportRow[]): readonly ReportRow[] {
  const byId = new Map(old.map((row) => [row.id, row]));
  for (const row of newer) byId.set(row.id, row);
  return [...byId.values()].toSorted((one, other) => other.id - one.id);
}

/**
 * Returns whether postponed reports were verified meanwhile: their verdicts changed, and those below may
 * have, too.
 */
function wereChecked(rows: readonly ReportRow[], newer: ReportPage): boolean {
  const still = new Set(newer.rows.filter((row) => row.verdict === 'postponed').map(({ id }) => id));
  const oldest = newer.next === null ? 0 : (newer.rows.at(-1)?.id ?? 0);
  return rows.some((row) => row.verdict === 'postponed' && row.id >= oldest && !still.has(row.id));
}

/** Combines two searches further back: adds their counts, and uses the end of the second one. */
function addSearched(one: ReportPage['searched'], other: ReportPage['searched']): ReportPage['searched'] {
  if (one === null || other === null) return other;
  return { callbacks: one.callbacks + other.callbacks, backTo: other.backTo };
}

export function reportListActions({ engine, get, set }: Pick<SliceContext, 'engine'> & ReportsAccess) {
  let listing = 0;

  function page(before: number | null) {
    const { tab, messageId, search } = get();
    return engine.read((client) =>
      client.reports.list({
        limit: pageSize,
        ...(before === null ? {} : { before }),
        ...(tab === 'all' || tab === 'refused' ? {} : { verdict: tab }),
        ...(messageId === null ? {} : { messageId }),
        ...(search === '' ? {} : { search }),
      }),
    );
  }

  async function reload() {
    listing += 1;
    const turn = listing;
    set({ loading: 'first' });
    const answer = await page(null);
    if (turn !== listing) return;
    if (answer.ok) set({ ...answer.value, loading: null, problem: null });
    else set({ loading: null, problem: answer.problem });
  }

  /**
   * Adds the reports that are new since the list was loaded. @returns whether the engine's answer was for
   * this list
   */
  async function loadNewest(): Promise<boolean> {
    const turn = listing;
    const answer = await page(null);
    if (turn !== listing || !answer.ok) return false;
    const newest = get().rows[0]?.id ?? 0;
    const oldestTold = answer.value.rows.at(-1)?.id ?? 0;
    /* More new reports than one page: the gap is unknown, so reload the list. */
    const gap = answer.value.next !== null && oldestTold > newest;
    if (gap || wereChecked(get().rows, answer.value)) set({ ...answer.value });
    else set({ rows: mergeReports(get().rows, answer.value.rows) });
    return true;
  }

  /** Loads the next page; `turn` identifies its list. @returns whether there may be more */
  async function append(turn: number): Promise<boolean> {
    const { next } = get();
    if (next === null) return false;
    const answer = await page(next);
    if (turn !== listing) return false;
    if (!answer.ok) {
      set({ loading: null, problem: answer.problem });
      return false;
    }
    const { rows, searched } = answer.value;
    set({
      rows: mergeReports(get().rows, rows),
      next: answer.value.next,
      searched: addSearched(get().searched, searched),
    });
    return rows.length === 0 && answer.value.next !== null;
  }

  return {
    reload,
    loadNewest,
    /** The screen is opened for all reports, or those of one message. */
    open(messageId: string | null) {
      const fresh = !get().opened || messageId !== get().messageId;
      set({ opened: true, messageId });
      if (fresh) void reload();
    },
    setTab(tab: ReportTab) {
      set({ tab });
      if (tab !== 'refused') void reload();
    },
    async loadRefused() {
      const answer = await engine.read((client) => client.reports.refused());
      if (answer.ok) set({ refused: answer.value.rows });
    },
    async loadMore() {
      const { next, loading, searched } = get();
      if (next === null || loading !== null || searched !== null) return;
      const turn = listing;
      set({ loading: 'more' });
      await append(turn);
      if (turn === listing) set({ loading: null });
    },
    /** Searches older reports until something is found or the limit is reached. */
    async searchBack() {
      if (get().loading !== null) return;
      const turn = listing;
      set({ loading: 'back' });
      for (let round = 0; round < mostTurns && (await append(turn)); round += 1);
      if (turn === listing) set({ loading: null });
    },
    setSearch(search: string) {
      if (search.trim() === get().search) return;
      set({ search: search.trim() });
      void reload();
    },
  };
}
