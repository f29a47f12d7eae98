/**
 * Which files are being written, most of them outside the data folder: an unfinished export or backup holds numbers and
 * texts of people, and must not stay where the process was killed.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDatabase } from './files.ts';

export type Unfinished = {
  /** Before the file is made. */
  begin(path: string): void;
  /** Once it has its name, or is gone. */
  end(path: string): void;
};

/** Earlier versions wrote only exports down, under the same name. */
const listName = 'unfinished-exports.json';

function readList(file: string): string[] {
  try {
    const value: unknown = JSON.parse(readFileSync(file, 'utf8'));
    return Array.isArray(value) ? value.filter((path) => typeof path === 'string') : [];
  } catch {
    return [];
  }
}

/** @param folder the data folder, which only one console has at a time, tidied by tidyUnfinished when it started */
export function createUnfinished(folder: string): Unfinished {
  const file = join(folder, listName);
  const paths = new Set<string>();
  const keep = (): void => {
    if (paths.size === 0) {
      rmSync(file, { force: true });
      return;
    }
    // Replaced whole: a list that is emptied first would be lost with a kill in between.
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

/** Removes what a killed process left half written; only files that this console wrote down, and that are still unfinished. */
export function tidyUnfinished(folder: string): void {
  const file = join(folder, listName);
  for (const path of readList(file)) if (path.endsWith('.part')) removeDatabase(path);
  rmSync(file, { force: true });
  rmSync(`${file}.new`, { force: true });
}
