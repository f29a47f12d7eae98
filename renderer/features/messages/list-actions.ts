/**
 * What is listed: a stretch of an order that may have a million messages. It grows at both ends by keyset pages, from
 * the first on or, after End, from the last back, and far pages are let go again, so that it stays small.
 */
import type { MessageFilter, MessageRow } from '../../../shared/contract/messages.ts';
import type { SliceContext } from '../../lib/state.ts';
import type { MessagesState } from './messages-state.ts';
import { insertRows, judge, type Order, orderOf, type Place } from './row-order.ts';
import { filterOf } from './view.ts';

type Asked = NonNullable<MessageFilter['sort']>;

const pageSize = 200;
const largestPage = 500;
/** So many rows are kept at most, and so many pages let go at once: seldom, since the list must be moved for it. */
const mostRows = 12_000;
const pagesLetGo = 20;
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

/** How a page was asked for, and where it begins in the direction of loading. */
type Mark = { readonly token: string | null; readonly first: Place | null };

export function listActions({ store, engine, now }: SliceContext) {
  const rows = new Map<string, MessageRow>();
  const listed = new Set<string>();
  let marks: Mark[] = [];
  /** The first page that is kept; those before it were let go. */
  let low = 0;
  let next: string | null = null;
  let fromEnd = false;
  let turn = 0;
  let loading: Promise<void> | null = null;
  let asked: MessageFilter = {};
  let order: Order = orderOf('newest');

  const get = () => store.getState().messages;
  const set = (patch: Partial<MessagesState>) =>
    store.setState((state) => ({ messages: { ...state.messages, ...patch } }));
  const along: Order = (one, other) => (fromEnd ? order(other, one) : order(one, other));
  const ends = () => ({
    atStart: fromEnd ? next === null : low === 0,
    atEnd: fromEnd ? low === 0 : next === null,
  });

  function filter(): MessageFilter {
    const current = store.getState().console.overview?.currentAccountId ?? null;
    return filterOf(get().view, current, now());
  }

  function ask(after: string | null, limit: number) {
    const sort = asked.sort ?? 'newest';
    const wanted = fromEnd ? { ...asked, sort: reversed[sort] ?? sort } : asked;
    return engine.read((client) =>
      client.messages.list({ filter: wanted, limit, ...(after === null ? {} : { after }) }),
    );
  }

  /** Lets go of rows, but not of those that are chosen: what is done to them is told by number. */
  function forget(id: string) {
    listed.delete(id);
    if (!get().chosen.has(id)) rows.delete(id);
  }

  function insert(ids: readonly string[], fresh: readonly MessageRow[]): readonly string[] {
    for (const row of fresh) {
      rows.set(row.id, row);
      listed.add(row.id);
    }
    return insertRows(ids, fresh, (id) => rows.get(id), order);
  }

  function keep(ids: readonly string[], kept: (place: Place) => boolean): readonly string[] {
    return ids.filter((id) => {
      const row = rows.get(id);
      if (row !== undefined && kept(row)) return true;
      forget(id);
      return false;
    });
  }

  /** Pages behind the one who scrolls on are let go. */
  function letGoBehind(ids: readonly string[]): readonly string[] {
    const to = Math.min(low + pagesLetGo, marks.length - 1);
    const first = marks[to]?.first;
    if (ids.length <= mostRows || to <= low || !first) return ids;
    low = to;
    return keep(ids, (place) => along(place, first) >= 0);
  }

  /** The same for one who scrolls back. */
  function letGoAhead(ids: readonly string[]): readonly string[] {
    const to = Math.max(marks.length - pagesLetGo, low + 1);
    const mark = marks[to];
    const first = mark?.first;
    if (ids.length <= mostRows || !mark || !first) return ids;
    next = mark.token;
    marks = marks.slice(0, to);
    return keep(ids, (place) => along(place, first) < 0);
  }

  async function begin(atTheEnd = false): Promise<void> {
    turn += 1;
    const mine = turn;
    set({ loading: 'first' });
    asked = filter();
    order = orderOf(asked.sort ?? 'newest');
    fromEnd = atTheEnd;
    const answer = await ask(null, pageSize);
    if (mine !== turn) return;
    if (!answer.ok) {
      set({ loading: null, problem: answer.problem });
      return;
    }
    for (const id of [...rows.keys()]) forget(id);
    marks = [{ token: null, first: answer.value.rows[0] ?? null }];
    low = 0;
    next = answer.value.next;
    const ids = insert([], answer.value.rows);
    const list = `${JSON.stringify(asked)}${fromEnd ? ' from the end' : ''}`;
    set({ rows, ids, listed: list, fromEnd, ...ends(), loading: null, problem: null });
  }

  /** One page at a time: whoever asks meanwhile waits for it. */
  function inTurn(load: () => Promise<void>): Promise<void> {
    loading ??= load().finally(() => {
      loading = null;
    });
    return loading;
  }

  /** The next page in the direction of loading. */
  async function further(): Promise<void> {
    const token = next;
    if (token === null || get().loading !== null) return;
    const mine = turn;
    set({ loading: 'more' });
    const answer = await ask(token, pageSize);
    if (mine !== turn) return;
    if (!answer.ok) {
      set({ loading: null, problem: answer.problem });
      return;
    }
    marks.push({ token, first: answer.value.rows[0] ?? null });
    next = answer.value.next;
    const ids = letGoBehind(insert(get().ids, answer.value.rows));
    set({ ids, ...ends(), loading: null, problem: null });
  }

  /** The page before, which was let go: as many calls as it takes to come to what is listed. */
  async function back(): Promise<void> {
    const boundary = marks[low]?.first;
    if (low === 0 || !boundary || get().loading !== null) return;
    const mine = turn;
    set({ loading: 'more' });
    const found: MessageRow[] = [];
    let token = marks[low - 1]?.token ?? null;
    for (let asking = 0; asking < mostTurns; asking += 1) {
      const answer = await ask(token, largestPage);
      if (mine !== turn) return;
      if (!answer.ok) {
        set({ loading: null, problem: answer.problem });
        return;
      }
      const before = answer.value.rows.filter((row) => along(row, boundary) < 0);
      found.push(...before);
      token = answer.value.next;
      if (before.length < answer.value.rows.length || token === null) {
        low -= 1;
        marks[low] = { token: marks[low]?.token ?? null, first: found[0] ?? boundary };
        const ids = letGoAhead(insert(get().ids, found));
        set({ ids, ...ends(), loading: null, problem: null });
        return;
      }
    }
    await begin(fromEnd);
  }

  /** Whether a place lies in the stretch that is listed; beyond an end that is not the real one it does not. */
  function fits(ids: readonly string[], place: Place): boolean {
    const first = rows.get(ids[0] ?? '');
    const last = rows.get(ids.at(-1) ?? '');
    const { atStart, atEnd } = ends();
    if (first !== undefined && !atStart && order(place, first) < 0) return false;
    return last === undefined || atEnd || order(place, last) < 0;
  }

  /**
   * What has changed or is new, as the engine tells it now; who was asked for and is not told is gone.
   * @returns whether something may belong to the list that only the engine can tell
   */
  function take(ids: readonly string[], told: readonly MessageRow[]): boolean {
    const looked = get().detail?.id;
    const here = new Set(told.map((row) => row.id));
    const gone = new Set(ids.filter((id) => !here.has(id) && listed.has(id)));
    const fresh: MessageRow[] = [];
    let unsure = false;
    for (const row of told) {
      const old = rows.get(row.id);
      const verdict = judge(row, asked);
      if (listed.has(row.id)) {
        if (verdict === 'no' && row.id !== looked) gone.add(row.id);
        else if (old !== undefined && order(old, row) !== 0) {
          gone.add(row.id);
          fresh.push(row);
        }
        rows.set(row.id, row);
      } else if (verdict === 'yes') fresh.push(row);
      else if (verdict === 'ask') unsure = true;
      if (get().chosen.has(row.id)) rows.set(row.id, row);
    }
    const kept = gone.size === 0 ? get().ids : get().ids.filter((id) => !gone.has(id));
    for (const id of gone) forget(id);
    set({
      ids: insert(
        kept,
        fresh.filter((row) => fits(kept, row)),
      ),
    });
    return unsure;
  }

  /** To the very last: from there back, or as far as some pages go. */
  async function toEnd(): Promise<void> {
    if (reversed[filter().sort ?? 'newest'] !== null) return begin(true);
    for (let page = 0; page < pagesToEnd && !ends().atEnd; page += 1) await inTurn(further);
  }

  return {
    begin,
    toEnd,
    take,
    filter,
    has: (id: string) => listed.has(id),
    rowOf: (id: string) => rows.get(id),
    /** Whether one looks at the first page and no more: then it can be asked for again without a jump. */
    isAtTop: () => !fromEnd && low === 0 && marks.length <= 1,
    above: () => inTurn(fromEnd ? further : back),
    below: () => inTurn(fromEnd ? back : further),
    further: () => inTurn(further),
  };
}

export type ListActions = ReturnType<typeof listActions>;
