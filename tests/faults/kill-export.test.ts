import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { seedFolder } from '../helpers/seed.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

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

describe('an export that is killed', () => {
  it('leaves half a file of people’s numbers only until the next start', async () => {
    const others = join(place, 'somebody-elses.part');
    writeFileSync(others, 'not ours');
    const exporting = startOmnideck(['export', join(place, 'all.jsonl'), '--data', data], { env });
    const unfinished = (): string[] => readdirSync(place).filter((name) => name.startsWith('all.jsonl.'));
    let over = false;
    void exporting.ended.then(() => {
      over = true;
    });
    while (!over && unfinished().length === 0) await new Promise((resolve) => setImmediate(resolve));
    await exporting.kill();
    expect(unfinished()).toHaveLength(1);

    expect(await omnideck(['list', '--limit', '1', '--data', data], { env })).toMatchObject({ code: 0 });
    expect(readdirSync(place)).toEqual(['somebody-elses.part']);
    expect(readdirSync(data)).not.toContain('unfinished-exports.json');

    const again = await omnideck(['export', join(place, 'all.jsonl'), '--data', data], { env });
    expect(again.code).toBe(0);
    expect(readdirSync(place).sort()).toEqual(['all.jsonl', 'somebody-elses.part']);
    expect(readdirSync(data)).not.toContain('unfinished-exports.json');
  });
});

describe('a backup to a place of a person’s own', () => {
  it('that is killed leaves a copy of the database only until the next start', async () => {
    const others = join(place, 'copy.db.part');
    writeFileSync(others, 'not ours');
    const copying = startOmnideck(['backup', join(place, 'copy.db'), '--data', data], { env });
    const unfinished = (): string[] =>
      readdirSync(place).filter((name) => /^copy\.db\..*part/u.test(name) && name !== 'copy.db.part');
    let over = false;
    void copying.ended.then(() => {
      over = true;
    });
    while (!over && unfinished().length === 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await copying.kill()).code).toBeNull();
    expect(unfinished().length).toBeGreaterThan(0);

    expect(await omnideck(['list', '--limit', '1', '--data', data], { env })).toMatchObject({ code: 0 });
    expect(unfinished()).toEqual([]);
    expect(readFileSync(others, 'utf8')).toBe('not ours');
  });
});
