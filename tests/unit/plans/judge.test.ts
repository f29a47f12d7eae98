import { describe, expect, it } from 'vitest';
import type { DecimalString } from '../../../shared/messaging/types.ts';
import { runsPhrase } from '../../../shared/phrases.ts';
import { readExpectation } from '../../../shared/plans/expectations.ts';
import { type CellFacts, judge, judgeCell } from '../../../shared/plans/judge.ts';
import { englishPhrase, englishText } from '../../../shared/problems/english-text.ts';

const quiet: CellFacts = {
  settled: false,
  notSent: null,
  refusal: null,
  accepted: true,
  events: [],
  deliveredBy: null,
  cost: null,
  parts: null,
  callbacks: { verified: 0, forged: 0 },
  ageMs: 1000,
};

const delivered = (channel: string, afterMs: number) => ({
  channel,
  status: 'DELIVRD',
  afterMs,
  source: 'callback' as const,
});

function verdict(written: string, facts: Partial<CellFacts>, final = false) {
  const read = readExpectation(written);
  if (!read.ok) throw new Error(englishText(read.problem).message);
  return judge(read.value, { ...quiet, ...facts }, final).verdict;
}

describe('the expectation “reaches: sms within 30 s”', () => {
  const words = 'reaches: sms within 30 s';
  it('passes if the SMS is delivered in time, and fails if it is delivered later', () => {
    expect(verdict(words, { events: [delivered('sms', 30_000)], ageMs: 31_000 })).toBe('passed');
    expect(verdict(words, { events: [delivered('sms', 30_001)], ageMs: 31_000 })).toBe('failed');
  });
  it('is open until the time is up, and another channel does not count', () => {
    expect(verdict(words, { events: [delivered('viber', 100)], ageMs: 29_000 })).toBe('open');
    expect(verdict(words, { events: [delivered('viber', 100)], ageMs: 30_001 })).toBe('failed');
    expect(verdict('reaches: any within 30 s', { events: [delivered('viber', 100)] })).toBe('passed');
  });
  it('counts seen as reached', () => {
    expect(verdict('reaches: viber', { events: [{ ...delivered('viber', 10), status: 'SEEN' }] })).toBe(
      'passed',
    );
  });
});

describe('the expectation', () => {
  it('“first channel” depends on what reached the person first', () => {
    expect(verdict('first channel: viber', { deliveredBy: 'viber' })).toBe('passed');
    expect(verdict('first channel: viber', { deliveredBy: 'sms' })).toBe('failed');
    expect(verdict('first channel: viber', {})).toBe('open');
    expect(verdict('first channel: viber', {}, true)).toBe('failed');
  });
  it('“never” stays open until nothing more is awaited, and fails at once if it happens', () => {
    const failed = { channel: 'viber', status: 'FAILED', afterMs: 5, source: 'poll' as const };
    expect(verdict('never: FAILED', { settled: true, events: [delivered('sms', 4)] })).toBe('open');
    expect(verdict('never: FAILED', { settled: true, events: [delivered('sms', 4)] }, true)).toBe('passed');
    expect(verdict('never: UNDELIV, FAILED', { events: [failed] })).toBe('failed');
  });
  it('“cost at most” compares decimals, not floats', () => {
    const cost = (text: string) => ({ settled: true, cost: text as DecimalString });
    expect(verdict('cost at most: 0.3', cost('0.30'))).toBe('passed');
    expect(verdict('cost at most: 0.3', cost('0.30000000000000001'))).toBe('failed');
    expect(verdict('cost at most: 0.3', { settled: true })).toBe('open');
    expect(verdict('cost at most: 0.3', { settled: true }, true)).toBe('failed');
  });
  it('“segments” uses the charged number of parts', () => {
    expect(verdict('segments: 1', { parts: 1 })).toBe('passed');
    expect(verdict('segments: 1', { parts: 2 })).toBe('failed');
  });
  it('“callbacks: verified” needs a verified delivery report of the final status, and fails for a forged one', () => {
    const reached = { settled: true, deliveredBy: 'sms' as const, events: [delivered('sms', 9)] };
    expect(verdict('callbacks: verified', { ...reached, callbacks: { verified: 2, forged: 0 } })).toBe(
      'passed',
    );
    expect(verdict('callbacks: verified', { ...reached, callbacks: { verified: 2, forged: 1 } })).toBe(
      'failed',
    );
    const asked = { ...reached, events: [{ ...delivered('sms', 9), source: 'poll' as const }] };
    expect(verdict('callbacks: verified', { ...asked, callbacks: { verified: 1, forged: 0 } }, true)).toBe(
      'failed',
    );
    expect(verdict('callbacks: verified', reached, true)).toBe('failed');
  });
  it('“seen within” needs a SEEN in time', () => {
    const seen = { events: [{ ...delivered('viber', 900), status: 'SEEN' }] };
    expect(verdict('seen within: 1 s', seen)).toBe('passed');
    expect(verdict('seen within: 500 ms', seen)).toBe('failed');
    expect(verdict('seen within: 5 s', { ageMs: 4000 })).toBe('open');
    expect(verdict('seen within: 5 s', { ageMs: 5001 })).toBe('failed');
  });
});

describe('a negative expectation', () => {
  const refused = {
    ...{ settled: true, accepted: false, notSent: runsPhrase('not-sent/refused') },
    refusal: { httpStatus: 400, codes: ['105'] },
  };
  it('“refused” passes with Messente’s code or the HTTP status, and fails if the message was accepted', () => {
    expect(
      ['refused: 105', 'refused: 400', 'refused: any', 'refused: 103, 105'].map((one) =>
        verdict(one, refused),
      ),
    ).toEqual(['passed', 'passed', 'passed', 'passed']);
    expect(verdict('refused: 103', refused)).toBe('failed');
    expect(verdict('refused: 105', { accepted: true })).toBe('failed');
    expect(verdict('refused: 105', { accepted: false })).toBe('open');
    expect(verdict('refused: 105', { accepted: false }, true)).toBe('failed');
    // Omnideck itself did not send it.
    expect(verdict('refused: any', { ...refused, refusal: null })).toBe('failed');
  });
  it('“reaches: nobody” passes once nothing more is awaited, and fails as soon as a channel delivers', () => {
    expect(verdict('reaches: nobody', { settled: true })).toBe('open');
    expect(verdict('reaches: nobody', { settled: true }, true)).toBe('passed');
    expect(verdict('reaches: nobody', { events: [delivered('sms', 5)] })).toBe('failed');
    expect(verdict('reaches: nobody', refused)).toBe('failed');
  });
  it('“delivered once” fails for two channels and for none; “at most once” for two only', () => {
    const twice = { events: [delivered('viber', 5), delivered('sms', 9)] };
    const once = { events: [delivered('viber', 5), delivered('viber', 5)], deliveredBy: 'viber' as const };
    for (const words of ['delivered once', 'delivered: at most once']) {
      expect(verdict(words, twice)).toBe('failed');
      expect(verdict(words, once)).toBe('open');
      expect(verdict(words, once, true)).toBe('passed');
    }
    expect(verdict('delivered once', {}, true)).toBe('failed');
    expect(verdict('delivered at most once', {}, true)).toBe('passed');
  });
  it('about a refusal lets the message be judged by the others as one that has ended', () => {
    const read = (text: string) => {
      const one = readExpectation(text);
      if (!one.ok) throw new Error(text);
      return one.value;
    };
    const others = ['never: FAILED', 'cost at most: 0.05', 'reaches: nobody', 'delivered: at most once'].map(
      read,
    );
    const judged = (list: typeof others) => judgeCell(list, { ...quiet, ...refused }, false);
    expect(judged([...others, read('refused: 105')]).verdict).toBe('passed');
    expect(judged(others).judgements.map((one) => one.verdict)).toEqual([
      'failed',
      'failed',
      'failed',
      'failed',
    ]);
  });
});

describe('a cell of a test run', () => {
  const expectations = ['reaches: any within 30 s', 'never: FAILED'].map((text) => {
    const read = readExpectation(text);
    if (!read.ok) throw new Error(text);
    return read.value;
  });
  it('is open while one of its expectations is, and has a result for each', () => {
    const cell = judgeCell(expectations, { ...quiet, events: [delivered('sms', 1500)] }, false);
    expect(cell.verdict).toBe('open');
    expect(cell.judgements.map(({ found }) => englishPhrase(found))).toEqual([
      'after 1.5 s',
      'not reported yet',
    ]);
  });
  it('that was refused fails every expectation', () => {
    const cell = judgeCell(expectations, { ...quiet, notSent: runsPhrase('no-credit') }, false);
    expect(cell.verdict).toBe('failed');
    expect(cell.judgements.every(({ found }) => englishPhrase(found).includes('no credit'))).toBe(true);
  });
  it('without expectations is expected to reach the person', () => {
    expect(judgeCell([], { ...quiet, events: [delivered('sms', 1)] }, false).verdict).toBe('passed');
    expect(judgeCell([], quiet, false).verdict).toBe('open');
    expect(judgeCell([], quiet, true).verdict).toBe('failed');
  });
});
