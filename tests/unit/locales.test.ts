import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { accountPagesTexts } from '../../renderer/lib/words/account-pages-texts.ts';
import { backupsTexts } from '../../renderer/lib/words/backups-texts.ts';
import { englishLocale, ownEnglish } from '../../renderer/lib/words/en.ts';
import { estonianLocale, estonianTexts, ownEstonian } from '../../renderer/lib/words/et.ts';
import { filesTexts } from '../../renderer/lib/words/files-texts.ts';
import { formsTexts } from '../../renderer/lib/words/forms-texts.ts';
import { inboundTexts } from '../../renderer/lib/words/inbound-texts.ts';
import { journalTexts } from '../../renderer/lib/words/journal-texts.ts';
import { lateWordsOf } from '../../renderer/lib/words/late.ts';
import { purposesTexts } from '../../renderer/lib/words/purposes-texts.ts';
import { quietRulesTexts } from '../../renderer/lib/words/quiet-rules-texts.ts';
import { reportsTexts } from '../../renderer/lib/words/reports-texts.ts';
import { runsTexts } from '../../renderer/lib/words/runs-texts.ts';
import { sandboxTexts } from '../../renderer/lib/words/sandbox-texts.ts';
import { spendingTexts } from '../../renderer/lib/words/spending-texts.ts';
import { englishTexts as firstTexts } from '../../renderer/lib/words/texts.ts';
import { wordsOf } from '../../renderer/lib/words/words.ts';
import {
  type Format,
  formatterOf,
  isPlain,
  type MessageArguments,
  type ParsedMessage,
  parsedMessage,
  textsOf,
  unformatted,
} from '../../shared/i18n.ts';
import { endings } from '../../shared/sandbox/endings.ts';
import { argumentsOf, pluralFormsOf, readCatalogue } from '../helpers/message-catalogues.ts';

const english = readCatalogue('en');
const estonian = readCatalogue('et');
const englishTexts = {
  ...firstTexts,
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
const languages = [
  { code: 'en', locale: englishLocale, catalogue: english, texts: englishTexts, own: ownEnglish },
  { code: 'et', locale: estonianLocale, catalogue: estonian, texts: estonianTexts, own: ownEstonian },
] as const;

/** For English, the sandbox itself contains the names of its endings and scenarios. */
const inEstonianOnly = 'built-in.json ';

function fail(message: string | ParsedMessage, fault: unknown): never {
  throw new Error(`"${unformatted(message)}" cannot be formatted`, { cause: fault });
}

describe('the messages of shared/locales', () => {
  test('Estonian has each key of English in the same file, and no other', () => {
    const keys = [...estonian.keys()].filter((key) => !key.startsWith(inEstonianOnly));
    expect(keys.toSorted()).toEqual([...english.keys()].toSorted());
    expect(english.size).toBeGreaterThan(1000);
  });

  test('an apostrophe is curly in every message and description', () => {
    const straight = ['en', 'et', 'en/problems', 'et/problems'].flatMap((folder) =>
      [...readCatalogue(folder)].flatMap(([key, { text, description }]) =>
        /* ICU quotes braces with straight ones. */
        /[\p{L}\d}]'\p{L}|s'(?=[\s.,;:!?)]|$)/u.test(`${text} ${description}`) ? [`${folder}/${key}`] : [],
      ),
    );
    expect(straight).toEqual([]);
  });

  test('a message takes the same arguments in Estonian as in English', () => {
    const different = [...english].flatMap(([key, { text }]) => {
      const [here, there] = [argumentsOf(text), argumentsOf(estonian.get(key)?.text ?? '')];
      return here.join() === there.join() ? [] : [`${key}: ${here} / ${there}`];
    });
    expect(different).toEqual([]);
  });

  test.each(languages)(
    'every plural of $code has each form that the language has',
    ({ locale, catalogue }) => {
      const forms = new Intl.PluralRules(locale).resolvedOptions().pluralCategories.toSorted().join();
      const plurals = [...catalogue].flatMap(([key, { text }]) =>
        pluralFormsOf(text).map((given) => `${key}: ${given}`),
      );
      expect(plurals.length).toBeGreaterThan(80);
      expect(plurals.filter((plural) => !plural.endsWith(`: ${forms}`))).toEqual([]);
    },
  );

  test.each(languages)(
    'a message of $code without arguments reads as FormatJS formats it',
    ({ locale, catalogue }) => {
      const format = formatterOf(locale, fail);
      const plain = [...catalogue.values()].filter(({ text }) => isPlain(text));
      expect(plain.length).toBeGreaterThan(900);
      for (const { text } of plain)
        expect(new IntlMessageFormat(text, locale).format(), text).toBe(format(text));
    },
  );

  test.each(languages)(
    'a message of $code with arguments reads as FormatJS formats it',
    ({ locale, catalogue }) => {
      const format = formatterOf(locale, fail);
      for (const { text } of [...catalogue.values()].filter((message) => !isPlain(message.text))) {
        const judge = new IntlMessageFormat(text, locale, undefined, { ignoreTag: true });
        const names = argumentsOf(text);
        for (const value of [
          0,
          1,
          2,
          5,
          21,
          1000,
          'yes',
          'added',
          'removed',
          'SMS',
          'Viber',
          '<b>{x}</b> #',
        ]) {
          const values = Object.fromEntries(names.map((name) => [name, value]));
          expect(format(text, values), text).toBe(judge.format(values));
          expect(format(parsedMessage(text), values), text).toBe(judge.format(values));
        }
      }
    },
  );

  test('a message with arguments has a description that explains each of them', () => {
    const unexplained = [...english].flatMap(([key, { text, description }]) =>
      argumentsOf(text)
        .filter((name) => !description?.includes(`{${name}}`))
        .map((name) => `${key}: {${name}}`),
    );
    expect(unexplained).toEqual([]);
  });

  test('an English text that is translated in different ways has a description everywhere', () => {
    const translations = Map.groupBy(
      [...english].filter(([, { text }]) => argumentsOf(text).length === 0),
      ([, { text }]) => text,
    );
    const ambiguous = [...translations.values()].filter(
      (same) => new Set(same.map(([key]) => estonian.get(key)?.text)).size > 1,
    );
    expect(ambiguous.length).toBeGreaterThan(10);
    const undescribed = ambiguous.flat().filter(([, { description }]) => description === null);
    expect(undescribed.map(([key]) => key)).toEqual([]);
  });

  test('the Estonian endings are the endings of the sandbox', () => {
    const written = [...estonian.keys()].flatMap(
      (key) => /^built-in\.json endings\.(.+)$/.exec(key)?.[1] ?? [],
    );
    expect(written.toSorted()).toEqual(endings.map(({ ending }) => ending).toSorted());
  });
});

/** Returns each text and function of a language's catalogue with its path. */
function leavesOf(value: unknown, path: string): [string, unknown][] {
  if (typeof value !== 'object' || value === null) return [[path, value]];
  return Object.entries(value).flatMap(([key, inner]) =>
    leavesOf(inner, path === '' ? key : `${path}.${key}`),
  );
}

describe.each(languages)('the words of the window in $code', ({ code, locale, texts, own }) => {
  const asked: { message: string | ParsedMessage; values: MessageArguments }[] = [];
  const format = formatterOf(locale, fail);
  const recorded: Format = (message, values = {}) => {
    asked.push({ message, values });
    return format(message, values);
  };
  const words = { ...wordsOf(locale, texts, recorded, own), ...lateWordsOf(texts, recorded, own) };
  const leaves = leavesOf(words, '').filter(([path]) => path !== 'say');

  test('a message with arguments is a function, and every other message is its text', () => {
    const unfinished = leaves.filter(([, value]) => typeof value === 'string' && !isPlain(value));
    // A placeholder such as {name} is shown with its braces.
    expect(unfinished.map(([path]) => path)).toEqual(['drafts.insertHint']);
    expect(words.drafts.insertHint).toMatch(/\{\p{L}+\|\p{L}+\}/u);
  });

  test('a function passes each argument of its message, and no other', () => {
    let formatted = 0;
    for (const [path, value] of leaves) {
      if (typeof value !== 'function') continue;
      asked.length = 0;
      // Only the lists of tags are neither texts nor numbers.
      value(...(path === 'messages.tags.done' ? [2, ['a'], ['b']] : Array.from({ length: 5 }, () => 2)));
      const last = asked.at(-1);
      if (last === undefined) continue;
      formatted += 1;
      expect(Object.keys(last.values).toSorted(), `${code} ${path}`).toEqual(
        argumentsOf(unformatted(last.message)),
      );
    }
    expect(formatted).toBeGreaterThan(400);
  });
});

describe('the formatter', () => {
  const format = formatterOf('en-GB', fail);

  test('chooses the plural form of the language', () => {
    const people = '{count, plural, one {1 person} other {{count} people}}';
    expect([1, 2, 21].map((count) => format(people, { count }))).toEqual([
      '1 person',
      '2 people',
      '21 people',
    ]);
  });

  test('shows braces that are quoted, and apostrophes', () => {
    expect(format("Insert '{'{name}'}'", { name: 'city' })).toBe('Insert {city}');
    expect(format("The engine isn't reachable")).toBe("The engine isn't reachable");
    expect(format("It''s {count}", { count: 2 })).toBe("It's 2");
  });

  test('shows a value as it is, whatever is in it', () => {
    expect(format('Kept as “{name}”', { name: "<b>{x}</b> it''s #" })).toBe("Kept as “<b>{x}</b> it''s #”");
  });

  test.each([
    ['lacks an argument', 'Sent {when}'],
    ['is malformed', 'Sent {when'],
  ])('a message that %s is reported, and shown as it is written', (_, message) => {
    expect(() => format(message)).toThrow('cannot be formatted');
    expect(formatterOf('en-GB', unformatted)(message)).toBe(message);
  });

  test('a parsed message that lacks an argument is shown without it', () => {
    expect(formatterOf('en-GB', unformatted)(parsedMessage('Sent {when}, by {channel}'))).toBe(
      'Sent …, by …',
    );
  });

  test('descriptions are removed, and a catalogue without them stays as it is', () => {
    const described = { title: 'New', sent: { message: 'Sent {when}', description: 'A time.' }, list: ['a'] };
    expect(textsOf(described)).toEqual({ title: 'New', sent: 'Sent {when}', list: ['a'] });
    expect(textsOf(textsOf(described))).toEqual(textsOf(described));
  });
});
