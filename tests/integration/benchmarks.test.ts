/** Tries every benchmark in its short form. The figures of such a run mean nothing, so no figure is tested. */
import { execFile } from 'node:child_process';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';

const folder = join(import.meta.dirname, '../bench');
const names = readdirSync(folder)
  .filter((name) => name.endsWith('.bench.ts'))
  .map((name) => name.replace(/\.bench\.ts$/u, ''));

/** Returns the output of a short run. */
async function shortRun(name: string, env: NodeJS.ProcessEnv = process.env): Promise<string> {
  const words = [join(folder, 'run.mjs'), name, '--short'];
  const { stdout } = await promisify(execFile)(process.execPath, words, { env });
  return stdout;
}

describe('the short run of a benchmark', () => {
  it.each(names)('ends with rows that have samples and a baseline: %s', async (name) => {
    const stdout = await shortRun(name);
    const { rows } = JSON.parse(stdout.trimEnd().split('\n').at(-1) ?? '') as {
      rows: { samples: number; baseline: number }[];
    };
    expect(rows.length).toBeGreaterThan(0);
    for (const row of rows) {
      expect(row.samples).toBeGreaterThan(0);
      expect(row.baseline).toBeGreaterThan(0);
    }
  });

  it('starts the bundle, which is what users install', async () => {
    // As in a shell: the bundle of the tests is not there yet.
    const { OMNIDECK_TEST_ENGINE: _, ...env } = process.env;
    const stdout = await shortRun('cli', env);
    expect(stdout).toMatch(/^Omnideck is started from out\/test-engine\/\w+\/omnideck\.mjs\.$/mu);
  });
});
