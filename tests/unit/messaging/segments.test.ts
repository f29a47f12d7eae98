import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gsmReplacement, septetsOf } from '../../../shared/messaging/gsm-alphabet.ts';
import { maximumUdhOctets, parseUdh, segmentSms } from '../../../shared/messaging/segments.ts';
import { count } from '../../helpers/counts.ts';

const short = (text: string, udhOctets = 0) => {
  const { encoding, units, segments, unitsPerSegment, remaining } = segmentSms(text, { udhOctets });
  return { encoding, units, segments, unitsPerSegment, remaining };
};

describe('the length of an SMS', () => {
  it.each([
    ['', 'GSM-7', 0, 1, 160, 160],
    ['a'.repeat(160), 'GSM-7', 160, 1, 160, 0],
    ['a'.repeat(161), 'GSM-7', 161, 2, 153, 145],
    ['a'.repeat(306), 'GSM-7', 306, 2, 153, 0],
    ['a'.repeat(307), 'GSM-7', 307, 3, 153, 152],
    ['õ'.repeat(70), 'UCS-2', 70, 1, 70, 0],
    ['õ'.repeat(71), 'UCS-2', 71, 2, 67, 63],
    ['õ'.repeat(134), 'UCS-2', 134, 2, 67, 0],
    ['€'.repeat(80), 'GSM-7', 160, 1, 160, 0],
    ['€'.repeat(81), 'GSM-7', 162, 2, 153, 143],
    ['😀'.repeat(35), 'UCS-2', 70, 1, 70, 0],
    ['😀'.repeat(36), 'UCS-2', 72, 2, 67, 61],
    ['\f', 'GSM-7', 2, 1, 160, 158],
  ])('is correct for case %#: %s', (text, encoding, units, segments, unitsPerSegment, remaining) => {
    expect(short(text)).toEqual({ encoding, units, segments, unitsPerSegment, remaining });
  });

  it('of an empty text is one message with no characters', () => {
    expect(segmentSms('').parts).toEqual([{ start: 0, end: 0, units: 0 }]);
  });

  it('never cuts an extension character in two: a septet stays empty instead', () => {
    const { parts } = segmentSms(`${'a'.repeat(152)}€${'a'.repeat(100)}`);
    expect(parts).toEqual([
      { start: 0, end: 152, units: 152 },
      { start: 152, end: 253, units: 102 },
    ]);
  });

  it('never cuts a surrogate pair in two', () => {
    const { parts } = segmentSms(`${'õ'.repeat(66)}😀${'õ'.repeat(10)}`);
    expect(parts.map((part) => part.units)).toEqual([66, 12]);
  });

  it('counts a lone surrogate as one unit', () => {
    expect(short('\ud83d')).toMatchObject({ encoding: 'UCS-2', units: 1, segments: 1 });
  });

  it.each([
    // 3GPP TS 23.040: 140 octets minus the header, in whole septets or UTF-16 units.
    [7, 'a'.repeat(152), 1, 152],
    [7, 'a'.repeat(153), 2, 146],
    [7, 'õ'.repeat(66), 1, 66],
    [7, 'õ'.repeat(67), 2, 64],
    [maximumUdhOctets, '😀'.repeat(3), 3, 2],
  ])('is smaller with a header of %i octets', (udhOctets, text, segments, unitsPerSegment) => {
    expect(short(text, udhOctets)).toMatchObject({ segments, unitsPerSegment });
  });

  it('is not counted if the header leaves no room', () => {
    for (const udhOctets of [-1, 1.5, maximumUdhOctets + 1, Number.NaN]) {
      expect(() => segmentSms('a', { udhOctets })).toThrow(RangeError);
    }
  });
});

const anyText = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 400, size: 'max' }),
  fc.string({ unit: fc.constantFrom(...'ab€^{}[]~|\\\f@£Δ'), maxLength: 700, size: 'max' }),
  fc.string({
    unit: fc.constantFrom('😀', 'õ', 'a', '\ud83d', '\ude00', '👩‍👩‍👧'),
    maxLength: 300,
    size: 'max',
  }),
);

describe('the parts of an SMS', () => {
  it('cover the text without gap or overlap, fit, waste less than one character, and add up', () => {
    fc.assert(
      fc.property(anyText, fc.integer({ min: 0, max: maximumUdhOctets }), (text, udhOctets) => {
        const { parts, units, segments, unitsPerSegment, remaining, encoding } = segmentSms(text, {
          udhOctets,
        });
        expect(parts).toHaveLength(segments);
        expect(parts.map((part) => text.slice(part.start, part.end)).join('')).toBe(text);
        expect(parts.reduce((sum, part) => sum + part.units, 0)).toBe(units);
        expect(remaining).toBe(unitsPerSegment - (parts.at(-1)?.units ?? 0));
        parts.forEach((part, index) => {
          expect(part.units).toBeLessThanOrEqual(unitsPerSegment);
          if (index < parts.length - 1) expect(part.units).toBeGreaterThanOrEqual(unitsPerSegment - 1);
          // A surrogate pair stays complete in its part.
          if (text.isWellFormed()) expect(text.slice(part.start, part.end).isWellFormed()).toBe(true);
          // With its header, a part never exceeds 140 octets.
          const bits = part.units * (encoding === 'GSM-7' ? 7 : 16);
          const header = segments === 1 ? udhOctets : udhOctets === 0 ? 6 : udhOctets + 5;
          expect(header + Math.ceil(bits / 8)).toBeLessThanOrEqual(140);
        });
      }),
      { numRuns: count({ short: 750, long: 3_000 }) },
    );
  });

  it('are never fewer for a longer text or a longer header', () => {
    fc.assert(
      fc.property(
        anyText,
        anyText,
        fc.integer({ min: 0, max: maximumUdhOctets - 1 }),
        (text, more, udhOctets) => {
          const { segments } = segmentSms(text, { udhOctets });
          expect(segmentSms(text + more, { udhOctets }).segments).toBeGreaterThanOrEqual(segments);
          expect(segmentSms(text, { udhOctets: udhOctets + 1 }).segments).toBeGreaterThanOrEqual(segments);
        },
      ),
      { numRuns: count({ short: 500, long: 2_000 }) },
    );
  });
});

describe('the characters that force a text into UCS-2', () => {
  it('are listed with their positions and replacements', () => {
    expect(segmentSms('It’s “fine”… 😀ok').unicodeCharacters).toEqual([
      { index: 2, character: '’', replacement: "'" },
      { index: 5, character: '“', replacement: '"' },
      { index: 10, character: '”', replacement: '"' },
      { index: 11, character: '…', replacement: '...' },
      { index: 13, character: '😀', replacement: null },
    ]);
  });

  it.each([
    ['–', '-'],
    ['—', '-'],
    ['\u00a0', ' '],
    ['\u202f', ' '],
    ['\t', ' '],
    ['\u200b', ''],
    ['\ufeff', ''],
    ['ë', 'e'],
    ['ç', 'c'],
    ['õ', 'o'],
    ['š', 's'],
    ['ž', 'z'],
    ['Ł', 'L'],
    ['½', '1/2'],
    ['ﬁ', 'fi'],
    ['１', '1'],
    ['„', '"'],
    ['`', "'"],
    ['\u0301', ''],
    ['Å', 'Å'],
    ['я', null],
    ['字', null],
    ['\u200d', null],
    ['\ud83d', null],
    ['\u0000', null],
  ])('include %j, which is replaced by %j', (character, replacement) => {
    expect(gsmReplacement(character)).toBe(replacement);
  });

  it('after all replacements are only those without a similar GSM character', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (text) => {
        const { unicodeCharacters } = segmentSms(text);
        let replaced = text;
        for (const { index, character, replacement } of unicodeCharacters.toReversed()) {
          expect(text.slice(index, index + character.length)).toBe(character);
          if (replacement === null) continue;
          expect([...replacement].every((part) => septetsOf(part) > 0)).toBe(true);
          replaced = replaced.slice(0, index) + replacement + replaced.slice(index + character.length);
        }
        const hopeless = unicodeCharacters.filter((one) => one.replacement === null).length;
        expect(segmentSms(replaced).unicodeCharacters).toHaveLength(hopeless);
      }),
      { numRuns: count({ short: 500, long: 2_000 }) },
    );
  });
});

describe('a user data header', () => {
  it('in hexadecimal is read', () => {
    const read = parseUdh(' 06050415811581 ');
    expect(read.ok && [...read.value]).toEqual([6, 5, 4, 0x15, 0x81, 0x15, 0x81]);
    expect(parseUdh('0b0504158100000003cc0201')).toMatchObject({ ok: true });
  });

  it.each([
    ['', 'udh-not-hex'],
    ['0605041581158', 'udh-not-hex'],
    ['0x0605', 'udh-not-hex'],
    ['06 05 04', 'udh-not-hex'],
    ['zz', 'udh-not-hex'],
    ['00', 'udh-length'],
    ['0100', 'udh-length'],
    ['07050415811581', 'udh-length'],
    ['05050415811581', 'udh-length'],
    ['06050515811581', 'udh-length'],
    ['06050315811581', 'udh-length'],
    [`8281${'7f'}${'00'.repeat(128)}`, 'udh-length'],
    ['84'.padEnd(270, '0'), 'udh-too-long'],
  ])('%s is refused: %s', (hex, code) => {
    expect(parseUdh(hex)).toMatchObject({ ok: false, problem: { code } });
  });

  it('of the maximum length leaves room for a surrogate pair in each part', () => {
    const data = maximumUdhOctets - 3;
    const hex =
      [maximumUdhOctets - 1, 0x70, data].map((octet) => octet.toString(16)).join('') + '00'.repeat(data);
    const read = parseUdh(hex);
    expect(read).toMatchObject({ ok: true });
    if (read.ok) expect(segmentSms('😀😀', { udhOctets: read.value.length })).toMatchObject({ segments: 1 });
  });
});
