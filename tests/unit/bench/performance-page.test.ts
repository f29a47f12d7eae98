import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { withResults } from '../../bench/performance-page.ts';

const page = readFileSync(new URL('../../../docs/performance.md', import.meta.url), 'utf8');
const conditions = { date: '30 November 2026', cores: 2, node: '24.1.0', commit: 'abcdef0' };
const result = {
  bench: 'history',
  seconds: 7,
  rows: [
    {
      what: 'a page, median',
      baselineOf: 'the same SQL',
      unit: 'ms',
      ours: 1_234.5,
      baseline: 1_000,
      ratio: 1.23,
      samples: 200,
      target: { of: 'difference' as const, atMost: 600 },
    },
  ],
};

describe('docs/performance.md', () => {
  it('gets the conditions and a table of each benchmark, and keeps its own text', () => {
    const written = withResults(page, [result], conditions);
    expect(written).toContain('Measured on 30 November 2026 on 2 cores with Node.js 24.1.0, commit abcdef0.');
    expect(written).toContain(
      '| a page, median | 1,234.5 ms | 1,000 ms (the same SQL) | 1.23 | 200 | difference at most 600 ms: reached |',
    );
    expect(written.startsWith(page.slice(0, page.indexOf('<!-- Written')))).toBe(true);
    expect(written.endsWith(page.slice(page.indexOf('<!-- End')))).toBe(true);
  });

  it('does not change when the same results are written again', () => {
    const once = withResults(page, [result], conditions);
    expect(withResults(once, [result], conditions)).toBe(once);
  });

  it('is refused without a place for the tables', () => {
    expect(() => withResults('# Performance\n', [result], conditions)).toThrow('The page needs the lines');
  });
});
