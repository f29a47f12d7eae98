/** The data folder's `backups`: its files, their names, and how many of each kind are kept. */
import { existsSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Backup } from '../../../../shared/contract/backups.ts';
import { stampOf } from './files.ts';

const kinds = { backup: 'by-hand', daily: 'daily', 'before-restore': 'before-restore' } as const;
const pattern = /^(backup|daily|before-restore)-(\d{4}-\d\d-\d\d)T(\d\d)-(\d\d)-(\d\d)Z(?:-\d+)?\.db$/u;

export const dailiesKept = 7;
export const beforeRestoresKept = 5;

export function backupsFolder(folder: string): string {
  return join(folder, 'backups');
}

function readName(name: string): { kind: Backup['kind']; at: number } | null {
  const parts = pattern.exec(name);
  if (parts === null) return null;
  const [, word = '', day = '', hour = '', minute = '', second = ''] = parts;
  const at = Date.parse(`${day}T${hour}:${minute}:${second}Z`);
  const kind = Object.entries(kinds).find(([key]) => key === word)?.[1];
  return kind === undefined || Number.isNaN(at) ? null : { kind, at };
}

/** Returns the backups, newest first; other files in the folder are ignored. */
export function listBackups(folder: string): Backup[] {
  const place = backupsFolder(folder);
  if (!existsSync(place)) return [];
  return readdirSync(place)
    .flatMap((file): Backup[] => {
      const read = readName(file);
      const found = statSync(join(place, file), { throwIfNoEntry: false });
      return read === null || !found?.isFile() ? [] : [{ file, bytes: found.size, ...read }];
    })
    .toSorted((one, other) => other.at - one.at || other.file.localeCompare(one.file));
}

/** Returns an unused file name in the folder, which is created for this user only. */
export function newBackupPath(folder: string, kind: Backup['kind'], now: number): string {
  const place = backupsFolder(folder);
  mkdirSync(place, { recursive: true, mode: 0o700 });
  const word = Object.entries(kinds).find(([, value]) => value === kind)?.[0] ?? 'backup';
  for (let count = 1; ; count += 1) {
    const path = join(place, `${word}-${stampOf(now)}${count === 1 ? '' : `-${count}`}.db`);
    if (!existsSync(path)) return path;
  }
}

/** Deletes the oldest backups of a kind, so that this many remain. */
export function keepNewest(folder: string, kind: Backup['kind'], count: number): void {
  for (const { file } of listBackups(folder)
    .filter((backup) => backup.kind === kind)
    .slice(count)) {
    rmSync(join(backupsFolder(folder), file), { force: true });
  }
}

/** Returns whether a console of the folder restores a backup, or was killed while it restored one. */
export function isRestoring(folder: string): boolean {
  return existsSync(join(folder, 'restore'));
}

/**
 * Deletes what a killed process left: unfinished files, and a second name of the database itself, which is
 * not a copy.
 * @param database the database in use
 */
export function tidyBackups(folder: string, database: string): void {
  const place = backupsFolder(folder);
  rmSync(join(folder, 'restore'), { recursive: true, force: true, maxRetries: 10 });
  if (!existsSync(place)) return;
  const own = statSync(database, { throwIfNoEntry: false });
  for (const name of readdirSync(place)) {
    const path = join(place, name);
    const found = statSync(path, { throwIfNoEntry: false });
    const isOwn =
      own !== undefined &&
      found !== undefined &&
      own.ino !== 0 &&
      found.ino === own.ino &&
      found.dev === own.dev;
    if (isOwn || /\.part(?:-\w+|\.before-.*)?$/u.test(name)) rmSync(path, { force: true });
  }
}
