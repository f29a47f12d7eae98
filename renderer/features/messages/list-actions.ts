/**
 * Loads the list: a part of an order that may have a million messages. It grows at both ends by keyset pages,
 * from the first message on or, after End, from the last one back, and drops distant pages, so that it stays
 * small.
 */
import type { MessageFilter, MessageRow } from '../../../shared/contract/messages.ts';
import type { SliceContext } from '../../lib/state.ts';
import { createListPages, type ListPages } from './list-pages.ts';
import { createListRows, type ListRows } from './list-rows.ts';
import type { MessagesState } from './messages-state.ts';
import { judge, orderOf, type Place } from './row-order.ts';
import { filterOf } from './view.ts';

type Asked = NonNullable<MessageFilter['sort']>;

const pageSize = 200;
const largestPage = 500;
/**
 * The maximum number of pages that are loaded to close a gap of new messages; with more, the list starts
 * again.
 */
const mostTurns = 20;
/**
 * How many pages End loads if the order cannot be loaded from its end: messages without a cost are last in
 * both directions.
 */
const pagesToEnd = 20;

const reversed: Readonly<Record<Asked, Asked | null>> = {
  newest: 'oldest',
  oldest: 'newest',
  'cost-high': null,
  'cost-low': null,
  'goes-out': null,
};

type List = {
  readonly rows: ListRows;
  readonly pages: ListPages;
  readonly get: () => MessagesState;
  readonly set: (patch: Partial<MessagesState>) => void;
  /** The current filter of the view. */
  readonly filter: () => MessageFilter;
  readonly engine: SliceContext['engine'];
  /** Identifies the current list; an answer for an earlier list is ignored. */
  turn: number;
  asked: MessageFilter;
};

function ask({ engine, asked, pages }: List, after: string | null, limit: number) {
  const sort = asked.sort ?? 'newest';
  const wanted = pages.isFromEnd() ? { ...asked, sort: reversed[sort] ?? sort } : asked;
  return engine.read((client) =>
    client.messages.list({ filter: wanted, limit, ...(after === null ? {} : { after }) }),
  );
}

async function begin(list: List, atTheEnd = false): Promise<void> {
  const { rows, pages, set } = list;
  list.turn += 1;
  const mine = list.turn;
  set({ loading: 'first' });
  list.asked = list.filter();
  rows.orderBy(orderOf(list.asked.sort ?? 'newest'));
  pages.restart(atTheEnd);
  const answer = await ask(list, null, pageSize);
  if (mine !== list.turn) return;
  if (!answer.ok) {
    set({ loading: null, problem: answer.problem });
    return;
  }
  rows.clear();
  pages.loadFirst(answer.value.rows[0] ?? null, answer.value.next);
  const ids = rows.insert([], answer.value.rows);
  const listed = `${JSON.stringify(list.asked)}${atTheEnd ? ' from the end' : ''}`;
  set({ rows: rows.rows, ids, listed, fromEnd: atTheEnd, ...pages.ends(), loading: null, problem: null });
}

/** Loads the next page in the loading direction. */
async function further(list: List): Promise<void> {
  const { rows, pages, get, set } = list;
  const token = pages.next();
  if (token === null || get().loading !== null) return;
  const mine = list.turn;
  set({ loading: 'more' });
  const answer = await ask(list, token, pageSize);
  if (mine !== list.turn) return;
  if (!answer.ok) {
    set({ loading: null, problem: answer.problem });
    return;
  }
  const found = answer.value.rows;
  const ids = pages.loadFurther({ token, first: found[0] ?? null }, answer.value.next, () =>
    rows.insert(get().ids, found),
  );
  set({ ids, ...pages.ends(), loading: null, problem: null });
}

/** Loads the previous page, which was dropped: as many calls as needed to find listed messages. */
async function back(list: List): Promise<void> {
  const { rows, pages, get, set } = list;
  const before = pages.before();
  if (before === null || get().loading !== null) return;
  const { boundary } = before;
  const mine = list.turn;
  set({ loading: 'more' });
  const found: MessageRow[] = [];
  let { token } = before;
  for (let asking = 0; asking < mostTurns; asking += 1) {
    const answer = await ask(list, token, largestPage);
    if (mine !== list.turn) return;
    if (!answer.ok) {
      set({ loading: null, problem: answer.problem });
      return;
    }
    const missing = answer.value.rows.filter((row) => pages.along(row, boundary) < 0);
    found.push(...missing);
    token = answer.value.next;
    if (missing.length < answer.value.rows.length || token === null) {
      const ids = pages.loadBefore(found[0] ?? boundary, () => rows.insert(get().ids, found));
      set({ ids, ...pages.ends(), loading: null, problem: null });
      return;
    }
  }
  await begin(list, pages.isFromEnd());
}

/** Returns whether a position lies in the listed part; beyond an end that is not the real one it does not. */
function fits({ rows, pages }: List, ids: readonly string[], place: Place): boolean {
  const first = rows.rows.get(ids[0] ?? '');
  const last = rows.rows.get(ids.at(-1) ?? '');
  const { atStart, atEnd } = pages.ends();
  if (first !== undefined && !atStart && rows.order(place, first) < 0) return false;
  return last === undefined || atEnd || rows.order(place, last) < 0;
}

/**
 * Applies changed or new rows; a requested row that did not arrive is gone.
 * @returns whether some messages may belong to the list, which only the engine can decide
 */
function take(list: List, ids: readonly string[], changed: readonly MessageRow[]): boolean {
  const { rows, listed, order, forget, insert } = list.rows;
  const { chosen, detail } = list.get();
  const here = new Set(changed.map((row) => row.id));
  const gone = new Set(ids.filter((id) => !here.has(id) && listed.has(id)));
  const fresh: MessageRow[] = [];
  let unsure = false;
  for (const row of changed) {
    const old = rows.get(row.id);
    const verdict = judge(row, list.asked);
    if (listed.has(row.id)) {
      if (verdict === 'no' && row.id !== detail?.id) gone.add(row.id);
      else if (old !== undefined && order(old, row) !== 0) {
        gone.add(row.id);
        fresh.push(row);
      }
      rows.set(row.id, row);
    } else if (verdict === 'yes') fresh.push(row);
    else if (verdict === 'ask') unsure = true;
    if (chosen.has(row.id)) rows.set(row.id, row);
  }
  const before = list.get().ids;
  const kept = gone.size === 0 ? before : before.filter((id) => !gone.has(id));
  for (const id of gone) forget(id);
  const fitting = fresh.filter((row) => fits(list, kept, row));
  list.set({ ids: insert(kept, fitting) });
  return unsure;
}

export function listActions({ store, engine, now }: SliceContext) {
  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));
  function filter(): MessageFilter {
    const current = store.getState().console.overview?.currentAccountId ?? null;
    return filterOf(get().view, current, now());
  }
  const rows = createListRows((id) => get().chosen.has(id));
  const pages = createListPages(rows);
  const list: List = { rows, pages, get, set, filter, engine, turn: 0, asked: {} };

  let loading: Promise<void> | null = null;
  /** One page at a time: concurrent callers share the load. */
  function inTurn(load: (list: List) => Promise<void>): Promise<void> {
    loading ??= load(list).finally(() => {
      loading = null;
    });
    return loading;
  }

  return {
    begin: (atTheEnd = false) => begin(list, atTheEnd),
    /** Jumps to the last message: loads from there back, or walks a few pages forward. */
    async toEnd(): Promise<void> {
      if (reversed[filter().sort ?? 'newest'] !== null) return begin(list, true);
      for (let page = 0; page < pagesToEnd && !pages.ends().atEnd; page += 1) await inTurn(further);
    },
    take: (ids: readonly string[], changed: readonly MessageRow[]) => take(list, ids, changed),
    filter,
    isLoading: () => get().loading !== null,
    /** Resolves once no page is being loaded. */
    loaded(): Promise<void> {
      return new Promise((resolve) => {
        const check = (): void => {
          if (get().loading !== null) return;
          off();
          resolve();
        };
        const off = store.subscribe(check);
        check();
      });
    },
    has: (id: string) => rows.listed.has(id),
    rowOf: (id: string) => rows.rows.get(id),
    /** Returns whether only the first page is visible, so that it can be reloaded without a jump. */
    isAtTop: pages.isAtTop,
    above: () => inTurn(pages.isFromEnd() ? further : back),
    below: () => inTurn(pages.isFromEnd() ? back : further),
    further: () => inTurn(further),
  };
}

export type ListActions = ReturnType<typeof listActions>;
