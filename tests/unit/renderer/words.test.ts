import { describe, expect, test } from 'vitest';
import { formatsOf } from '../../../renderer/lib/format.ts';
import { accountPagesTexts } from '../../../renderer/lib/words/account-pages-texts.ts';
import { backupsTexts } from '../../../renderer/lib/words/backups-texts.ts';
import { en, englishFormat, ownEnglish } from '../../../renderer/lib/words/en.ts';
import { et } from '../../../renderer/lib/words/et.ts';
import { filesTexts } from '../../../renderer/lib/words/files-texts.ts';
import { formsTexts } from '../../../renderer/lib/words/forms-texts.ts';
import { inboundTexts } from '../../../renderer/lib/words/inbound-texts.ts';
import { journalTexts } from '../../../renderer/lib/words/journal-texts.ts';
import { languageCodes, languageOf } from '../../../renderer/lib/words/languages.ts';
import { lateWordsOf } from '../../../renderer/lib/words/late.ts';
import { purposesTexts } from '../../../renderer/lib/words/purposes-texts.ts';
import { quietRulesTexts } from '../../../renderer/lib/words/quiet-rules-texts.ts';
import { reportsTexts } from '../../../renderer/lib/words/reports-texts.ts';
import { runsTexts } from '../../../renderer/lib/words/runs-texts.ts';
import { sandboxTexts } from '../../../renderer/lib/words/sandbox-texts.ts';
import { spendingTexts } from '../../../renderer/lib/words/spending-texts.ts';
import { builtInScenarios } from '../../../shared/sandbox/built-in-scenarios.ts';

type Leaf = { readonly path: string; readonly value: unknown };

/** Returns every text and function of a catalogue by its path; the engine's messages have their own test. */
function leaves(value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [{ path, value }];
  return Object.entries(value)
    .filter(([key]) => key !== 'say')
    .flatMap(([key, inner]) => leaves(inner, path === '' ? key : `${path}.${key}`));
}

const lateTexts = {
  ...backupsTexts,
  ...filesTexts,
  ...formsTexts,
  ...inboundTexts,
  ...quietRulesTexts,
  ...accountPagesTexts,
  ...spendingTexts,
  ...purposesTexts,
  ...journalTexts,
  ...reportsTexts,
  ...runsTexts,
  ...sandboxTexts,
};
const lateEnglish = lateWordsOf(lateTexts, englishFormat, ownEnglish);
const english = new Map(leaves({ ...en, late: lateEnglish }).map((leaf) => [leaf.path, leaf.value]));
const estonian = new Map(leaves(et).map((leaf) => [leaf.path, leaf.value]));

/** Returns arguments of every kind that a text may take. A catalogue's functions take texts and counts. */
const arguments_ = (fn: (...values: never[]) => unknown, count: number | string) =>
  Array.from({ length: fn.length }, () => count) as never[];

function textOf(value: unknown, count: number | string): string | null {
  if (typeof value === 'string') return value;
  if (typeof value !== 'function') return null;
  try {
    const made: unknown = value(...arguments_(value as never, count));
    return typeof made === 'string' ? made : null;
  } catch {
    // The function takes neither texts nor counts; the window's own tests cover it.
    return null;
  }
}

/** Texts that may be the same in both languages: names, signs and shared words. */
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
  'UTC',
  'Status',
  'Audio',
  'Format',
  'CSV',
  'JSON Lines',
  'JUnit XML',
  'JSON',
  '–',
]);

/**
 * Returns the words that need translation, without names, units and examples that both languages leave
 * unchanged.
 */
const wordsOf = (text: string) =>
  text
    .replaceAll(
      /https?:\/\/\S+|⟨\d⟩|\b(?:min|ms|HMAC-SHA256|UCS-2|GSM-7|MB|kB|GB|s|h|d|p|SMS|JSON|CSV)\b/g,
      '',
    )
    .match(/\p{L}{2,}/gu) ?? [];

describe('the catalogues', () => {
  test('have every key of English in Estonian, of the same kind, and no other', () => {
    expect([...estonian.keys()].toSorted()).toEqual([...english.keys()].toSorted());
    for (const [path, value] of english) expect(typeof estonian.get(path), path).toBe(typeof value);
  });

  test('use all parameters in Estonian too, except for listed exceptions', () => {
    const arity = (value: unknown) => (typeof value === 'function' ? value.length : 0);
    const more = [...english].filter(([path, value]) => arity(estonian.get(path)) > arity(value));
    expect(more.map(([path]) => path)).toEqual([]);
    const unused = [...english].flatMap(([path, value]) => {
      const own = estonian.get(path);
      // These take lists, problems and phrases; locales.test.ts and problems.test.ts look at their arguments.
      if (['messages.tags.done', 'problemText', 'phraseText'].includes(path)) return [];
      if (typeof value !== 'function' || typeof own !== 'function') return [];
      const marks = Array.from({ length: value.length }, (_, index) => `⟨${index}⟩`);
      const make = (from: unknown) => (typeof from === 'function' ? String(from(...marks)) : '');
      const [here, there] = [make(value), make(own)];
      return marks.filter((mark) => here.includes(mark) && !there.includes(mark)).map(() => path);
    });
    expect(unused).toEqual([]);
  });

  test('have no text left in English', () => {
    const same = [...english].filter(([path, value]) => {
      const [here, there] = [textOf(value, '⟨1⟩'), textOf(estonian.get(path), '⟨1⟩')];
      return here !== null && here === there && !shared.has(here) && wordsOf(here).length > 0;
    });
    expect(same.map(([path, value]) => `${path}: ${textOf(value, '⟨1⟩')}`)).toEqual([]);
  });

  test('have no text that is empty, ends in a space, or contains an undefined value', () => {
    for (const [catalogue, texts] of [
      ['en', english],
      ['et', estonian],
    ] as const) {
      for (const [path, value] of texts) {
        for (const count of ['⟨1⟩', 0, 1, 2, 5]) {
          const text = textOf(value, count);
          if (text === null) continue;
          expect(text, `${catalogue} ${path}`).not.toMatch(/undefined|NaN|\[object|^\s|\s$/);
        }
      }
    }
  });

  test('use Estonian quotation marks, „so“', () => {
    const foreign = /”|(?<!„[^“]*)“|"\p{L}|‘|\p{L}'\p{L}/u;
    const wrong = [...estonian].filter(([, value]) => foreign.test(textOf(value, '⟨1⟩') ?? ''));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  test('address the user consistently in Estonian, in the singular', () => {
    const formal =
      /\b(?:te|teie|teid|teil|teile|teilt|olete|saate|võite|valige|andke|kirjutage|sisestage)\b/iu;
    const wrong = [...estonian].filter(([, value]) => formal.test(textOf(value, '⟨1⟩') ?? ''));
    expect(wrong.map(([path]) => path)).toEqual([]);
  });

  test('use the plural form of the language for each count', () => {
    expect(et.compose.parts(1)).toBe('1 osa');
    expect(et.compose.people(1)).toBe('1 inimene');
    expect(et.compose.people(2)).toBe('2 inimest');
    expect(et.compose.people(21)).toBe('21 inimest');
    expect(en.compose.people(1)).toBe('1 person');
    expect(en.compose.people(21)).toBe('21 people');
  });
});

describe('the formats', () => {
  const at = new Date(2026, 10, 24, 12, 3, 41, 218).getTime();
  const later = new Date(2026, 10, 26, 9, 0).getTime();
  const plain = (text: string) => text.replaceAll(/[\u00a0\u202f]/g, ' ');

  test('of Estonian numbers have a decimal comma, spaces between thousands, and the sign after the amount', () => {
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

  test('of Estonian days and times follow Estonian usage', () => {
    const format = formatsOf(et);
    expect(format.exactTime(at)).toBe('12:03:41,218');
    expect(format.when(at, at)).toBe('täna kell 12:03');
    expect(format.when(at, later)).toBe('24. nov kell 12:03');
    expect(format.day(at, later)).toBe('T, 24. november');
    expect(format.country('LV')).toBe('Läti');
  });
});

describe('the language', () => {
  test('is the chosen one, whatever the system prefers', () => {
    for (const code of languageCodes) expect(languageOf(code, ['fr', 'en', 'et'])).toBe(code);
  });

  test('is the first preferred language of the system that has a catalogue', () => {
    expect(languageOf('system', ['et-EE', 'en'])).toBe('et');
    expect(languageOf('system', ['fr-FR', 'en-US', 'et'])).toBe('en');
    expect(languageOf('system', ['ET'])).toBe('et');
    expect(languageOf('system', ['ett', 'ru'])).toBe('en');
    expect(languageOf('system', [])).toBe('en');
  });
});

test('also applies to the names and descriptions of the built-in scenarios', () => {
  for (const text of builtInScenarios) {
    const name = /^name: (.+)$/mu.exec(text)?.[1] ?? '';
    expect(et.late.sandbox.scenarios.called(name), name).not.toBe(name);
    expect(et.late.sandbox.scenarios.does(name), name).toMatch(/\.$/u);
  }
  expect(et.late.sandbox.scenarios.called('Minu päev')).toBe('Minu päev');
});
