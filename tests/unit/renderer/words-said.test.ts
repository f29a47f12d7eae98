import { describe, expect, test } from 'vitest';
import { et } from '../../../renderer/lib/words/et.ts';
import { sayer } from '../../../renderer/lib/words/said.ts';
import { parseDecimal } from '../../../shared/messaging/money.ts';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { rootPlace } from '../../../shared/messaging/shape-places.ts';
import { text } from '../../../shared/messaging/shape-values.ts';
import { allowed, needed, object } from '../../../shared/messaging/shapes.ts';
import { readExpectation } from '../../../shared/plans/expectations.ts';
import { type CellFacts, judge } from '../../../shared/plans/judge.ts';

describe('the Estonian text of problems', () => {
  test('keeps parameter values unchanged', () => {
    expect(et.say('Port 8080 is taken by another program.')).toBe('Porti 8080 kasutab juba teine programm.');
    expect(et.say('There is an account called “Name and text” already.')).toBe(
      'Konto nimega „Name and text“ on juba olemas.',
    );
  });

  test('uses the Estonian name of a form field', () => {
    const form = object({
      title: needed('title', text({ atMost: 5 })),
      label: allowed('button text', text()),
    });
    const sentences = form
      .check({ title: 'Too long', label: '' }, rootPlace('', 'Viber'))
      .map(({ message }) => message);
    expect(sentences.map(et.say)).toEqual([
      'Viber: väljal „pealkiri“ on 8 tähemärki; lubatud on kuni 5.',
      'Viber: „nupu tekst“ on tühi.',
    ]);
  });

  test('exists for every problem with a number', () => {
    for (const written of [
      '',
      'abc',
      '+',
      '5550',
      '+999 1',
      '+37',
      '+3725',
      '1e5',
      '+372 5550 ext 5',
      '++1',
      '+3725550141.0',
      '491712345678',
      '12345678',
      '37255501411',
      `+${'1'.repeat(20)}`,
    ]) {
      for (const country of [undefined, 'EE', 'XX']) {
        const read = parsePhone(written, country);
        if (read.ok) continue;
        expect(et.say(read.problem.message), `${written} ${read.problem.message}`).not.toBeNull();
        expect(et.say(read.problem.hint), `${written} ${read.problem.hint}`).not.toBeNull();
      }
    }
  });

  test('exists for the result of every expectation of a test run', () => {
    const facts = (more: Partial<CellFacts>): CellFacts => ({
      events: [],
      deliveredBy: null,
      cost: null,
      parts: null,
      callbacks: { verified: 0, forged: 0 },
      settled: false,
      refused: null,
      ageMs: 100_000,
      ...more,
    });
    const cost = (text: string) => {
      const read = parseDecimal(text);
      if (!read.ok) throw new Error(read.problem.message);
      return read.value;
    };
    const delivered = { channel: 'sms', status: 'DELIVRD', source: 'poll', afterMs: 2000 } as const;
    const failed = { ...delivered, channel: 'viber', status: 'FAILED', source: 'callback' } as const;
    const seen = { ...delivered, status: 'SEEN', source: 'callback' } as const;
    const cells = [
      facts({}),
      facts({ ageMs: 0 }),
      facts({ refused: 'Messente does not allow this sender.' }),
      facts({ events: [delivered, failed, seen], deliveredBy: 'sms', cost: cost('0.06'), parts: 1 }),
      facts({
        events: [delivered],
        deliveredBy: 'sms',
        cost: cost('9'),
        parts: 3,
        callbacks: { verified: 2, forged: 0 },
      }),
      facts({ events: [seen], deliveredBy: 'sms', settled: true, callbacks: { verified: 2, forged: 1 } }),
    ];
    const written = [
      'reaches: any within 1 s',
      'reaches: sms',
      'first channel: sms',
      'never: FAILED',
      'cost at most 0.1',
      'segments: 1',
      'callbacks: verified',
      'seen within 60 s',
    ];
    const found = new Set<string>();
    for (const text of written) {
      const expectation = readExpectation(text);
      if (!expectation.ok) throw new Error(expectation.problem.message);
      for (const cell of cells)
        for (const final of [false, true]) found.add(judge(expectation.value, cell, final).found);
    }
    expect(found.size).toBeGreaterThan(15);
    expect([...found].filter((text) => et.say(text) === null)).toEqual([]);
  });

  test('does not exist for an unknown message, which is shown unchanged instead of guessed', () => {
    expect(et.say('The moon is in the way.')).toBeNull();
    expect(et.say('constructor')).toBeNull();
  });

  test('is chosen from two matching phrases by the more specific one', () => {
    const say = sayer(
      {
        '{what} is damaged.': '{what} on rikutud.',
        'The file is damaged.': 'Fail on rikutud.',
        'The {what} is damaged.': 'Rikutud: {what}.',
      },
      {},
    );
    expect(say('The file is damaged.')).toBe('Fail on rikutud.');
    expect(say('The log is damaged.')).toBe('Rikutud: log.');
    expect(say('a.db is damaged.')).toBe('a.db on rikutud.');
  });

  test('treats special characters of regular expressions and templates in values as plain text', () => {
    const say = sayer({ 'No {name} (yet).': 'Pole {name} (veel).' }, {});
    expect(say('No $& .* {name} (yet).')).toBe('Pole $& .* {name} (veel).');
  });
});
