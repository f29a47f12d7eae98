/** The list of messages: its order, who belongs to it, and the days between its rows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { startOfDay } from '../../../renderer/app/format.ts';
import { createLister, type ListItem, listItems } from '../../../renderer/messages/list-items.ts';
import { belongsTo, insertRows } from '../../../renderer/messages/row-order.ts';
import { messageStates } from '../../../shared/messaging/types.ts';
import { row } from './rows.ts';

const hour = 3_600_000;
const start = new Date(2026, 2, 20, 9).getTime();

/** Messages over some weeks, a change of the clocks among them; newest first. */
const histories = fc
  .array(fc.nat(30 * 24), { maxLength: 60 })
  .map((ages) => ages.toSorted((one, other) => one - other).map((age, index) => ({ id: `m${index}`, age })));
const rowsOf = (history: readonly { id: string; age: number }[]) =>
  new Map(history.map(({ id, age }) => [id, row({ id, createdAt: start - age * hour })]));
const idsOf = (history: readonly { id: string }[]) => history.map(({ id }) => id);

/** The same by the calendar's own words, slowly. */
function judge(ids: readonly string[], rows: ReturnType<typeof rowsOf>): string[] {
  const seen: string[] = [];
  let day = '';
  for (const id of ids) {
    const here = new Date(rows.get(id)?.createdAt ?? 0).toDateString();
    if (here !== day) seen.push(here);
    day = here;
    seen.push(id);
  }
  return seen;
}
const told = (items: readonly ListItem[]) =>
  items.map((item) => (item.kind === 'day' ? new Date(item.startAt).toDateString() : item.id));

describe('the days of a list', () => {
  it('head the first message of each day', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const rows = rowsOf(history);
        const ids = idsOf(history);
        expect(told(listItems(ids, rows, startOfDay))).toEqual(judge(ids, rows));
      }),
    );
  });

  it('are the same however the list came about: page by page, with news above, or with some taken out', () => {
    /* How many come above and below; both at once is a list that is loaded anew. */
    const growths = fc.array(fc.tuple(fc.nat(4), fc.nat(4)), { maxLength: 12 });
    fc.assert(
      fc.property(histories, fc.nat(60), growths, (history, middle, grown) => {
        const rows = rowsOf(history);
        const list = createLister(startOfDay);
        let [from, to] = [Math.min(middle, history.length), Math.min(middle, history.length)];
        for (const [above, below] of grown) {
          from = Math.max(0, from - above);
          to = Math.min(history.length, to + below);
          const ids = idsOf(history.slice(from, to));
          expect(list(ids, rows)).toEqual(listItems(ids, rows, startOfDay));
        }
        const odd = idsOf(history.filter((_, index) => index % 2 === 1));
        expect(list(odd, rows)).toEqual(listItems(odd, rows, startOfDay));
      }),
    );
  });

  it('are not asked of the calendar again for what is listed already', () => {
    const history = Array.from({ length: 400 }, (_, age) => ({ id: `m${age}`, age }));
    const rows = rowsOf(history);
    let asked = 0;
    const list = createLister((at) => {
      asked += 1;
      return startOfDay(at);
    });
    const all = idsOf(history);
    list(all.slice(10, 300), rows);
    const before = asked;
    const below = list(all.slice(10, 310), rows);
    const above = list(all.slice(0, 310), rows);
    expect(asked - before).toBeLessThan(10);
    expect(below).toEqual(listItems(all.slice(10, 310), rows, startOfDay));
    expect(above).toEqual(listItems(all.slice(0, 310), rows, startOfDay));
    expect(list(all.slice(0, 310), rows)).toEqual(above);
  });
});

describe('putting messages into the list', () => {
  const seqs = fc.uniqueArray(fc.nat(500), { maxLength: 80 });
  const idOf = (seq: number) => `m${seq}`;
  const seqOf = (id: string) => Number(id.slice(1));
  const newestFirst = (all: readonly number[]) => all.toSorted((one, other) => other - one).map(idOf);

  it('keeps newest first and each once, whatever is told again', () => {
    fc.assert(
      fc.property(seqs, fc.array(fc.nat(500), { maxLength: 40 }), (there, come) => {
        const merged = insertRows(
          newestFirst(there),
          come.map((seq) => ({ id: idOf(seq), seq })),
          seqOf,
        );
        expect(merged).toEqual(newestFirst([...new Set([...there, ...come])]));
      }),
    );
  });

  it('leaves the list itself alone where nothing is new', () => {
    const ids = newestFirst([3, 2, 1]);
    expect(insertRows(ids, [{ id: 'm2', seq: 2 }], seqOf)).toBe(ids);
    expect(insertRows(ids, [], seqOf)).toBe(ids);
  });

  it('looks no further down than where the new ones belong', () => {
    const ids = newestFirst(Array.from({ length: 10_000 }, (_, seq) => seq));
    let looked = 0;
    const merged = insertRows(ids, [{ id: 'm10001', seq: 10_001 }], (id) => {
      looked += 1;
      return seqOf(id);
    });
    expect(merged).toHaveLength(10_001);
    expect(merged[0]).toBe('m10001');
    expect(looked).toBeLessThan(5);
  });
});

describe('where a message is listed', () => {
  const states = (tab: Parameters<typeof belongsTo>[1]) =>
    messageStates.filter((state) => belongsTo(row({ state }), tab));

  it('follows what it needs of a person', () => {
    expect(states('all')).toEqual([...messageStates]);
    expect(new Set(states('open'))).toEqual(new Set(['queued', 'sending', 'scheduled', 'pending']));
    expect(new Set(states('attention'))).toEqual(new Set(['failed', 'refused', 'unknown']));
    expect(states('scheduled')).toEqual(['scheduled']);
  });

  it('needs attention where it came twice, though it was delivered', () => {
    expect(belongsTo(row({ state: 'delivered', deliveredTwice: true }), 'attention')).toBe(true);
  });
});
