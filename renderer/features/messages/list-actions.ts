/**
 * What is listed: a stretch of an order that may have a million messages. It grows at both ends by keyset pages, from
 * the first on or, after End, from the last back, and drops far pages again, so that it stays small.
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
/** Pages asked for at most to close a gap that new messages have made; beyond it the list begins anew. */
const mostTurns = 20;
/** Pages that End walks at once where the order can't be asked for from its end: what has no cost is last both ways. */
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
  /** The filter of the view, as it is now. */
  readonly filter: () => MessageFilter;
  readonly engine: SliceContext['engine'];
  /** Of the list that is begun; an answer to an earlier one comes too late. */
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

/** The next page in the direction of loading. */
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

/** The page before, which was dropped: as many calls as it takes to come to what is listed. */
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

/** Whether a place lies in the stretch that is listed; beyond an end that is not the real one it does not. */
function fits({ rows, pages }: List, ids: readonly string[], place: Place): boolean {
  const first = rows.rows.get(ids[0] ?? '');
  const last = rows.rows.get(ids.at(-1) ?? '');
  const { atStart, atEnd } = pages.ends();
  if (first !== undefined && !atStart && rows.order(place, first) < 0) return false;
  return last === undefined || atEnd || rows.order(place, last) < 0;
}

/**
 * Takes up what has changed or is new; a row that was asked for and has not come is gone.
 * @returns whether something may belong to the list that only the engine can decide
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
    /** To the very last: from there back, or as far as some pages go. */
    async toEnd(): Promise<void> {
      if (reversed[filter().sort ?? 'newest'] !== null) return begin(list, true);
      for (let page = 0; page < pagesToEnd && !pages.ends().atEnd; page += 1) await inTurn(further);
    },
    take: (ids: readonly string[], changed: readonly MessageRow[]) => take(list, ids, changed),
    filter,
    has: (id: string) => rows.listed.has(id),
    rowOf: (id: string) => rows.rows.get(id),
    /** Whether one looks at the first page and no more: then it can be asked for again without a jump. */
    isAtTop: pages.isAtTop,
    above: () => inTurn(pages.isFromEnd() ? further : back),
    below: () => inTurn(pages.isFromEnd() ? back : further),
    further: () => inTurn(further),
  };
}

export type ListActions = ReturnType<typeof listActions>;
