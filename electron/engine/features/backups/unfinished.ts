/**
 * Records which files are being written, mostly outside the data folder. An unfinished export or backup
 * contains personal data, and must not remain if the process is killed.
 */
import { readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { removeDatabase } from './files.ts';

export type Unfinished = {
  /** Called before the file is created. */
  begin(path: string): void;
  /** Called when the file has its final name, or is deleted. */
  end(path: string): void;
};

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
  const file = join(folder, listName);
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

/**
 * Deletes unfinished files of a killed process; only files that this console recorded and that are still
 * unfinished.
 */
export function tidyUnfinished(folder: string): void {
  const file = join(folder, listName);
  for (const path of readList(file)) if (path.endsWith('.part')) removeDatabase(path);
  rmSync(file, { force: true });
  rmSync(`${file}.new`, { force: true });
}
