/** Tests the filter of the list: in the address, as a saved view, and in the engine's query. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { amountTyped } from '../../../renderer/features/messages/filters/amount-typed.ts';
import { folded } from '../../../renderer/features/messages/folded.ts';
import { tabs } from '../../../renderer/features/messages/row-order.ts';
import {
  everything,
  fieldsOn,
  filterOf,
  savedOf,
  sorts,
  type View,
  viewOfSaved,
  withoutField,
  withoutFilters,
} from '../../../renderer/features/messages/view.ts';
import { formatView, parseView, sameView } from '../../../renderer/features/messages/view-address.ts';
import {
  fields,
  isOn,
  localOfTime,
  type Time,
  timeOfLocal,
} from '../../../renderer/features/messages/view-fields.ts';
import { startOfDay } from '../../../renderer/lib/format.ts';
import { formatRoute, parseRoute } from '../../../renderer/lib/route.ts';
import { messageFilterSchema, savedFilterSchema } from '../../../shared/contract/messages.ts';
import { channels, messageStates } from '../../../shared/messaging/types.ts';

const name = fc.string({ minLength: 1, maxLength: 12, unit: 'grapheme' }).filter((one) => one.isWellFormed());
const names = fc.uniqueArray(name, { maxLength: 3 });
/* Generates times in spring and summer, so that no hour occurs twice. */
const local = fc
  .integer({ min: Date.UTC(2026, 3, 10), max: Date.UTC(2026, 8, 1) })
  .map((at) => localOfTime(at));
const time: fc.Arbitrary<Time> = fc.oneof(
  fc.constant({ kind: 'any' as const }),
  fc.record({ kind: fc.constant('days' as const), days: fc.integer({ min: 1, max: 400 }) }),
  fc.record({ kind: fc.constant('between' as const), from: local, to: local }),
  fc.record({ kind: fc.constant('between' as const), from: local, to: fc.constant(null) }),
  fc.record({ kind: fc.constant('between' as const), from: fc.constant(null), to: local }),
);
const amount = fc.option(fc.constantFrom('0', '0.05', '12.5', '1000'), { nil: null });
const views: fc.Arbitrary<View> = fc.record({
  tab: fc.constantFrom(...tabs),
  search: fc.oneof(
    fc.constant(''),
    name.map((one) => `a${one}`.trim()),
  ),
  states: fc.subarray([...messageStates]),
  channels: fc.subarray([...channels]),
  senders: names,
  countries: fc.subarray(['EE', 'LV', 'FI']),
  account: fc.option(fc.constantFrom('all', 'a1'), { nil: null }),
  time,
  tags: names,
  cost: fc.record({ least: amount, most: amount }),
  sort: fc.constantFrom(...sorts),
  unread: fc.constant([]),
});

describe('a view in the address of the window', () => {
  it('is the same after a reload, whatever the names of senders and tags', () => {
    fc.assert(
      fc.property(views, (view) => {
        expect(parseView(formatView(view))).toEqual(view);
        const route = { screen: 'messages' as const, id: 'm1', query: formatView(view) };
        const hash = new URL(formatRoute(route), 'http://127.0.0.1/').hash;
        const back = parseRoute(hash);
        expect(back.screen === 'messages' && parseView(back.query ?? '')).toEqual(view);
      }),
    );
  });

  it('is empty without a filter', () => {
    expect(formatView(everything)).toBe('');
    expect(parseView('')).toEqual(everything);
  });

  it('can be read from any text without an error', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => void formatView(parseView(text))));
  });

  it('matches nothing and keeps its text if it is not understood', () => {
    const sorted = (query: string) => [...new URLSearchParams(query)].toSorted();
    for (const query of [
      'tab=none',
      'state=gone',
      'state=gone&state=failed',
      'channel=fax',
      'country=Estonia',
      'sender=',
      'tag=',
      'account=',
      'days=-1',
      'from=soon',
      'days=7&from=2026-11-24T09:30',
      'least=much',
      'most=1e9',
      'search=one&search=two',
      'colour=red',
    ]) {
      const view = parseView(query);
      expect(sorted(formatView(view))).toEqual(sorted(query));
      expect(filterOf(view, null, 0), query).toMatchObject({ states: [] });
      expect(filterOf({ ...view, ...withoutFilters }, null, 0)).not.toHaveProperty('states');
    }
  });

  it('is the same whatever the order in which states were chosen', () => {
    const one: View = { ...everything, states: ['failed', 'delivered'] };
    const other: View = { ...everything, states: ['delivered', 'failed'] };
    expect(sameView(one, other)).toBe(true);
    expect(sameView(one, { ...other, tags: ['vip'] })).toBe(false);
  });
});

describe('a saved view', () => {
  it('is the same when it is opened again, and can be sent over the contract', () => {
    fc.assert(
      fc.property(views, (view) => {
        const saved = savedFilterSchema.parse(savedOf(view));
        expect(viewOfSaved(saved)).toEqual(view);
      }),
    );
  });

  it('lists nothing if the window has no field for one of its filters', () => {
    for (const filter of [
      null,
      { batchId: 'b1' },
      { recipient: '+37255501411' },
      { states: [] },
      { tags: [] },
      { sort: 'goes-out' as const },
      { createdFrom: 8.64e15 },
    ]) {
      const view = viewOfSaved(filter);
      expect(filterOf(view, null, 0), JSON.stringify(filter)).toMatchObject({ states: [] });
      expect(filterOf(viewOfSaved(savedOf(view)), null, 0)).toMatchObject({ states: [] });
    }
  });

  it('sorts scheduled messages by the time of sending, unless another order was chosen', () => {
    const sortOf = (patch: Partial<View>) => filterOf({ ...everything, ...patch }, null, 0).sort;
    expect(sortOf({ tab: 'scheduled' })).toBe('goes-out');
    expect(sortOf({ states: ['scheduled'] })).toBe('goes-out');
    expect(sortOf({ states: ['scheduled', 'failed'] })).toBeUndefined();
    expect(sortOf({ tab: 'scheduled', sort: 'oldest' })).toBe('oldest');
    expect(sortOf({})).toBeUndefined();
  });

  it('stores "the last days" as a relative period, not as fixed dates', () => {
    const view: View = { ...everything, time: { kind: 'days', days: 7 } };
    expect(savedOf(view)).toEqual({ withinDays: 7 });
    const day = (date: number) => new Date(2026, 10, date, 15).getTime();
    expect(filterOf(view, null, day(24)).createdFrom).toBe(startOfDay(day(18)));
    expect(filterOf(view, null, day(25)).createdFrom).toBe(startOfDay(day(19)));
  });
});

describe('the filter in the engine’s query', () => {
  it('is valid for the contract', () => {
    fc.assert(
      fc.property(views, (view) => {
        const filter = filterOf(view, 'a1', 1_790_000_000_000);
        expect(messageFilterSchema.strict().parse(filter)).toEqual(filter);
      }),
    );
  });

  it('selects the current account unless another or all are chosen', () => {
    expect(filterOf(everything, 'a1', 0).accountId).toBe('a1');
    expect(filterOf({ ...everything, account: 'a2' }, 'a1', 0).accountId).toBe('a2');
    expect(filterOf({ ...everything, account: 'all' }, 'a1', 0)).toEqual({});
  });

  it('starts today at local midnight, also on a day when clocks change', () => {
    const view: View = { ...everything, time: { kind: 'days', days: 1 } };
    const afternoon = new Date(2026, 2, 29, 16).getTime();
    expect(filterOf(view, null, afternoon)).toEqual({ createdFrom: startOfDay(afternoon) });
  });
});

describe('a filter of messages', () => {
  it('can be switched on and off independently', () => {
    fc.assert(
      fc.property(views, fc.constantFrom(...fields), (view, field) => {
        const without = { ...view, ...withoutField(field) };
        expect(isOn(without, field)).toBe(false);
        expect(fieldsOn(without)).toEqual(fieldsOn(view).filter((one) => one !== field));
      }),
    );
    expect(fieldsOn(everything)).toEqual([]);
  });
});

describe('text typed into a filter', () => {
  it.each([
    ['', null],
    ['  ', null],
    ['0.05', '0.05'],
    ['0,05', '0.05'],
    ['€ 1', '1'],
    ['.5', '0.5'],
    ['3.', '3'],
    ['007', '7'],
    ['1 000', '1000'],
    ['1.2.3', 'wrong'],
    ['-1', 'wrong'],
    ['1e3', 'wrong'],
    ['much', 'wrong'],
  ])('as an amount: %j is %j', (typed, read) => expect(amountTyped(typed)).toBe(read));

  it('as a name is compared without case and accents', () => {
    expect(folded('Õie Kärt')).toBe(folded('oie KART'));
    expect(folded('Jūratė')).toBe('jurate');
  });

  it('as a time is local time, to the minute', () => {
    fc.assert(
      fc.property(local, (text) => {
        expect(localOfTime(timeOfLocal(text) ?? 0)).toBe(text);
      }),
    );
    for (const odd of ['', 'soon', '2026-11-24', '2026-13-45T09:00']) expect(timeOfLocal(odd)).toBeNull();
  });
});
