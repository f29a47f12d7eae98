import fc from 'fast-check';
import { SegmentedMessage } from 'sms-segments-calculator';
import { describe, expect, it } from 'vitest';
import { createMergedCounter, mergedExtremes } from '../../../shared/messaging/merged-segments.ts';
import { type SmsForm, smsLength } from '../../../shared/messaging/sms-length.ts';

const people = (...names: string[]) => names.map((name) => ({ values: { name } }));

describe('the length of a text with placeholders', () => {
  it('is given as a minimum and a maximum', () => {
    const text = `Tere {name}! ${'x'.repeat(145)}`;
    const found = mergedExtremes(text, people('Mari', 'Jüri-Kaarel Maximilian', 'Li'));
    expect(found?.each).toEqual([1, 2, 1]);
    expect(found?.least).toMatchObject({ person: 2, segments: { segments: 1, units: 154 } });
    expect(found?.most).toMatchObject({ person: 1, segments: { segments: 2 } });
  });

  it('counts a character outside GSM-7 only for the recipient who has it', () => {
    const found = mergedExtremes(`{name} ${'x'.repeat(90)}`, people('Mari', 'Māris'));
    expect(found?.each).toEqual([1, 2]);
    expect(found?.most.segments.encoding).toBe('UCS-2');
    expect(found?.least.segments.encoding).toBe('GSM-7');
  });

  it('is a single value if nothing is merged', () => {
    const found = mergedExtremes('Tere', people('a', 'b'));
    expect(found?.least.segments).toEqual(found?.most.segments);
  });

  it('is unknown without recipients', () => {
    expect(mergedExtremes('Tere {name}', [])).toBeNull();
  });

  it('agrees with an independent counter', () => {
    const names = ['Mari', '€uro'.repeat(20), 'Ž', '😀', 'x'.repeat(300), '[]{}'];
    const found = mergedExtremes('{name}: tere', people(...names));
    expect(found?.each).toEqual(names.map((name) => new SegmentedMessage(`${name}: tere`).segmentsCount));
  });

  it('of any text and any name equals the count of the merged text', () => {
    const header = '06050415811581';
    const forms: SmsForm[] = [
      {},
      { udh: header },
      { autoconvert: 'full' },
      { udh: header, autoconvert: 'full' },
    ];
    const unit = fc.constantFrom('a', 'ö', '€', '[', 'õ', '“', '…', 'ж', '😀', '\ud800', '\n', '\f');
    const some = fc.array(
      fc.oneof(
        unit,
        unit.map((one) => one.repeat(60)),
      ),
      { maxLength: 12 },
    );
    fc.assert(
      fc.property(some, some, fc.constantFrom(...forms), (text, name, form) => {
        const value = `x${name.join('')}`;
        const found = mergedExtremes(`${text.join('')}{name}`, people(value), form);
        const alone = smsLength(`${text.join('')}${value}`, form);
        expect(found?.each).toEqual([alone.segments]);
        expect(found?.most.segments).toEqual(alone);
      }),
    );
  });

  it('for ten thousand recipients is recalculated quickly when one of them changes', () => {
    const count = createMergedCounter();
    const many = Array.from({ length: 10_000 }, (_, index) => ({ values: { name: `Mari ${index}` } }));
    expect(count(`Tere {name}${'x'.repeat(150)}`, many)?.each).toHaveLength(10_000);
    many[5] = { values: { name: 'ž' } };
    const again = count(`Tere {name}${'x'.repeat(150)}`, many);
    expect(again?.most).toMatchObject({ person: 5, segments: { encoding: 'UCS-2', segments: 3 } });
  });
});
