import { describe, expect, test } from 'vitest';
import { formatsOf } from '../../../renderer/lib/format.ts';
import { backupsTexts } from '../../../renderer/lib/words/backups-texts.ts';
import { en, englishFormat, ownEnglish } from '../../../renderer/lib/words/en.ts';
import { et } from '../../../renderer/lib/words/et.ts';
import { languageCodes, languageOf } from '../../../renderer/lib/words/languages.ts';
import { lateWordsOf } from '../../../renderer/lib/words/late.ts';
import { runsTexts } from '../../../renderer/lib/words/runs-texts.ts';
import { sandboxTexts } from '../../../renderer/lib/words/sandbox-texts.ts';
import { builtInScenarios } from '../../../shared/sandbox/built-in-scenarios.ts';

type Leaf = { readonly path: string; readonly value: unknown };

/** Every text and function of a catalogue, by its way from the top; what the core says has its own test. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value)
    .filter(([key]) => key !== 'say')
    .flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

const lateTexts = { ...backupsTexts, ...runsTexts, ...sandboxTexts };
const lateEnglish = lateWordsOf(lateTexts, englishFormat, ownEnglish);
const english = new Map(leaves({ ...en, late: lateEnglish }).map((leaf) => [leaf.path, leaf.value]));
const estonian = new Map(leaves(et).map((leaf) => [leaf.path, leaf.value]));

/** A value of every kind that a text takes; a catalogue's functions take texts and counts. */
const arguments_ = (fn: (...values: never[]) => unknown, count: number | string) =>
  Array.from({ length: fn.length }, () => count) as never[];

function said(value: unknown, count: number | string): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'function') return null;
  try {
    const made: unknown = value(...arguments_(value as never, count));
    return typeof made === 'string' ? made : null;
  } catch {
    // It takes something else than a text or a count; what it says is seen in the window's own tests.
    return null;
  }
}

/** What may be the same in both: names, signs and words that both languages share. */
const shared = new Set([
  'Omnideck',
  'SMS',
  'Viber',
  'WhatsApp',
  'RCS',
  'Telegram',
  'Video',
  'Number',
  'Link',
  'ID',
  'Status',
  'Audio',
  'Format',
  'CSV',
  'JSON Lines',
  'JUnit XML',
  'JSON',
  '–',
]);

/** Letters that both languages would have left alone: names, units, examples. */
const wordsOf = (text: string) =>
  text
    .replaceAll(
      /https?:\/\/\S+|⟨\d⟩|\b(?:min|ms|HMAC-SHA256|UCS-2|GSM-7|MB|kB|GB|s|h|d|p|SMS|JSON|CSV)\b/g,
      '',
    )
    .match(/\p{L}{2,}/gu) ?? [];

describe('The catalogues', () => {
  test('Estonian has every key of English, of the same kind, and no other', () => {
    expect([...estonian.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [path, value] of english) expect(typeof estonian.get(path), path).toBe(typeof value);
  });

  test('a text that takes values takes them all in Estonian too, or says why not', () => {
    const arity = (value: unknown) => (typeof value === 'function' ? value.length : 0);
    const more = [...english].filter(([path, value]) => arity(estonian.get(path)) > arity(value));
    expect(more.map(([path]) => path)).toEqual([]);
    const unused = [...english].flatMap(([path, value]) => {
      const own = estonian.get(path);
      // One takes lists, the other problems; locales.test.ts and problems.test.ts look at their arguments.
      if (path === 'history.tags.done' || path === 'problemText') return [];
      if (typeof value !== 'function' || typeof own !== 'function') return [];
      const marks = Array.from({ length: value.length }, (_, index) => `⟨${index}⟩`);
      const make = (from: unknown) => (typeof from === 'function' ? String(from(...marks)) : '');
      const [here, there] = [make(value), make(own)];
      return marks.filter((mark) => here.includes(mark) && !there.includes(mark)).map(() => path);
    });
    expect(unused).toEqual([]);
  });

  test('no text was left in English', () => {
    const same = [...english].filter(([path, value]) => {
      const [here, there] = [said(value, '⟨1⟩'), said(estonian.get(path), '⟨1⟩')];
      return here !== null && here === there && !shared.has(here) && wordsOf(here).length > 0;
    });
    expect(same.map(([path, value]) => `${path}: ${said(value, '⟨1⟩')}`)).toEqual([]);
  });

  test('no text is empty, ends in a space, or holds a value that is not there', () => {
    for (const [catalogue, texts] of [
      ['en', english],
      ['et', estonian],
    ] as const) {
      for (const [path, value] of texts) {
        for (const count of ['⟨1⟩', 0, 1, 2, 5]) {
          const text = said(value, count);
          if (text === null) continue;
          expect(text, `${catalogue} ${path}`).not.toMatch(/undefined|NaN|\[object|^\s|\s$/);
        }
      }
    }
  });

  test('Estonian quotes in its own way, „so“', () => {
    const foreign = /”|(?<!„[^“]*)“|"\p{L}|‘|\p{L}'\p{L}/u;
    const wrong = [...estonian].filter(([, value]) => foreign.test(said(value, '⟨1⟩') ?? ''));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  test('Estonian speaks to one person, by the same form everywhere', () => {
    const formal =
      /\b(?:te|teie|teid|teil|teile|teilt|olete|saate|võite|valige|andke|kirjutage|sisestage)\b/iu;
    const wrong = [...estonian].filter(([, value]) => formal.test(said(value, '⟨1⟩') ?? ''));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  test('a count takes the form that the language has for it', () => {
    expect(et.compose.parts(1)).toBe('1 osa');
    expect(et.compose.people(1)).toBe('1 inimene');
    expect(et.compose.people(2)).toBe('2 inimest');
    expect(et.compose.people(21)).toBe('21 inimest');
    expect(en.compose.people(1)).toBe('1 person');
    expect(en.compose.people(21)).toBe('21 people');
  });
});

describe('The formats', () => {
  const at = new Date(2026, 10, 24, 12, 3, 41, 218).getTime();
  const later = new Date(2026, 10, 26, 9, 0).getTime();
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

  test('Estonian has a comma before the decimals, spaces between thousands, the sign after the amount', () => {
    const format = formatsOf(et);
    expect(plain(format.money('0.045'))).toBe('0,045 €');
    expect(plain(format.money('12345.6'))).toBe('12 345,60 €');
    expect(plain(format.number(1_000_000))).toBe('1 000 000');
    expect(format.separators.decimalSeparator).toBe(',');
    expect(plain(format.separators.thousandSeparator)).toBe(' ');
    expect(format.euroSign).toEqual({ suffix: '\u00a0€' });
    expect(formatsOf(en).euroSign).toEqual({ prefix: '€' });
    expect(format.length(1940)).toBe('1,9 s');
  });

  test('Estonian days and times are as they are written there', () => {
    const format = formatsOf(et);
    expect(format.exactTime(at)).toBe('12:03:41,218');
    expect(format.when(at, at)).toBe('täna kell 12:03');
    expect(format.when(at, later)).toBe('24. nov kell 12:03');
    expect(format.day(at, later)).toBe('T, 24. november');
    expect(format.country('LV')).toBe('Läti');
  });
});

describe('The language', () => {
  test('is the one that was chosen, whatever the system prefers', () => {
    for (const code of languageCodes) expect(languageOf(code, ['fr', 'en', 'et'])).toBe(code);
  });

  test('is the first of the system’s that there is a catalogue for', () => {
    expect(languageOf('system', ['et-EE', 'en'])).toBe('et');
    expect(languageOf('system', ['fr-FR', 'en-US', 'et'])).toBe('en');
    expect(languageOf('system', ['ET'])).toBe('et');
    expect(languageOf('system', ['ett', 'ru'])).toBe('en');
    expect(languageOf('system', [])).toBe('en');
  });
});

test('the scenarios that come with Omnideck are called and told in Estonian too', () => {
  for (const text of builtInScenarios) {
    const name = /^name: (.+)$/mu.exec(text)?.[1] ?? '';
    expect(et.late.sandbox.scenarios.called(name), name).not.toBe(name);
    expect(et.late.sandbox.scenarios.does(name), name).toMatch(/\.$/u);
  }
  expect(et.late.sandbox.scenarios.called('Minu päev')).toBe('Minu päev');
});
