import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withFigures } from '../helpers/reliability-page.mjs';

const page = readFileSync(new URL('../../docs/reliability.md', import.meta.url), 'utf8');
const run = { date: '1 December 2026', node: '24.0.0' };
const file = 'tests/faults/kill-mixed.test.ts';
const figures = [
  ['kills', 2_000],
  ['messages sent twice', 0],
] as const;

describe('docs/reliability.md', () => {
  it('gets the figures of a new run in place of older figures with the same title', () => {
    const entry = { title: 'Kills under mixed load', file, seed: 7, seconds: 1_234, figures };
    const written = withFigures(page, [entry], run);
    expect(written).toContain(
      '### Kills under mixed load\n\nMeasured on 1 December 2026 with Node.js 24.0.0, seed 7, in 1,234 s (`tests/faults/kill-mixed.test.ts`).\n\n| what | count |\n|---|---|\n| kills | 2,000 |\n| messages sent twice | 0 |\n\n',
    );
    expect(written.match(/^### Kills under mixed load$/gmu)).toHaveLength(1);
    expect(withFigures(written, [entry], run)).toBe(written);
  });

  it('keeps its text and the tables that were not measured again', () => {
    const first = withFigures(page, [{ title: 'First', file, seed: 1, seconds: 2, figures }], run);
    const second = withFigures(first, [{ title: 'Second', file, seed: 3, seconds: 4, figures }], run);
    const withoutNew = second
      .replace(/### First\n.*?(?=### |<!--)/su, '')
      .replace(/### Second\n.*?(?=### |<!--)/su, '');
    expect(second.indexOf('### Second')).toBeGreaterThan(second.indexOf('### First'));
    expect(withoutNew).toBe(page);
  });

  it('gets the number of generated cases of each file, after the other tables', () => {
    const properties = [3, 4].map((cases) => ({
      file: 'tests/unit/b.test.ts',
      property: `${cases}`,
      seed: 9,
      cases,
    }));
    const other = { file: 'tests/unit/a.test.ts', property: 'a law', seed: 9, cases: 10_000 };
    const written = withFigures(page, [...properties, other], run);
    const again = withFigures(written, [{ title: 'Another', file, seed: 9, seconds: 1, figures }], run);
    expect(again).toContain(
      'seed 9: 10,007 cases for 3 properties, and every property held.\n\n| file | properties | cases |\n|---|---|---|\n| `tests/unit/a.test.ts` | 1 | 10,000 |\n| `tests/unit/b.test.ts` | 2 | 7 |\n',
    );
    expect(again.indexOf('### Another')).toBeLessThan(again.indexOf('### Generated cases'));
  });

  it('is refused if the lines around the tables are missing', () => {
    expect(() => withFigures('# Reliability\n', [], run)).toThrow('The page needs the lines');
  });
});
