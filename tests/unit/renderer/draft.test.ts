/** Tests the draft, the waits of its steps as text, and when each step would start. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { arrivalsOf } from '../../../renderer/features/compose/arrivals.ts';
import {
  chainOf,
  type Draft,
  emptyDraft,
  isBlank,
  moveStep,
  newStep,
  unusedChannels,
} from '../../../renderer/features/compose/draft.ts';
import { fromLocalField, toLocalField } from '../../../renderer/features/compose/local-time.ts';
import { parseWait, usualWaits } from '../../../renderer/features/compose/wait-words.ts';
import { formatsOf } from '../../../renderer/lib/format.ts';
import { en } from '../../../renderer/lib/words/en.ts';
import { draftChainSchema } from '../../../shared/contract/compose.ts';
import { type Channel, channels } from '../../../shared/messaging/types.ts';

const draftOf = (...used: readonly Channel[]): Draft => ({
  ...emptyDraft(() => 'first'),
  steps: used.map((channel) => newStep(channel, channel)),
  selected: used[0] ?? '',
});
const someChannels = fc.shuffledSubarray([...channels], { minLength: 1 });

describe('a new draft', () => {
  it('is one SMS without recipients, to be sent at once', () => {
    const draft = emptyDraft(() => 'k');
    expect(draft.steps.map(({ channel }) => channel)).toEqual(['sms']);
    expect(draft.selected).toBe('k');
    expect(draft.sendAt).toBeNull();
    expect(isBlank(draft)).toBe(true);
  });

  it('is not blank once it contains anything that the user would miss', () => {
    const draft = emptyDraft(() => 'k');
    expect(isBlank({ ...draft, typed: ' 5' })).toBe(false);
    expect(isBlank({ ...draft, recipients: [{ key: 'r', written: '5' }] })).toBe(false);
    expect(isBlank({ ...draft, steps: draft.steps.map((step) => ({ ...step, text: 'Hi' })) })).toBe(false);
    expect(isBlank({ ...draft, typed: '  ' })).toBe(true);
  });
});

describe('the steps of a draft', () => {
  it('move by one position and back, and stop at the ends', () => {
    fc.assert(
      fc.property(someChannels, fc.nat(4), (used, at) => {
        const draft = draftOf(...used);
        const key = used[at % used.length] ?? 'sms';
        const order = (one: Draft) => one.steps.map((step) => step.key);
        const from = order(draft).indexOf(key);
        const down = moveStep(draft, key, 1);
        expect(order(down).indexOf(key)).toBe(Math.min(used.length - 1, from + 1));
        expect(order(down).toSorted()).toEqual(order(draft).toSorted());
        if (from < used.length - 1) expect(order(moveStep(down, key, -1))).toEqual(order(draft));
        else expect(down).toBe(draft);
      }),
    );
    const draft = draftOf('sms');
    expect(moveStep(draft, 'nobody', 1)).toBe(draft);
  });

  it('use each channel once: only the other channels can be added', () => {
    fc.assert(
      fc.property(someChannels, (used) => {
        const unused = unusedChannels(draftOf(...used));
        expect([...used, ...unused].toSorted()).toEqual([...channels].toSorted());
      }),
    );
  });
});

describe('the chain that is sent', () => {
  const waits = fc.option(fc.integer({ min: 1, max: 86_400 * 30 }), { nil: null });
  const steps = fc
    .tuple(
      someChannels,
      fc.array(waits, { minLength: 5, maxLength: 5 }),
      fc.array(fc.string(), { minLength: 5 }),
    )
    .map(([used, times, texts]) =>
      used.map((channel, index) => ({
        ...newStep(channel, channel),
        waitSeconds: times[index] ?? null,
        text: texts[index] ?? '',
        sender: texts[4 - index] ?? '',
      })),
    );

  it('is valid for the contract, with the same order and texts', () => {
    fc.assert(
      fc.property(steps, fc.option(fc.nat(), { nil: null }), (written, sendAt) => {
        const chain = chainOf({ ...draftOf('sms'), steps: written, sendAt });
        expect(draftChainSchema.parse(chain)).toEqual(chain);
        expect(chain.steps.map(({ channel }) => channel)).toEqual(written.map(({ channel }) => channel));
        expect(chain.steps.map(({ text }) => text)).toEqual(written.map(({ text }) => text));
        expect(chain.timeToSend ?? null).toBe(sendAt);
        for (const [index, step] of chain.steps.entries()) {
          const seconds =
            step.ttlSeconds ?? (step.validityMinutes === undefined ? null : step.validityMinutes * 60);
          const wanted = written[index]?.waitSeconds ?? null;
          if (step.channel !== 'telegram') expect(seconds).toBe(wanted);
          else expect(step.ttlSeconds).toBeUndefined();
          expect(step.ttlSeconds === undefined || step.validityMinutes === undefined).toBe(true);
        }
      }),
    );
  });

  it('leaves out what the account’s default decides', () => {
    const [step] = chainOf(draftOf('sms')).steps;
    expect(step).toEqual({ channel: 'sms', text: '' });
    const [off] = chainOf({
      ...draftOf('sms'),
      steps: [{ ...newStep('k', 'sms'), autoconvert: 'off' }],
    }).steps;
    expect(off?.autoconvert).toBe('off');
    const [viber] = chainOf({
      ...draftOf('viber'),
      steps: [{ ...newStep('k', 'viber'), autoconvert: 'off' }],
    }).steps;
    expect(viber).not.toHaveProperty('autoconvert');
  });
});

describe('when each step is tried', () => {
  it('is after all the waits before it, and unknown after a wait that Messente sets', () => {
    const waits = fc.array(fc.option(fc.integer({ min: 1, max: 9999 }), { nil: null }), {
      minLength: 1,
      maxLength: 5,
    });
    fc.assert(
      fc.property(waits, (all) => {
        const steps = all.map((waitSeconds, index) => ({ ...newStep(`${index}`, 'sms'), waitSeconds }));
        for (const [index, { afterSeconds }] of arrivalsOf({ steps }).entries()) {
          const before = all.slice(0, index);
          const sum = before.reduce<number>((total, wait) => total + (wait ?? 0), 0);
          expect(afterSeconds).toBe(before.includes(null) ? null : sum);
        }
      }),
    );
  });
});

describe('a wait as text', () => {
  it.each([
    ['90 s', 90],
    ['90s', 90],
    ['5 min', 300],
    ['5', 300],
    ['1.5 h', 5400],
    ['1,5 h', 5400],
    ['2 hours', 7200],
    ['1 d', 86_400],
    ['30 days', 2_592_000],
    ['10 MIN.', 600],
    ['', 'wrong'],
    ['soon', 'wrong'],
    ['5 weeks', 'wrong'],
    ['0', 'wrong'],
    ['0.1 s', 'wrong'],
    ['31 d', 'wrong'],
    ['-5 min', 'wrong'],
    ['1e9 s', 'wrong'],
  ])('"%s" is %s', (text, seconds) => {
    expect(parseWait(text)).toBe(seconds);
  });

  it('can be read again as shown', () => {
    const format = formatsOf(en);
    for (const wait of usualWaits) expect(parseWait(format.wait(wait))).toBe(wait);
    const anyWait = fc.integer({ min: 1, max: 30 * 86_400 });
    fc.assert(
      fc.property(anyWait, (wait) => {
        expect(parseWait(format.wait(wait).replaceAll(',', ''))).toBe(wait);
      }),
    );
  });
});

describe('a scheduled time in the draft', () => {
  it('is the same minute again after it was shown in the field', () => {
    const minutes = fc.integer({ min: 15_000_000, max: 35_000_000 });
    fc.assert(
      fc.property(minutes, (minute) => {
        const field = toLocalField(minute * 60_000);
        expect(field).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d$/);
        // When clocks are set back, one hour occurs twice with the same local time.
        const again = fromLocalField(field) ?? 0;
        expect(toLocalField(again)).toBe(field);
        expect(Math.abs(again - minute * 60_000)).toBeLessThanOrEqual(3_600_000);
      }),
    );
    expect(fromLocalField('')).toBeNull();
    expect(fromLocalField('tomorrow')).toBeNull();
  });
});
