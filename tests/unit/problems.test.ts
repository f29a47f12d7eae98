import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from '@formatjs/icu-messageformat-parser';
import { describe, expect, it } from 'vitest';
import { et } from '../../renderer/lib/words/et.ts';
import { etProblems } from '../../renderer/lib/words/et-problems.ts';
import { type Problem, term } from '../../shared/messaging/problem.ts';
import { runsPhrase } from '../../shared/phrases.ts';
import { accountsProblem } from '../../shared/problems/accounts.ts';
import { englishProblems, englishText } from '../../shared/problems/english-text.ts';
import { messagingProblem } from '../../shared/problems/messaging.ts';
import type { ProblemCatalogue } from '../../shared/problems/problem-text.ts';
import { problemAreas } from '../../shared/problems.ts';
import { errorsPage, makeErrorsPage } from '../helpers/errors-page.ts';

/** Returns the names of all arguments of an ICU message, parsed by FormatJS. */
function argumentsIn(message: string): string[] {
  const found = new Set<string>();
  const visit = (value: unknown): void => {
    if (Array.isArray(value)) for (const one of value) visit(one);
    if (typeof value !== 'object' || value === null) return;
    // 0 is literal text, 7 is #; every other element names an argument.
    if ('type' in value && value.type !== 0 && value.type !== 7 && 'value' in value)
      found.add(String(value.value));
    if ('options' in value) visit(Object.values(value.options as object));
    if ('value' in value) visit(value.value);
  };
  visit(parse(message, { ignoreTag: true }));
  return [...found].sort();
}

/** Returns the parameter of an argument: `whyHint` is the hint of the problem that `why` contains. */
const parameterOf = (kinds: Readonly<Record<string, string>>) => (argument: string) => {
  const parameter = argument.replace(/Hint$/u, '');
  return kinds[parameter] === 'problem' ? parameter : argument;
};

/** Returns the description for translators, which the code does not use. */
function descriptionOf(texts: unknown, key: string): string {
  const written = JSON.stringify(texts);
  const { [key]: entry }: Record<string, { description?: string } | undefined> = JSON.parse(written);
  return entry?.description ?? '';
}

const english: ProblemCatalogue = englishProblems;

const all = Object.entries(problemAreas).flatMap(([area, { defined }]) =>
  Object.entries<Readonly<Record<string, string>>>(defined).map(([key, kinds]) => ({
    area,
    key,
    kinds,
    english: english[area]?.[key],
    estonian: etProblems[area]?.[key],
    description: descriptionOf(english[area], key),
  })),
);

describe('the registry of problems', () => {
  it('has many definitions, and every file with definitions is in the list of areas', () => {
    expect(all.length).toBeGreaterThan(300);
    const files = readdirSync(join(import.meta.dirname, '../../shared/problems')).map((name) =>
      name.slice(0, -3),
    );
    expect(Object.keys(problemAreas).sort()).toEqual(
      files.filter((name) => !['define', 'problem-text', 'english-text', 'error-json'].includes(name)).sort(),
    );
  });

  it.each(all)('has exactly the English parameters of $area.$key', ({ kinds, english }) => {
    const used = new Set(
      [...argumentsIn(english?.message ?? ''), ...argumentsIn(english?.hint ?? '')].map(parameterOf(kinds)),
    );
    expect([...used].sort()).toEqual(Object.keys(kinds).sort());
    expect(english?.message).not.toBe('');
  });

  it.each(all)(
    'has an Estonian text of $area.$key with the parameters of the English text',
    ({ kinds, estonian }) => {
      const used = [...argumentsIn(estonian?.message ?? ''), ...argumentsIn(estonian?.hint ?? '')].map(
        parameterOf(kinds),
      );
      expect(used.filter((name) => !Object.hasOwn(kinds, name))).toEqual([]);
      expect(estonian?.message ?? '').not.toBe('');
    },
  );

  it.each(all)(
    'tells translators where $area.$key is shown, and what each parameter is',
    ({ kinds, description }) => {
      expect(description).not.toBe('');
      expect(Object.keys(kinds).filter((name) => !description.includes(`{${name}}`))).toEqual([]);
    },
  );

  it('has no English or Estonian text without a definition', () => {
    const spare = [...Object.entries(english), ...Object.entries(etProblems)].flatMap(([area, texts]) =>
      Object.keys(texts).filter((key) => !all.some((one) => one.area === area && one.key === key)),
    );
    expect(spare).toEqual([]);
  });

  it('has names of parameters that say what the parameters are', () => {
    const names = [...new Set(all.flatMap(({ kinds }) => Object.keys(kinds)))];
    // A number at the end says only that the name was taken; these words name a type or a way of writing.
    const poor = /\d$|^[A-Z]|^(?:is[A-Z].*|words|said|string|object|one|two)$/u;
    expect(names.filter((name) => poor.test(name))).toEqual([]);
  });

  it('has no two areas with the same texts', () => {
    const areas = new Map<string, Set<string>>();
    for (const { area, english } of all) {
      const texts = JSON.stringify([english?.message, english?.hint]);
      areas.set(texts, (areas.get(texts) ?? new Set()).add(area));
    }
    expect([...areas].filter(([, of]) => of.size > 1).map(([texts, of]) => `${[...of]}: ${texts}`)).toEqual(
      [],
    );
  });

  it('generates docs/errors.md, which is up to date (npm run docs:errors writes it)', () => {
    expect(readFileSync(errorsPage, 'utf8')).toBe(makeErrorsPage());
  });
});

/** Returns the packages that a new process loads when it imports our files. */
function packagesLoadedBy(files: readonly string[]): string[] {
  const script = `
    import { registerHooks } from 'node:module';
    const packages = new Set();
    registerHooks({
      resolve(name, context, next) {
        const found = next(name, context);
        if (found.url.includes('/node_modules/') && !name.startsWith('.')) packages.add(name);
        return found;
      },
    });
    for (const file of process.argv.slice(1)) await import(file);
    console.log(JSON.stringify([...packages]));`;
  const urls = files.map((file) => new URL(`../../${file}`, import.meta.url).href);
  const words = ['--input-type=module', '--eval', script, ...urls];
  const { stdout, stderr } = spawnSync(process.execPath, words, { encoding: 'utf8' });
  if (stdout === '') throw new Error(stderr);
  return JSON.parse(stdout);
}

describe('the ICU parser', () => {
  it('is not loaded by code that makes problems and phrases, nor by the threads of the database', () => {
    expect(packagesLoadedBy(['shared/problems.ts', 'shared/phrases.ts'])).toEqual([]);
    const loaded = packagesLoadedBy([
      'electron/engine/sql-registry.ts',
      'electron/engine/db/serve-writes.ts',
    ]);
    expect(loaded).toContain('better-sqlite3');
    expect(loaded).not.toContain('intl-messageformat');
    expect(packagesLoadedBy(['shared/problems/english-text.ts'])).toContain('intl-messageformat');
  });
});

describe('a problem', () => {
  it('is made without texts, and so is a phrase', () => {
    expect(accountsProblem('name-taken', { name: 'Shop' }, 'name')).toEqual({
      code: 'name-taken',
      field: 'name',
      id: 'accounts.name-taken',
      params: { name: 'Shop' },
    });
    expect(runsPhrase('cost', { amount: '0.5' })).toEqual({ id: 'runs.cost', params: { amount: '0.5' } });
  });

  it('with other parameters than its text has is shown with the text that was stored', () => {
    const { message, hint } = { message: 'The name “Shop” is taken.', hint: 'Take another.' };
    const stored = { code: 'name-taken', field: null, id: 'accounts.name-taken', params: {}, message, hint };
    expect(englishText(stored)).toEqual({ message, hint });
    expect(et.problemText(stored)).toEqual({ message, hint });
  });

  it('of a newer version, without a stored text, is shown as its code', () => {
    const unknown: Problem = { code: 'moon-away', field: null, id: 'moon.moon-away', params: {} };
    expect(englishText(unknown)).toEqual({ message: 'moon-away', hint: '' });
  });

  it('has its code, its parameters and the field, and is shown in both languages', () => {
    const taken = accountsProblem('name-taken', { name: 'Shop' }, 'name');
    expect(taken).toMatchObject({ code: 'name-taken', params: { name: 'Shop' }, field: 'name' });
    expect(englishText(taken).message).toBe('An account called “Shop” already exists.');
    expect(et.problemText(taken).message).toBe('Konto nimega „Shop“ on juba olemas.');
  });

  it('of a code with several situations has the text of its situation', () => {
    const known = messagingProblem('number-too-long/in-default-country', { country: 'EE' });
    expect(known.code).toBe('number-too-long');
    expect(et.problemText(known).message).toBe('Number on vaikimisi riigi (EE) jaoks liiga pikk.');
  });

  it('has translated terms, and names unchanged', () => {
    const none = messagingProblem('one-needed', {
      where: term('Viber, carousel, card 2'),
      names: term('text, image'),
    });
    expect(englishText(none).message).toBe('Viber, carousel, card 2: one of text, image is required.');
    expect(et.problemText(none).message).toBe(
      'Viber, karussell, kaart 2: puudub. Vaja on ühte: tekst, pilt.',
    );
  });

  it('that an earlier version stored is shown with its English text', () => {
    const stored: Problem = {
      code: 'name-taken',
      field: null,
      message: 'An account called “Shop” already exists.',
      hint: 'Choose another name.',
    };
    const { message, hint } = stored;
    expect(et.problemText(stored)).toEqual({ message, hint });
    expect(englishText(stored)).toEqual({ message, hint });
  });
});
