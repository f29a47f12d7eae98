import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rowsOf, unsoundness } from '../helpers/database-judge.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { seedFolder } from '../helpers/seed.ts';

/**
 * A restore that is killed (SIGKILL) at any moment leaves one of the two databases, whole and with nothing beside it
 * that would be played into it: the next start takes it, and it is either all of the one or all of the other.
 */
const kills = Number(process.env.OMNIDECK_RESTORE_KILLS ?? 12);
const env = { OMNIDECK_PASSPHRASE: 'x' };
let root: string;
let folder: string;
let backup: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'omnideck-kill-restore-'));
  folder = join(root, 'data');
  backup = join(root, 'older.db');
  mkdirSync(folder, { mode: 0o700 });
  seedFolder({ folder, messages: 600, seed: 5 });
  expect(await omnideck(['backup', backup, '--data', folder], { env })).toMatchObject({ code: 0 });
  rmSync(folder, { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
  seedFolder({ folder, messages: 900, seed: 6 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

describe('a restore that is killed', () => {
  it('at any moment leaves one of the two databases whole', { timeout: 600_000 }, async () => {
    const began = performance.now();
    const whole = await omnideck(['restore', backup, '--yes', '--json', '--data', folder], { env });
    expect(jsonLines(whole.stdout).at(-1)).toMatchObject({ kind: 'restore', state: 'done' });
    const takes = performance.now() - began;
    const file = join(folder, 'omnideck.db');
    const count = () => Number(rowsOf(file, 'SELECT count(*) AS n FROM omnimessage')[0]?.n);
    expect(count()).toBe(600);
    const [larger = ''] = readdirSync(join(folder, 'backups'));
    const larges = join(root, 'larger.db');
    expect(await omnideck(['backup', larges, '--data', folder], { env })).toMatchObject({ code: 0 });

    const seen = { 600: 0, 900: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      // Back and forth, so that either may be the one that is replaced.
      const from = count() === 600 ? join(folder, 'backups', larger) : backup;
      const restoring = startOmnideck(['restore', from, '--yes', '--data', folder], { env });
      const over = restoring.ended.then(() => true);
      const wait = takes * (0.35 + (0.65 * kill) / kills);
      await Promise.race([over, new Promise((resolve) => setTimeout(resolve, wait))]);
      await restoring.kill();
      const next = await omnideck(['list', '--limit', '1', '--json', '--data', folder], { env });
      expect(next).toMatchObject({ code: 0 });
      expect(jsonLines(next.stdout)).toHaveLength(1);
      const messages = count();
      expect([600, 900]).toContain(messages);
      seen[messages === 600 ? 600 : 900] += 1;
      const second = join(root, `copy-${kill}.db`);
      expect(unsoundness(file, second), `after kill ${kill}, ${Math.round(wait)} ms`).toEqual([]);
      rmSync(second, { force: true });
      expect(readdirSync(folder)).not.toContain('restore');
      expect(readdirSync(join(folder, 'backups')).filter((name) => !name.endsWith('.db'))).toEqual([]);
    }
    console.log(`kill-restore.test: ${kills} kills`, seen);
  });
});
