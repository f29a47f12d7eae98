/** Tests the list of messages: its order, which messages belong to it, and the days between its rows. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createLister, type ListItem, listItems } from '../../../renderer/features/messages/list-items.ts';
import { numberWidth } from '../../../renderer/features/messages/number-width.ts';
import {
  belongsTo,
  goesOutAt,
  insertRows,
  judge,
  orderOf,
  type Place,
} from '../../../renderer/features/messages/row-order.ts';
import { movedBy, startsOf } from '../../../renderer/features/messages/use-held-place.ts';
import { sorts } from '../../../renderer/features/messages/view.ts';
import { startOfDay } from '../../../renderer/lib/format.ts';
import { messageStates } from '../../../shared/messaging/types.ts';
import { row } from './rows.ts';

const hour = 3_600_000;
const start = new Date(2026, 2, 20, 9).getTime();

/** Generates messages over some weeks that include a clock change, newest first. */
const histories = fc
  .array(fc.nat(30 * 24), { maxLength: 60 })
  .map((ages) => ages.toSorted((one, other) => one - other).map((age, index) => ({ id: `m${index}`, age })));
const rowsOf = (history: readonly { id: string; age: number }[]) =>
  new Map(history.map(({ id, age }) => [id, row({ id, createdAt: start - age * hour })]));
const idsOf = (history: readonly { id: string }[]) => history.map(({ id }) => id);

/** Returns the same result with calendar functions only, slowly. */
function byCalendar(ids: readonly string[], rows: ReturnType<typeof rowsOf>): string[] {
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
const headed = (items: readonly ListItem[]) =>
  items.map((item) => (item.kind === 'day' ? new Date(item.startAt).toDateString() : item.id));

describe('the days of a list', () => {
  it('are shown before the first message of each day', () => {
    fc.assert(
      fc.property(histories, (history) => {
        const rows = rowsOf(history);
        const ids = idsOf(history);
        expect(headed(listItems(ids, rows, startOfDay))).toEqual(byCalendar(ids, rows));
      }),
    );
  });

  it('are the same however the list was built: page by page, with new messages on top, or with some removed', () => {
    /* How many messages are added above and below; both at once means that the list is reloaded. */
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

  it('are not calculated again for messages that are already listed', () => {
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
  const none = { cost: null, sendAt: null, createdAt: 0 };
  const seqs = fc.uniqueArray(fc.nat(500), { maxLength: 80 });
  const idOf = (seq: number) => `m${seq}`;
  const placeOf = (id: string): Place => ({ seq: Number(id.slice(1)), ...none });
  const newest = orderOf('newest');
  const newestFirst = (all: readonly number[]) => all.toSorted((one, other) => other - one).map(idOf);

  it('keeps the newest first and each message once, whatever arrives again', () => {
    fc.assert(
      fc.property(seqs, fc.array(fc.nat(500), { maxLength: 40 }), (there, come) => {
        const merged = insertRows(
          newestFirst(there),
          come.map((seq) => ({ id: idOf(seq), seq, ...none })),
          placeOf,
          newest,
        );
        expect(merged).toEqual(newestFirst([...new Set([...there, ...come])]));
      }),
    );
  });

  it('returns the same list if nothing is new', () => {
    const ids = newestFirst([3, 2, 1]);
    expect(insertRows(ids, [{ id: 'm2', seq: 2, ...none }], placeOf, newest)).toBe(ids);
    expect(insertRows(ids, [], placeOf, newest)).toBe(ids);
  });

  it('looks no further down than the position of the new messages', () => {
    const ids = newestFirst(Array.from({ length: 10_000 }, (_, seq) => seq));
    let looked = 0;
    const fresh = [{ id: 'm10001', seq: 10_001, ...none }];
    const place = (id: string) => {
      looked += 1;
      return placeOf(id);
    };
    const merged = insertRows(ids, fresh, place, newest);
    expect(merged).toHaveLength(10_001);
    expect(merged[0]).toBe('m10001');
    expect(looked).toBeLessThan(5);
  });
});

describe('the order of a list', () => {
  const places = fc.uniqueArray(
    fc.record({
      seq: fc.nat(500),
      cost: fc.option(fc.constantFrom('0', '0.005', '0.05', '0.10', '0.1', '12.5'), { nil: null }),
      sendAt: fc.option(fc.nat(9), { nil: null }),
      createdAt: fc.nat(9),
    }),
    { selector: (place) => place.seq, maxLength: 40 },
  );

  it.each([...sorts, 'goes-out' as const])(
    '%s: a new message goes to the position that a complete sort would give it',
    (sort) => {
      const order = orderOf(sort);
      fc.assert(
        fc.property(places, fc.nat(40), (all, some) => {
          const listed = all.map((place) => ({ ...place, id: `m${place.seq}` }));
          const byId = new Map(listed.map((row) => [row.id, row]));
          const there = listed.slice(0, some).toSorted(order);
          const merged = insertRows(
            there.map(({ id }) => id),
            listed.slice(some),
            (id) => byId.get(id),
            order,
          );
          expect(merged).toEqual(listed.toSorted(order).map(({ id }) => id));
        }),
      );
    },
  );

  it('puts messages without a price at the end, in both directions', () => {
    const none = { sendAt: null, createdAt: 0 };
    const some = [
      { ...none, seq: 1, cost: null },
      { ...none, seq: 2, cost: '0.05' },
      { ...none, seq: 3, cost: '0.2' },
      { ...none, seq: 4, cost: '0.20' },
    ];
    const seqs = (sort: (typeof sorts)[number]) => some.toSorted(orderOf(sort)).map(({ seq }) => seq);
    expect(seqs('cost-high')).toEqual([4, 3, 2, 1]);
    expect(seqs('cost-low')).toEqual([2, 3, 4, 1]);
    expect(seqs('oldest')).toEqual([1, 2, 3, 4]);
  });
});

describe('the list of scheduled messages', () => {
  const at = (days: number) => start + days * 24 * hour;
  const scheduled = (id: string, seq: number, sendAt: number | null) =>
    row({ id, seq, sendAt, state: 'scheduled', createdAt: start });
  const some = [
    scheduled('next week', 1, at(7)),
    scheduled('tomorrow', 2, at(1)),
    scheduled('tomorrow too', 3, at(1)),
    scheduled('soon', 4, start + hour),
  ];
  const ids = some.toSorted(orderOf('goes-out')).map(({ id }) => id);

  it('has the next message to be sent first, and of equal times the one that was written first', () => {
    expect(ids).toEqual(['soon', 'tomorrow', 'tomorrow too', 'next week']);
  });

  it('groups messages by the days on which they will be sent', () => {
    const rows = new Map(some.map((one) => [one.id, one]));
    const day = (time: number) => new Date(time).toDateString();
    expect(headed(createLister(startOfDay, goesOutAt)(ids, rows))).toEqual([
      day(start),
      'soon',
      day(at(1)),
      'tomorrow',
      'tomorrow too',
      day(at(7)),
      'next week',
    ]);
  });

  it('contains no message that was sent or cancelled', () => {
    const filter = { sort: 'goes-out' } as const;
    expect(some.map((one) => judge(one, filter))).toEqual(['yes', 'yes', 'yes', 'yes']);
    expect(judge({ ...scheduled('x', 5, at(1)), state: 'cancelled' }, filter)).toBe('no');
  });
});

describe('a list that is read while it changes', () => {
  const item = (id: string) => ({ kind: 'row' as const, id });
  const drawn = (ids: readonly string[]) => {
    const items = ids.map(item);
    return { items, starts: startsOf(items, () => 36) };
  };
  const ids = (from: number, to: number) => Array.from({ length: to - from }, (_, at) => `m${from + at}`);

  it('is moved by the number of messages that were added or removed above the reading position', () => {
    fc.assert(
      fc.property(fc.nat(300), fc.integer({ min: -200, max: 200 }), fc.nat(35), (row, above, within) => {
        const before = drawn(ids(300, 900));
        const after = drawn(ids(300 - above, 900));
        const top = (200 + row) * 36 + within;
        expect(movedBy(before, after, top)).toBe(above * 36);
      }),
    );
  });

  it('is moved to the next remaining message if the one at the reading position is gone', () => {
    const before = drawn(ids(0, 20));
    const after = drawn(ids(0, 20).filter((id) => id !== 'm5' && id !== 'm6'));
    expect(movedBy(before, after, 5 * 36)).toBe(-2 * 36);
  });
});

describe('the column of numbers', () => {
  it('is as wide as its longest number, and no number is cut off', () => {
    const rows = new Map([
      ['m1', row({ id: 'm1', to: '+37255501411' })],
      ['m2', row({ id: 'm2', to: '+123456789012345' })],
    ]);
    expect(numberWidth(['m1'], rows)).toBeLessThan(numberWidth(['m1', 'm2'], rows));
    expect(numberWidth([], rows)).toBe(numberWidth(['m1'], rows));
  });
});

describe('the tab of a message', () => {
  const states = (tab: Parameters<typeof belongsTo>[1]) =>
    messageStates.filter((state) => belongsTo(row({ state }), tab));

  it('depends on what the user has to do', () => {
    expect(states('all')).toEqual([...messageStates]);
    expect(new Set(states('open'))).toEqual(new Set(['queued', 'sending', 'scheduled', 'pending']));
    expect(new Set(states('attention'))).toEqual(new Set(['failed', 'refused', 'unknown']));
    expect(states('scheduled')).toEqual(['scheduled']);
  });

  it('is "needs attention" if the message arrived twice, although it was delivered', () => {
    expect(belongsTo(row({ state: 'delivered', deliveredTwice: true }), 'attention')).toBe(true);
  });

  it('respects every filter that can be decided from a row', () => {
    const message = row({
      accountId: 'a1',
      to: '+37255501411',
      state: 'delivered',
      createdAt: 1000,
      cost: '0.05',
      tags: ['order', 'vip'],
      steps: [{ channel: 'viber' }, { channel: 'sms' }],
    });
    const fits = [
      {},
      { accountId: 'a1' },
      { states: ['failed', 'delivered'] },
      { channels: ['sms'] },
      { countries: ['LV', 'EE'] },
      { tags: ['vip'] },
      { createdFrom: 1000, createdBefore: 1001 },
      { costAtLeast: '0.05', costAtMost: '0.050' },
    ] as const;
    const not = [
      { accountId: 'a2' },
      { states: ['failed'] },
      { group: 'open' },
      { channels: ['whatsapp'] },
      { countries: ['LV'] },
      { tags: ['vip', 'late'] },
      { createdFrom: 1001 },
      { createdBefore: 1000 },
      { costAtLeast: '0.051' },
      { costAtMost: '0.049' },
    ] as const;
    const verdict = (filter: object) => judge(message, filter);
    expect(fits.map(verdict)).toEqual(fits.map(() => 'yes'));
    expect(not.map(verdict)).toEqual(not.map(() => 'no'));
  });

  it('is decided by the engine if it depends on texts or senders, which a row does not have', () => {
    expect(judge(row(), { search: 'hello' })).toBe('ask');
    expect(judge(row(), { senders: ['NORTHWIND'] })).toBe('ask');
    expect(judge(row({ state: 'failed' }), { search: 'hello', states: ['delivered'] })).toBe('no');
  });
});
