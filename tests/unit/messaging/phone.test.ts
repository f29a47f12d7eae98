import fc from 'fast-check';
import * as max from 'libphonenumber-js/max';
import * as min from 'libphonenumber-js/min';
import examples from 'libphonenumber-js/mobile/examples';
import { describe, expect, it } from 'vitest';
import { countryOf, formatPhone, maskPhone, parsePhone, readPhone } from '../../../shared/messaging/phone.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import { englishText } from '../../../shared/problems/english-text.ts';

describe('a number with its country code', () => {
  it.each([
    '+37255501411',
    '+372 5550 1411',
    '00372 5550 1411',
    '0037255501411',
    '+00372 5550 1411',
    '(+372) 5550-1411',
    '+372 (5550) 1411',
    '+372.5550.1411',
    '+372 5550/1411',
    '+372–5550—1411',
    '+372‑5550−1411',
    '＋３７２５５５０１４１１',
    '+٣٧٢٥٥٥٠١٤١١',
    '+۳۷۲۵۵۵۰۱۴۱۱',
    '\u202a+372 5550 1411\u202c',
    '\u200e+372\u200b5550\u200d1411\ufeff',
    '+372\u00a05550\u202f1411',
    'tel:+372-5550-1411',
    'TEL: +37255501411',
    '  +37255501411\n',
  ])('is accepted in every usual notation: %j', (text) => {
    expect(parsePhone(text)).toEqual({
      ok: true,
      value: { e164: '+37255501411', country: 'EE', national: '5550 1411', international: '+372 5550 1411' },
    });
    // A default country makes no difference.
    expect(parsePhone(text, 'LV')).toMatchObject({
      ok: true,
      value: { e164: '+37255501411', country: 'EE' },
    });
  });

  it.each([
    ['+37255500010', '+37255500010', 'EE'],
    ['+3725555555', '+3725555555', 'EE'],
    ['+37251000000', '+37251000000', 'EE'],
    ['+44 (0)20 7946 0018', '+442079460018', 'GB'],
    ['+380 (0) 50 123 4567', '+380501234567', 'UA'],
    ['+1 (212) 555-0123', '+12125550123', 'US'],
    ['+1 416 555 0123', '+14165550123', 'CA'],
    ['+7 701 123 45 67', '+77011234567', 'KZ'],
    ['+39 06 1234 5678', '+390612345678', 'IT'],
    ['+800 1234 5678', '+80012345678', null],
  ])('is accepted if its length is possible, whether in use or not: %s', (text, e164, country) => {
    expect(parsePhone(text)).toMatchObject({ ok: true, value: { e164, country } });
  });
});

describe('a number with a decimal point, as a spreadsheet writes it', () => {
  it.each([
    ['+37255501411.0', '+37255501411'],
    ['+37255501411.00', '+37255501411'],
  ])('loses the zeros of the decimals: %s', (text, e164) => {
    expect(parsePhone(text, 'EE')).toMatchObject({ ok: true, value: { e164 } });
  });

  it.each([
    ['+33.6.12.34.56.00', '+33612345600'],
    ['+372.5550.000', '+3725550000'],
    ['+372.5550.1411', '+37255501411'],
    ['+1.800.555.0000', '+18005550000'],
    ['+37255.501411', '+37255501411'],
  ])('keeps every digit if the points separate groups: %s', (text, e164) => {
    expect(parsePhone(text)).toMatchObject({ ok: true, value: { e164 } });
  });

  it.each(['+3725550141.0', '+372 5550141.0', '+372 5550141. 0', '+372-5550.141.0', '+3725550141.5'])(
    'is refused with both readings if both are numbers: %s',
    (text) => {
      const read = parsePhone(text);
      expect(read).toMatchObject({ ok: false, problem: { code: 'number-two-readings', field: 'to' } });
      const numbers = read.ok ? [] : englishText(read.problem).message.match(/\+[\d ]+\d/g);
      expect(numbers?.map((one) => one.replaceAll(' ', '')).sort()).toEqual([
        '+3725550141',
        expect.stringMatching(/^\+3725550141[05]0?$/),
      ]);
    },
  );

  it('with ".0" at the end is read as the original number or refused, never as another number', () => {
    const mobiles = max.getCountries().flatMap((country) => max.getExampleNumber(country, examples) ?? []);
    const anyNumber = fc.oneof(
      fc.constantFrom(...mobiles).map((one) => one.number as string),
      fc
        .tuple(
          fc.constantFrom(...mobiles),
          fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 11 }),
        )
        .map(([one, rest]) => `+${one.countryCallingCode}${rest}`),
    );
    let same = 0;
    fc.assert(
      fc.property(anyNumber, fc.constantFrom('.0', '.00'), (number, tail) => {
        const own = parsePhone(number);
        if (!own.ok || own.value.e164 !== number) return;
        const read = parsePhone(`${number}${tail}`);
        if (!read.ok) return;
        same += 1;
        expect(read.value.e164).toBe(number);
      }),
      { numRuns: 5_000 },
    );
    expect(same).toBeGreaterThan(100);
  });
});

describe('a number without a country code', () => {
  it.each(['5550 1411', '37255501411', '0207 946 0018', '112'])(
    'is never guessed without a default country: %s',
    (text) => {
      expect(parsePhone(text)).toMatchObject({
        ok: false,
        problem: { code: 'number-no-country', field: 'to' },
      });
    },
  );

  it.each([
    ['5550 1411', 'EE', '+37255501411'],
    ['５５５０１４１１', 'ee', '+37255501411'],
    ['020 7946 0018', 'GB', '+442079460018'],
    ['8 916 123-45-67', 'RU', '+79161234567'],
    ['(212) 555-0123', 'US', '+12125550123'],
    ['00371 2985 5435', 'EE', '+37129855435'],
    ['011 372 5550 1411', 'US', '+37255501411'],
    ['0037255501411', 'US', '+37255501411'],
    ['0011 372 5550 1411', 'AU', '+37255501411'],
  ])('%s in %s is read as %s', (text, country, e164) => {
    expect(parsePhone(text, country)).toMatchObject({ ok: true, value: { e164 } });
  });

  it.each([
    ['491712345678', 'DE', '+491712345678', '+49491712345678'],
    ['4752345678', 'US', '+4752345678', '+14752345678'],
    ['5345 6789', 'EE', '+53456789', '+37253456789'],
    // It is not a valid number of the country, but may be an international one, so the user is still asked.
    ['37255501411', 'EE', '+37255501411', null],
    ['37129855435', 'EE', '+37129855435', null],
    ['393331234567', 'IT', '+393331234567', '+39393331234567'],
    ['995577123456', 'FI', '+995577123456', '+358995577123456'],
    // Its length is possible, which is not enough without a country code.
    ['12345678', 'EE', null, '+37212345678'],
  ])('with two possible readings is not guessed: %s in %s', (text, country, international, national) => {
    const read = parsePhone(text, country);
    expect(read).toMatchObject({ ok: false, problem: { code: 'number-ambiguous', field: 'to' } });
    const named = read.ok ? '' : englishText(read.problem).message.replaceAll(/[ -]/g, '');
    for (const number of [international, national]) if (number !== null) expect(named).toContain(number);
    expect(readPhone(text, country).readings).toEqual({
      international: international && expect.objectContaining({ e164: international }),
      national: national && expect.objectContaining({ e164: national }),
    });
    // The user's choice is used.
    const chosen = [parsePhone(text, country, 'international'), parsePhone(text, country, 'national')];
    expect(chosen.map((one) => (one.ok ? one.value.e164 : null))).toEqual([international, national]);
  });

  it('is refused if neither the default country nor another has such a number', () => {
    // A reported bug: 371298554355 became +372371298554355.
    expect(parsePhone('371298554355', 'EE')).toMatchObject({
      ok: false,
      problem: { code: 'number-too-long' },
    });
  });

  it('needs no question if a spreadsheet’s decimals leave only one reading', () => {
    expect(parsePhone('3725550141.0', 'LV')).toMatchObject({
      ok: false,
      problem: { code: 'number-two-readings' },
    });
    expect(parsePhone('37255501411.0', 'EE', 'international')).toMatchObject({
      ok: true,
      value: { e164: '+37255501411' },
    });
  });

  it('never gets a country code if its digits are valid with their own', () => {
    const mobiles = max.getCountries().flatMap((country) => max.getExampleNumber(country, examples) ?? []);
    const digits = fc.oneof(
      fc.constantFrom(...mobiles).map((one) => one.number.slice(1)),
      fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 15 }),
      fc
        .tuple(
          fc.constantFrom(...mobiles),
          fc.string({ unit: fc.constantFrom(...'0123456789'), maxLength: 4 }),
        )
        .map(([one, rest]) => one.number.slice(1, -4) + rest.padStart(4, '1')),
    );
    const counts = { taken: 0, asked: 0 };
    fc.assert(
      fc.property(digits, fc.constantFrom(...max.getCountries()), (text, country) => {
        const abroad = max.parsePhoneNumberFromString(`+${text}`, { extract: false });
        const read = parsePhone(text, country);
        if (read.ok) counts.taken += 1;
        else if (read.problem.code === 'number-ambiguous') counts.asked += 1;
        if (!read.ok) return;
        if (abroad?.isValid()) expect(read.value.e164).toBe(abroad.number);
        // A number that was read with the default country is valid.
        if (!text.startsWith('00')) expect(min.isValidPhoneNumber(read.value.e164)).toBe(true);
      }),
      { numRuns: 4_000 },
    );
    expect(counts.asked).toBeGreaterThan(100);
    expect(counts.taken).toBeGreaterThan(100);
  });

  it('needs a default country that exists', () => {
    expect(parsePhone('5550 1411', 'ZZ')).toMatchObject({ ok: false, problem: { code: 'country-unknown' } });
    expect(parsePhone('5550 1411', '')).toMatchObject({ ok: false, problem: { code: 'country-unknown' } });
  });
});

describe('a text that is not a phone number', () => {
  it.each([
    ['', 'number-empty'],
    [' \u200b ', 'number-empty'],
    ['+1 800 FLOWERS', 'number-letters'],
    ['+372 5550 141I', 'number-letters'],
    ['Mari', 'number-letters'],
    ['+372 5550 1411 x12', 'number-extension'],
    ['+372 5550 1411 ext. 12', 'number-extension'],
    ['+372 5550 1411 #12', 'number-extension'],
    ['tel:+372-5550-1411;ext=12', 'number-extension'],
    ['3.72555E+11', 'number-spreadsheet'],
    ['3,72555E+11', 'number-spreadsheet'],
    ['3.72555e11', 'number-spreadsheet'],
    ['4E+11', 'number-spreadsheet'],
    ['+372 5550 +1411', 'number-characters'],
    ['++37255501411', 'number-characters'],
    ['37255501411+', 'number-characters'],
    ['+372*5550', 'number-characters'],
    ['+372,5550', 'number-characters'],
    ['+37255501411?', 'number-characters'],
    ['+', 'number-empty'],
    ['(---)', 'number-empty'],
    ['+999 123 456 789', 'number-country-unknown'],
    ['+372555', 'number-too-short'],
    ['+358 005 0000', 'number-impossible'],
    // Without its first zero it would be a valid but different number.
    ['+3800000000000', 'number-impossible'],
    ['+372', 'number-too-short'],
    ['+12', 'number-too-short'],
    ['+372 5550 1411 1411', 'number-too-long'],
    ['+37255501411000000000', 'number-too-long'],
    ['00372555014110000000', 'number-too-long'],
    [`+${'1'.repeat(100_000)}`, 'number-too-long'],
  ])('is refused with a specific problem: %s', (text, code) => {
    const read = parsePhone(text);
    expect(read).toMatchObject({ ok: false, problem: { code } });
    if (read.ok) return;
    expect(englishText(read.problem).message).toMatch(/^[A-Z].*\.$/);
    expect(englishText(read.problem).hint).toMatch(/^[A-Z].*\.$/);
    // The number does not appear in texts that may be logged.
    expect(englishText(read.problem).message + englishText(read.problem).hint).not.toContain('5550 141I');
  });

  it('is refused with a default country too', () => {
    expect(parsePhone('112', 'EE')).toMatchObject({ problem: { code: 'number-too-short' } });
    expect(parsePhone('1'.repeat(100_000), 'EE')).toMatchObject({ problem: { code: 'number-too-long' } });
  });

  it('never causes an exception; an accepted text becomes E.164 and is read back unchanged', () => {
    const anyWriting = fc.oneof(
      fc.string({ unit: 'binary', maxLength: 40 }),
      fc.string({ unit: fc.constantFrom(...'0123456789+ ()-./'), maxLength: 25 }),
      fc
        .string({ unit: fc.constantFrom(...'0123456789'), minLength: 6, maxLength: 16 })
        .map((rest) => `+${rest}`),
    );
    let accepted = 0;
    fc.assert(
      fc.property(anyWriting, fc.constantFrom(undefined, 'EE', 'US', 'GB', 'RU', 'AU'), (text, country) => {
        const read = parsePhone(text, country);
        if (!read.ok) return;
        accepted += 1;
        const isWhole = parsePhone(text).ok;
        expect(readPhone(text, country).countryAdded).toBe(country !== undefined && !isWhole);
        expect(read.value.e164).toMatch(/^\+[1-9]\d{6,14}$/);
        expect(parsePhone(read.value.e164)).toEqual(read);
        expect(parsePhone(read.value.international)).toEqual(read);
      }),
      { numRuns: 5_000 },
    );
    expect(accepted).toBeGreaterThan(100);
  });
});

describe('the small phone metadata', () => {
  it('gives the same country and the same possible lengths as the large metadata', () => {
    const anyNumber = fc
      .tuple(
        fc.constantFrom(
          '1',
          '44',
          '7',
          '39',
          '47',
          '61',
          '212',
          '262',
          '358',
          '372',
          '590',
          '599',
          '49',
          '86',
        ),
        fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 4, maxLength: 12 }),
      )
      .map(([code, rest]) => `+${code}${rest}`);
    fc.assert(
      fc.property(anyNumber, (text) => {
        const judged = max.parsePhoneNumberFromString(text, { extract: false });
        const read = parsePhone(text);
        if (read.ok)
          expect(read.value.country).toBe(max.parsePhoneNumberFromString(read.value.e164)?.country ?? null);
        const again = judged && max.parsePhoneNumberFromString(judged.number);
        const isNumber = /^\+\d{7,15}$/.test(judged?.number ?? '') && again?.number === judged?.number;
        // If a digit is read as a trunk prefix, the rest must be a number that is known to be in use.
        if (judged && isNumber && judged.number === text) expect(read.ok).toBe(judged.isPossible());
      }),
      { numRuns: 5_000 },
    );
  });

  it('accepts a mobile number of every country, in national and international notation', () => {
    let countries = 0;
    const asked: string[] = [];
    for (const country of max.getCountries()) {
      const example = max.getExampleNumber(country, examples);
      if (!example) continue;
      countries += 1;
      const read = parsePhone(example.number);
      expect(read).toMatchObject({ ok: true, value: { e164: example.number } });
      const home = example.formatNational();
      const meant = readPhone(home, country).readings?.national ?? parsePhone(home, country);
      expect(meant).toMatchObject(
        'ok' in meant ? { ok: true, value: { e164: example.number } } : { e164: example.number },
      );
      if (!('ok' in meant)) asked.push(country);
    }
    expect(countries).toBeGreaterThan(230);
    // Few countries have numbers that begin like another country's.
    expect(asked.length).toBeLessThan(30);
  });
});

describe('a formatted phone number', () => {
  const number = '+37255501411' as E164;

  it('is divided into groups', () => {
    expect(formatPhone(number)).toBe('+372 5550 1411');
    expect(formatPhone('+999123456' as E164)).toBe('+999123456');
  });

  it('has the name of its country', () => {
    expect(countryOf(number)).toBe('EE');
    expect(countryOf('+80012345678' as E164)).toBeNull();
    expect(countryOf('+999123456' as E164)).toBeNull();
  });

  it('shows only its country code and its last two digits in a log', () => {
    expect(maskPhone(number)).toBe('+372******11');
    expect(maskPhone('+12125550123' as E164)).toBe('+1********23');
    expect(maskPhone('+999123456' as E164)).toBe('+*******56');
    expect(maskPhone('' as E164)).toBe('+');
  });
});
