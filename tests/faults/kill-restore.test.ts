import { copyFileSync, globSync, mkdirSync, mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { count } from '../helpers/counts.ts';
import { databaseFaults, rowsOf } from '../helpers/database-faults.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { reportFigures } from '../helpers/report-figures.ts';
import { seedFolder } from '../helpers/seed.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/**
 * Kills (SIGKILL) a restore at any moment. Afterwards one of the two databases is complete, without a foreign
 * write-ahead log beside it, and the next start opens it with all data of either the old or the new database.
 */
const kills = count({ short: 6, long: 60 });
const env = { OMNIDECK_PASSPHRASE: testPassphrase };
let root: string;
let folder: string;
let backup: string;

beforeAll(async () => {
  root = mkdtempSync(join(tmpdir(), 'omnideck-kill-restore-'));
  folder = join(root, 'data');
  backup = join(root, 'older.db');
  mkdirSync(folder, { mode: 0o700 });
  seedFolder({ folder, messages: 60, seed: 5 });
  expect(await omnideck(['backup', backup, '--data', folder], { env })).toMatchObject({ code: 0 });
  rmSync(folder, { recursive: true });
  mkdirSync(folder, { mode: 0o700 });
  seedFolder({ folder, messages: 90, seed: 6 });
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/**
 * When the restore is killed: once a file of the copy exists (the backup's copy, the new database, its log), as
 * soon as the old file has its second name, or as soon as the new file has the final name.
 */
const moments = ['staged.db.source', 'staged.db', 'staged.db-wal', 'linked', 'replaced'] as const;

async function reached(moment: (typeof moments)[number], ended: Promise<unknown>): Promise<void> {
  const file = join(folder, 'omnideck.db');
  const inode = () => statSync(file).ino;
  const backups = () => readdirSync(join(folder, 'backups')).length;
  // The copy is in a folder with a generated name.
  const isStaged = (name: string) => globSync(join(folder, 'restore', '*', name)).length > 0;
  const before = { inode: inode(), backups: backups() };
  const isOver = { value: false };
  void ended.then(() => {
    isOver.value = true;
  });
  const isThere = (): boolean => {
    switch (moment) {
      case 'linked':
        return backups() > before.backups || inode() !== before.inode;
      case 'replaced':
        return inode() !== before.inode;
      default:
        return isStaged(moment);
    }
  };
  // A loop without a pause would take the processor from the restore.
  while (!isOver.value && !isThere()) await new Promise((resolve) => setTimeout(resolve, 1));
}

describe('a restore that is killed', () => {
  it('at any moment leaves one of the two databases whole', {
    timeout: 120_000 + kills * 60_000,
  }, async () => {
    const whole = await omnideck(['restore', backup, '--yes', '--json', '--data', folder], { env });
    expect(jsonLines(whole.stdout).at(-1)).toMatchObject({ kind: 'restore', state: 'done' });
    const file = join(folder, 'omnideck.db');
    const count = () => Number(rowsOf(file, 'SELECT count(*) AS n FROM omnimessage')[0]?.n);
    expect(count()).toBe(60);
    const [larger = ''] = readdirSync(join(folder, 'backups'));
    // Outside the data folder, which keeps only the last few replaced databases.
    const newer = join(root, 'newer.db');
    copyFileSync(join(folder, 'backups', larger), newer);

    const seen = { kept: 0, changed: 0 };
    for (let kill = 0; kill < kills; kill += 1) {
      // Restore alternately, so that each database is replaced in turn.
      const before = count();
      const from = before === 60 ? newer : backup;
      const restoring = startOmnideck(['restore', from, '--yes', '--data', folder], { env });
      const moment = moments[kill % moments.length] ?? 'linked';
      await reached(moment, restoring.ended);
      await restoring.kill();
      const next = await omnideck(['list', '--limit', '1', '--json', '--data', folder], { env });
      expect(next).toMatchObject({ code: 0 });
      expect(jsonLines(next.stdout)).toHaveLength(1);
      const messages = count();
      expect([60, 90]).toContain(messages);
      seen[messages === before ? 'kept' : 'changed'] += 1;
      const second = join(root, `copy-${kill}.db`);
      expect(databaseFaults(file, second), `after kill ${kill}, ${moment}`).toEqual([]);
      rmSync(second, { force: true });
      expect(readdirSync(folder)).not.toContain('restore');
      expect(readdirSync(join(folder, 'backups')).filter((name) => !name.endsWith('.db'))).toEqual([]);
    }
    reportFigures('Kills of a restore', [
      ['kills', kills],
      ['the database before the restore was kept', seen.kept],
      ['the restored database took its place', seen.changed],
      ['the database was complete, and the next start took it', seen.kept + seen.changed],
    ]);
    // The kills hit before and after the decisive step.
    expect(Math.min(seen.changed, seen.kept)).toBeGreaterThan(0);
  });
});
