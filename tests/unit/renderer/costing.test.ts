import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { contextOf, costingOf, replaceCharacters } from '../../../renderer/features/compose/costing.ts';
import { segmentSms } from '../../../shared/messaging/segments.ts';
import { smsLength } from '../../../shared/messaging/sms-length.ts';

const costing = (text: string) => costingOf(text, segmentSms(text));

describe('the saving by converting a text to GSM-7', () => {
  it('is null if the text is already in GSM-7', () => {
    expect(costing('Hello, €5')).toBeNull();
    expect(costing('')).toBeNull();
  });

  it('lists each character once with its replacement, and the remaining number of parts', () => {
    const found = costing('“Your code” – it’s “4471”');
    expect(found?.characters.map(({ character }) => character)).toEqual(['“', '”', '–', '’']);
    expect(found?.mended).toBe('"Your code" - it\'s "4471"');
    expect(found?.mendedSegments.encoding).toBe('GSM-7');
  });

  it('combines letters with their marks before it replaces them', () => {
    const text = 'Grüße für Jürgen'.normalize('NFD');
    const found = costing(text);
    expect(found?.mended).toBe('Grüße für Jürgen');
    expect(found?.characters).toEqual([{ character: 'u\u0308', replacement: 'ü' }]);
    expect(found?.mendedSegments.encoding).toBe('GSM-7');
    expect(costing('Se\u0303or “Nõo”'.normalize('NFD'))?.mended).toBe('Seor "Noo"');
    expect(costing('Tšau, é'.normalize('NFD'))?.mended).toBe('Tsau, é');
  });

  it('leaves out an emoji without a replacement', () => {
    const found = costing('Hi 🙂');
    expect(found?.characters).toEqual([{ character: '🙂', replacement: null }]);
    expect(found?.mended).toBe('Hi ');
  });

  it('with autoconvert full lists only what full cannot convert, and counts the rest as full does', () => {
    const full = { autoconvert: 'full' as const };
    const found = (text: string) => costingOf(text, smsLength(text, full), full);
    expect(found('“Hi”')).toBeNull();
    expect(found('“Hi” 🙂')).toMatchObject({
      characters: [{ character: '🙂', replacement: null }],
      mended: '“Hi” ',
      mendedSegments: { encoding: 'GSM-7', units: 5 },
    });
  });

  it('is null if the text is in another script', () => {
    expect(costing('Ваша посылка ждёт вас')).toBeNull();
  });

  it('converts every text for which it offers a conversion', () => {
    const parts = fc.array(fc.constantFrom('a', 'é', '€', '“', '–', '…', '\u00a0', '🙂', 'ж', ' '), {
      maxLength: 30,
    });
    fc.assert(
      fc.property(parts, (pieces) => {
        const found = costing(pieces.join(''));
        if (found) expect(segmentSms(found.mended).encoding).toBe('GSM-7');
      }),
    );
  });
});

describe('replacing characters', () => {
  it('changes only the characters in the map', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), (text) => {
        expect(replaceCharacters(text, new Map())).toBe(text);
      }),
    );
    expect(
      replaceCharacters(
        'a–b🙂',
        new Map([
          ['–', '-'],
          ['🙂', null],
        ]),
      ),
    ).toBe('a-b');
  });
});

describe('the excerpt around a character', () => {
  it('shows its neighbours in the text', () => {
    const words = fc.array(fc.stringMatching(/^[a-z]{1,12}$/), { maxLength: 12 }).map((all) => all.join(' '));
    fc.assert(
      fc.property(words, words, (before, after) => {
        const [left, right] = contextOf(`${before}–${after}`, '–');
        expect(before.endsWith(left)).toBe(true);
        expect(after.startsWith(right)).toBe(true);
        expect(left.length).toBeLessThanOrEqual(22);
        expect(right.length).toBeLessThanOrEqual(22);
      }),
    );
  });
});
