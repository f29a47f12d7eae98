import { describe, expect, test } from 'vitest';
import { et } from '../../../renderer/lib/words/et.ts';
import phrases from '../../../shared/locales/et/phrases.json' with { type: 'json' };
import { parseDecimal } from '../../../shared/messaging/money.ts';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { type Phrase, term } from '../../../shared/messaging/problem.ts';
import { rootPlace } from '../../../shared/messaging/shape-places.ts';
import { text } from '../../../shared/messaging/shape-values.ts';
import { allowed, needed, object } from '../../../shared/messaging/shapes.ts';
import { reportsPhrase, runsPhrase } from '../../../shared/phrases.ts';
import { readExpectation } from '../../../shared/plans/expectations.ts';
import { type CellFacts, judge } from '../../../shared/plans/judge.ts';
import { accountsProblem } from '../../../shared/problems/accounts.ts';
import { englishPhrase, englishText } from '../../../shared/problems/english-text.ts';

describe('the Estonian text of what the engine reports', () => {
  test('keeps parameter values unchanged', () => {
    for (const name of ['Name and text', '$& .* {name} (yet)'])
      expect(et.problemText(accountsProblem('name-taken', { name }))?.message).toBe(
        `Konto nimega „${name}“ on juba olemas.`,
      );
  });

  test('uses the Estonian name of a form field', () => {
    const form = object({
      title: needed('title', text({ atMost: 5 })),
      label: allowed('button text', text()),
    });
    const problems = form.check({ title: 'Too long', label: '' }, rootPlace('', 'Viber'));
    expect(problems.map((problem) => et.problemText(problem)?.message)).toEqual([
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
        expect(et.problemText(read.problem).message, written).not.toBe(englishText(read.problem).message);
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
      refusal: null,
      accepted: true,
      notSent: null,
      ageMs: 100_000,
      ...more,
    });
    const cost = (text: string) => {
      const read = parseDecimal(text);
      if (!read.ok) throw new Error(englishText(read.problem).message);
      return read.value;
    };
    const delivered = { channel: 'sms', status: 'DELIVRD', source: 'poll', afterMs: 2000 } as const;
    const failed = { ...delivered, channel: 'viber', status: 'FAILED', source: 'callback' } as const;
    const seen = { ...delivered, status: 'SEEN', source: 'callback' } as const;
    const cells = [
      facts({}),
      facts({ ageMs: 0 }),
      facts({ notSent: runsPhrase('not-sent/refused') }),
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
    const found = new Map<string, Phrase>();
    for (const text of written) {
      const expectation = readExpectation(text);
      if (!expectation.ok) throw new Error(englishText(expectation.problem).message);
      for (const cell of cells)
        for (const final of [false, true]) {
          const one = judge(expectation.value, cell, final).found;
          found.set(englishPhrase(one), one);
        }
    }
    expect(found.size).toBeGreaterThan(15);
    for (const one of found.values()) {
      const [area, key = ''] = one.id?.split('.') ?? [];
      expect([area, Object.hasOwn(phrases.runs, key)], englishPhrase(one)).toEqual(['runs', true]);
      expect(et.phraseText(one)).not.toBe('');
    }
  });

  test('has the values that the English text has', () => {
    const problem = { code: 'x', field: null, message: 'It was refused.', hint: 'Wait.' };
    expect(et.phraseText(runsPhrase('not-sent', { why: problem }))).toBe('saatmata: It was refused.');
    expect(et.phraseText(runsPhrase('status-seen', { status: 'FAILED', channel: term('sms') }))).toBe(
      'FAILED, kanal: SMS',
    );
    expect(et.phraseText(reportsPhrase('repeat', { password: 'earlier' }))).toBe(
      'Kontrollitud selle konto varasema API parooliga; see oli juba teada.',
    );
  });

  test('of what an earlier version stored is the English text', () => {
    const stored = { code: 'wrong-host', field: null, message: 'The moon is in the way.', hint: 'Wait.' };
    const { message, hint } = stored;
    expect(et.problemText(stored)).toEqual({ message, hint });
    expect(et.problemText({ ...stored, id: 'constructor.name' })).toEqual({ message, hint });
    expect(et.phraseText({ text: 'after 3 s' })).toBe('after 3 s');
    expect(et.phraseText({ text: 'after 3 s', id: 'runs.constructor' })).toBe('after 3 s');
  });
});
