/**
 * Tests what the compose screen calculates before sending: local times of recipients, costs, and the effect
 * of answers.
 */
import { describe, expect, it } from 'vitest';
import {
  answered,
  isCostly,
  isMany,
  mustAsk,
  quietAtFirst,
  timesOf,
} from '../../../renderer/features/compose/before-asking.ts';
import { type Draft, emptyDraft } from '../../../renderer/features/compose/draft.ts';
import { createRecipientReader } from '../../../renderer/features/compose/recipients.ts';
import { openPlaces, placesOf, scheduleOf } from '../../../renderer/features/compose/schedule.ts';
import {
  costOfDraft,
  estimatesOf,
  partsOfDraft,
  peopleByCountry,
} from '../../../renderer/features/compose/sending-cost.ts';
import { createMergedCounter } from '../../../shared/messaging/merged-segments.ts';
import { createClockShelf } from '../../../shared/messaging/time-zones.ts';

const at = (iso: string) => Date.parse(iso);
const clockOf = createClockShelf();
const winter = at('2026-12-01T12:00:00Z');

let keys = 0;
const newKey = () => `key-${keys++}`;
/** Returns a draft with one SMS to these numbers, each with its values. */
function draftTo(to: Readonly<Record<string, Record<string, string>>>, text = 'Hi'): Draft {
  const draft = emptyDraft(newKey);
  const [step] = draft.steps;
  if (!step) throw new Error('a draft has a step');
  return {
    ...draft,
    steps: [{ ...step, text }],
    recipients: Object.entries(to).map(([written, values]) => ({ key: newKey(), written, values })),
  };
}
const read = (draft: Draft) => createRecipientReader()(draft.recipients, null);

describe('a time in each recipient’s time zone', () => {
  const people = new Map<string | null, number>([
    ['EE', 2],
    ['GB', 1],
    [null, 1],
  ]);
  const places = placesOf(people, {}, clockOf, winter);
  const schedule = scheduleOf(
    { sendAt: null, sendAtTheirs: '2026-12-24T09:00' },
    places,
    'Europe/Berlin',
    clockOf,
  );

  it('is a separate moment in each country, and uses the sender’s zone if a number belongs to no country', () => {
    expect(schedule).toMatchObject({
      kind: 'theirs',
      earliest: at('2026-12-24T07:00:00Z'),
      latest: at('2026-12-24T09:00:00Z'),
      own: at('2026-12-24T08:00:00Z'),
    });
    const whose = [
      { to: '+37255501411', country: 'EE' },
      { to: '+447700900123', country: 'GB' },
      { to: '+88210000000', country: null },
    ];
    expect(timesOf(schedule, whose)).toEqual({
      '+37255501411': at('2026-12-24T07:00:00Z'),
      '+447700900123': at('2026-12-24T09:00:00Z'),
      '+88210000000': at('2026-12-24T08:00:00Z'),
    });
  });

  it('first asks for a zone if a country has several, and uses the chosen one', () => {
    const american = new Map<string | null, number>([['US', 1]]);
    expect(openPlaces(placesOf(american, {}, clockOf, winter))).toEqual(['US']);
    const chosen = placesOf(american, { US: 'America/Chicago' }, clockOf, winter);
    expect(openPlaces(chosen)).toEqual([]);
    const late = scheduleOf(
      { sendAt: null, sendAtTheirs: '2026-12-24T09:00' },
      chosen,
      'Europe/Berlin',
      clockOf,
    );
    expect(late).toMatchObject({ earliest: at('2026-12-24T15:00:00Z') });
  });

  it('is one moment for everybody in the sender’s time zone, and unset if nothing is chosen', () => {
    const moment = scheduleOf({ sendAt: winter, sendAtTheirs: null }, places, 'Europe/Berlin', clockOf);
    expect(moment).toEqual({ kind: 'moment', at: winter });
    expect(timesOf(moment, [{ to: '+37255501411', country: 'EE' }])).toEqual({});
    expect(scheduleOf({ sendAt: null, sendAtTheirs: null }, places, 'Europe/Berlin', clockOf)).toEqual({
      kind: 'now',
    });
  });
});

describe('the estimated cost of a draft', () => {
  const known = (country: string) =>
    country === 'EE' ? { networks: [{ price: '0.06' }, { price: '0.07' }], charged: [], fetchedAt: 5 } : null;

  it('counts each number once, with the values merged', () => {
    const long = 'x'.repeat(158);
    const draft = draftTo(
      {
        '+37255501411': { name: 'Jo' },
        '+372 5550 1411': { name: 'Jo' },
        '+37255501412': { name: 'Õnneleen' },
      },
      `${long}{name}`,
    );
    const recipients = read(draft);
    const steps = partsOfDraft(draft, createMergedCounter());
    expect(steps).toEqual([{ channel: 'sms', parts: { least: 1, most: 3 } }]);
    const cost = costOfDraft(steps, peopleByCountry(recipients), known);
    expect(cost).toMatchObject({
      people: 2,
      total: { low: '0.12', high: '0.42' },
      asking: false,
      oldestAt: 5,
    });
    // Each recipient's own parts: 1 for Jo, 3 for Õnneleen.
    expect(estimatesOf(cost, recipients, draft.steps, createMergedCounter())).toEqual({
      '+37255501411': { low: '0.06', high: '0.07' },
      '+37255501412': { low: '0.18', high: '0.21' },
    });
  });

  it('includes the header and the conversion by full, for one recipient and for all', () => {
    const draft = draftTo(
      { '+37255501411': { name: 'Jo' }, '+37255501412': { name: '“Jo”' } },
      `{name}${'x'.repeat(90)}`,
    );
    const withForm = (form: object) => ({
      ...draft,
      steps: draft.steps.map((step) => ({ ...step, ...form })),
    });
    const partsWith = (form: object) => partsOfDraft(withForm(form), createMergedCounter())[0]?.parts;
    expect(partsWith({})).toEqual({ least: 1, most: 2 });
    expect(partsWith({ autoconvert: 'full' })).toEqual({ least: 1, most: 1 });
    const full = withForm({ autoconvert: 'full' });
    const cost = costOfDraft(partsOfDraft(full, createMergedCounter()), peopleByCountry(read(full)), known);
    const estimates = estimatesOf(cost, read(full), full.steps, createMergedCounter());
    expect(estimates['+37255501412']).toEqual({ low: '0.06', high: '0.07' });
    const header = { text: `{name}${'x'.repeat(155)}`, udh: '06050415811581' };
    expect(partsWith({ ...header, udh: '' })).toEqual({ least: 1, most: 3 });
    expect(partsWith(header)).toEqual({ least: 2, most: 3 });
  });

  it('has no estimate for recipients without a known price, and says while prices are loading', () => {
    const draft = draftTo({ '+37255501411': {}, '+37121555001': {} });
    const recipients = read(draft);
    const steps = partsOfDraft(draft, createMergedCounter());
    const cost = costOfDraft(steps, peopleByCountry(recipients), known);
    expect(cost).toMatchObject({ total: null, knownMost: '0.07', unknown: ['sms'] });
    expect(Object.keys(estimatesOf(cost, recipients, draft.steps, createMergedCounter()))).toEqual([
      '+37255501411',
    ]);
    expect(costOfDraft(steps, peopleByCountry(recipients), () => undefined)).toMatchObject({ asking: true });
  });

  it('counts as high from the known part on, to the cent', () => {
    const draft = draftTo({ '+37255501411': {}, '+37121555001': {} });
    const cost = costOfDraft(partsOfDraft(draft, createMergedCounter()), peopleByCountry(read(draft)), known);
    expect(isCostly(cost, '0.07')).toBe(true);
    expect(isCostly(cost, '0.071')).toBe(false);
  });
});

describe('the question before a send', () => {
  const quiet = (to: string, untilAt: number) => ({
    to,
    zone: 'Europe/Tallinn',
    uncertain: false,
    step: 0,
    at: 1,
    untilAt,
  });
  const found = {
    quiet: [quiet('a', 50), quiet('b', 60)],
    same: [{ to: 'b', id: '1', sentAt: 3 }],
    doNotSend: [],
    withheld: [],
  };
  const nothing = { quiet: [], same: [], doNotSend: [], withheld: [] };

  it('is asked if a warning was found, if a check failed, and if the cost is high', () => {
    const asked = { found: nothing, problem: null, many: false, costly: false };
    expect(mustAsk(asked)).toBe(false);
    expect(mustAsk({ ...asked, found })).toBe(true);
    expect(mustAsk({ ...asked, found: null })).toBe(true);
    expect(mustAsk({ ...asked, many: true })).toBe(true);
    expect(mustAsk({ ...asked, costly: true })).toBe(true);
    const settings = { manyPeople: 20 } as Parameters<typeof isMany>[1];
    expect([isMany(19, settings), isMany(20, settings)]).toEqual([false, true]);
  });

  it('preselects holding only if the first step is in quiet hours, not for a later step that may never run', () => {
    expect(quietAtFirst(found)).toBe('hold');
    const later = { ...found, quiet: found.quiet.map((one) => ({ ...one, step: 1 })) };
    expect(quietAtFirst(later)).toBe('send');
    expect(quietAtFirst({ ...found, quiet: [...later.quiet, quiet('c', 70)] })).toBe('hold');
    expect(quietAtFirst(nothing)).toBe('send');
    expect(quietAtFirst(null)).toBe('send');
  });

  it('holds each message until the recipient’s own morning, and leaves out those who already received it', () => {
    expect(answered(['a', 'b', 'c'], {}, found, { quiet: 'hold', same: 'leave-out' })).toEqual({
      to: ['a', 'c'],
      held: 1,
      timeToSendOf: { a: 50 },
    });
  });

  it('records each ignored warning, and no other', () => {
    expect(answered(['a', 'b', 'c'], { a: 9, b: 9, c: 9 }, found, { quiet: 'send', same: 'send' })).toEqual({
      to: ['a', 'b', 'c'],
      held: 0,
      timeToSendOf: { a: 9, b: 9, c: 9 },
      overridden: ['quiet-hours', 'same-text'],
    });
    expect(answered(['a'], {}, nothing, { quiet: 'send', same: 'send' })).toEqual({ to: ['a'], held: 0 });
    // The warning about a contact who was left out does not matter.
    const only = { ...found, quiet: [quiet('b', 60)] };
    expect(answered(['a', 'b'], {}, only, { quiet: 'send', same: 'leave-out' })).toEqual({
      to: ['a'],
      held: 0,
    });
  });

  it('never sends to a contact on the do-not-send list, and asks if the listing was not known before', () => {
    const stopped = { ...nothing, doNotSend: [{ to: 'b', reason: null }] };
    expect(mustAsk({ found: stopped, problem: null, many: false, costly: false })).toBe(true);
    expect(answered(['a', 'b'], { a: 9, b: 9 }, stopped, { quiet: 'send', same: 'send' })).toEqual({
      to: ['a'],
      held: 0,
      timeToSendOf: { a: 9 },
    });
  });

  it('replaces the time in the recipient’s time zone by the end of quiet hours', () => {
    const answer = answered(['a', 'b', 'c'], { a: 9, b: 9, c: 9 }, found, { quiet: 'hold', same: 'send' });
    expect(answer.timeToSendOf).toEqual({ a: 50, b: 60, c: 9 });
  });
});
