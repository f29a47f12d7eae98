/** Passes the figures of a long test to `npm run test:long`, which writes them to docs/reliability.md. */
import { appendFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import { expect } from 'vitest';
import { seed } from './counts.ts';

const startedAt = performance.now();

/** A row of a table: a description and a count. */
export type Figure = readonly [what: string, count: number | string];

/**
 * Prints the figures of one long test, and adds them to the report if `npm run test:long` runs it. Call it before the
 * assertions on the figures, so that a failed run prints them too.
 * @param title the heading of the table
 */
export function reportFigures(title: string, figures: readonly Figure[]): void {
  const lines = figures.map(([what, count]) => `  ${what}: ${count}\n`).join('');
  process.stdout.write(`${title} (OMNIDECK_TEST_SEED=${seed()} repeats the choices)\n${lines}`);
  addToReport({ title, seed: seed(), seconds: Math.round((performance.now() - startedAt) / 1_000), figures });
}

/** Adds one property test of fast-check and the number of cases that it generated to the report. */
export function reportProperty(cases: number): void {
  addToReport({ property: expect.getState().currentTestName ?? '', seed: seed(), cases });
}

/** Appends one JSON line to this process's own file. OMNIDECK_FIGURES names the folder. */
function addToReport(entry: Readonly<Record<string, unknown>>): void {
  const folder = process.env.OMNIDECK_FIGURES;
  if (folder === undefined) return;
  const file = relative(process.cwd(), expect.getState().testPath ?? '').replaceAll('\\', '/');
  appendFileSync(join(folder, `${process.pid}.jsonl`), `${JSON.stringify({ file, ...entry })}\n`);
}
