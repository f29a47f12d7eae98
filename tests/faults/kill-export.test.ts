import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { count } from '../helpers/counts.ts';
import { omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { reportFigures } from '../helpers/report-figures.ts';
import { seedFolder } from '../helpers/seed.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const kills = count({ short: 1, long: 20 });
const env = { OMNIDECK_PASSPHRASE: testPassphrase };
let root: string;
let data: string;
let place: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'omnideck-kill-export-'));
  data = join(root, 'data');
  place = join(root, 'elsewhere');
  for (const folder of [data, place]) mkdirSync(folder, { mode: 0o700 });
  seedFolder({ folder: data, messages: 20_000, seed: 4 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** Resolves once an unfinished file exists or the command has ended. */
async function halfWritten(ended: Promise<unknown>, unfinished: () => string[]): Promise<void> {
  const isOver = { value: false };
  void ended.then(() => {
    isOver.value = true;
  });
  while (!isOver.value && unfinished().length === 0) await new Promise((resolve) => setImmediate(resolve));
}

describe('an export that is killed', () => {
  it('leaves an unfinished file only until the next start, and can be repeated', {
    timeout: 60_000 + kills * 30_000,
  }, async () => {
    const others = join(place, 'somebody-elses.part');
    writeFileSync(others, 'not ours');
    const unfinished = (): string[] => readdirSync(place).filter((name) => name.startsWith('all.jsonl.'));
    for (let kill = 0; kill < kills; kill += 1) {
      const exporting = startOmnideck(['export', join(place, 'all.jsonl'), '--data', data], { env });
      await halfWritten(exporting.ended, unfinished);
      await exporting.kill();
      expect(unfinished()).toHaveLength(1);

      expect(await omnideck(['list', '--limit', '1', '--data', data], { env })).toMatchObject({ code: 0 });
      expect(readdirSync(place)).toEqual(['somebody-elses.part']);
      expect(readdirSync(data)).not.toContain('unfinished-exports.json');
    }
    reportFigures('Kills of an export', [
      ['kills in the middle of writing', kills],
      ['unfinished files left after the next start', unfinished().length],
    ]);

    const again = await omnideck(['export', join(place, 'all.jsonl'), '--data', data], { env });
    expect(again.code).toBe(0);
    expect(readdirSync(place).sort()).toEqual(['all.jsonl', 'somebody-elses.part']);
    expect(readdirSync(data)).not.toContain('unfinished-exports.json');
  });
});

describe('a backup to a file outside the data folder', () => {
  it('that is killed leaves a copy of the database only until the next start', {
    timeout: 60_000 + kills * 30_000,
  }, async () => {
    const others = join(place, 'copy.db.part');
    writeFileSync(others, 'not ours');
    const unfinished = (): string[] =>
      readdirSync(place).filter((name) => /^copy\.db\..*part/u.test(name) && name !== 'copy.db.part');
    for (let kill = 0; kill < kills; kill += 1) {
      const copying = startOmnideck(['backup', join(place, 'copy.db'), '--data', data], { env });
      await halfWritten(copying.ended, unfinished);
      expect((await copying.kill()).code).toBeNull();
      expect(unfinished().length).toBeGreaterThan(0);

      expect(await omnideck(['list', '--limit', '1', '--data', data], { env })).toMatchObject({ code: 0 });
      expect(unfinished()).toEqual([]);
      expect(readFileSync(others, 'utf8')).toBe('not ours');
    }
    reportFigures('Kills of a backup', [
      ['kills in the middle of writing', kills],
      ['unfinished files left after the next start', unfinished().length],
    ]);
  });
});
