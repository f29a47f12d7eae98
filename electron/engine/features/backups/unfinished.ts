/**
 * Records which files are being written, mostly outside the data folder. An unfinished export or backup
 * contains personal data, and must not remain if the process is killed.
 */
import { readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { takeLock } from '../../db/folder-lock.ts';
import { removeDatabase } from './files.ts';

export type Unfinished = {
  /** Called before the file is created. */
  begin(path: string): void;
  /** Called when the file has its final name, or is deleted. */
  end(path: string): void;
};

/** The record of a command that writes beside the console, and the lock that it holds meanwhile. */
const ownName = /^(unfinished-[0-9a-f-]{36})\.(?:json|lock)$/u;

/** Earlier versions recorded only exports, in a file of the same name. */
const listName = 'unfinished-exports.json';

function readList(file: string): string[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}

/**
 * Creates the record. @param folder the data folder, which only one console uses at a time, cleaned by
 * tidyUnfinished at its start
 */
export function createUnfinished(folder: string): Unfinished {
  return keepList(join(folder, listName));
}

/**
 * Creates the record of a command that is not the console. While the command runs, a console that starts leaves the
 * files alone.
 * @param newId returns a random UUID
 */
export function createOwnUnfinished(folder: string, newId: () => string): Unfinished {
  let own: OwnRecord | null = null;
  return {
    begin(path) {
      own ??= takeOwnRecord(folder, newId);
      own.list.begin(path);
    },
    end(path) {
      own?.list.end(path);
      own?.release();
      own = null;
    },
  };
}

type OwnRecord = { readonly list: Unfinished; readonly release: () => void };

/** Takes a record whose lock file nobody else holds or has removed: tidyUnfinished takes each lock that it finds. */
function takeOwnRecord(folder: string, newId: () => string): OwnRecord {
  for (;;) {
    const name = `unfinished-${newId()}`;
    const lock = join(folder, `${name}.lock`);
    const release = takeLock(lock);
    if (release !== null) {
      return { list: keepList(join(folder, `${name}.json`)), release: () => removeLock(lock, release) };
    }
  }
}

/**
 * Removes a lock file, and releases its lock after that: otherwise another process could take the lock in between, and
 * hold it on a file that is gone. Windows only removes a file that no process has open.
 */
function removeLock(lock: string, release: () => void): void {
  const isFirst = process.platform !== 'win32';
  if (isFirst) rmSync(lock, { force: true });
  release();
  if (!isFirst) removeUnlessOpen(lock);
}

function removeUnlessOpen(lock: string): void {
  try {
    rmSync(lock, { force: true });
  } catch {
    // Another process has just opened the file, and removes it.
  }
}

function keepList(file: string): Unfinished {
  const paths = new Set<string>();
  const keep = (): void => {
    if (paths.size === 0) {
      rmSync(file, { force: true });
      return;
    }
    // Replaced as a whole: a list that is truncated first would be lost if a kill happens in between.
    writeFileSync(`${file}.new`, JSON.stringify([...paths]), { mode: 0o600, flush: true });
    renameSync(`${file}.new`, file);
  };
  return {
    begin(path) {
      paths.add(path);
      keep();
    },
    end(path) {
      paths.delete(path);
      keep();
    },
  };
}

/** Returns whether a console or a command of the folder writes a file, or was killed while it wrote one. */
export function hasUnfinished(folder: string): boolean {
  return readdirSync(folder).some((name) => name === listName || ownName.test(name));
}

/**
 * Deletes unfinished files of killed processes; only files that a console or a command recorded and that are still
 * unfinished.
 */
export function tidyUnfinished(folder: string): void {
  tidyList(join(folder, listName));
  const commands = new Set(readdirSync(folder).flatMap((name) => ownName.exec(name)?.[1] ?? []));
  for (const name of commands) {
    const lock = join(folder, `${name}.lock`);
    const release = takeLock(lock);
    if (release === null) continue;
    tidyList(join(folder, `${name}.json`));
    removeLock(lock, release);
  }
}

function tidyList(file: string): void {
  for (const path of readList(file)) if (path.endsWith('.part')) removeDatabase(path);
  rmSync(file, { force: true });
  rmSync(`${file}.new`, { force: true });
}
