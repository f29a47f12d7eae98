/** The list of inbound messages: loaded by pages, narrowed to a number, and kept up to date. */
import type { InboundMessage } from '../../../shared/contract/inbound.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { InboundAccess } from './inbound-state.ts';

const pageSize = 200;

/** Newest first, each once; a newer version of a row replaces the old one. */
export function mergeInbound(
  old: readonly InboundMessage[],
  newer: readonly InboundMessage[],
): readonly InboundMessage[] {
  const byId = new Map(old.map((row) => [row.id, row]));
  for (const row of newer) byId.set(row.id, row);
  return [...byId.values()].toSorted((one, other) => other.id - one.id);
}

export function inboundListActions({ engine, get, set }: Pick<SliceContext, 'engine'> & InboundAccess) {
  /** Identifies the list that was asked for last: an answer for an earlier one is too late. */
  let listing = 0;

  function page(before: number | null) {
    const { numberId, undecided } = get();
    return engine.ask((client) =>
      client.inbound.list({
        limit: pageSize,
        ...(before === null ? {} : { before }),
        ...(numberId === null ? {} : { numberId }),
        ...(undecided ? { undecided } : {}),
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

  return {
    reload,
    /** Adds the messages that are new since the list was loaded. */
    async loadNewest() {
      const turn = listing;
      const answer = await page(null);
      if (turn !== listing || !answer.ok) return;
      const newest = get().rows[0]?.id ?? 0;
      const oldestTold = answer.value.rows.at(-1)?.id ?? 0;
      /* More new messages than one page: the gap is unknown, so the list begins again. */
      if (answer.value.next !== null && oldestTold > newest) set({ ...answer.value });
      else set({ rows: mergeInbound(get().rows, answer.value.rows) });
    },
    async loadMore() {
      const { next, loading } = get();
      if (next === null || loading !== null) return;
      const turn = listing;
      set({ loading: 'more' });
      const answer = await page(next);
      if (turn !== listing) return;
      if (answer.ok)
        set({ rows: mergeInbound(get().rows, answer.value.rows), next: answer.value.next, loading: null });
      else set({ loading: null, problem: answer.problem });
    },
    /** Lists only the messages to one number; null: to all. */
    chooseNumber(numberId: string | null) {
      set({ numberId, rows: [], next: null });
      void reload();
    },
  };
}
