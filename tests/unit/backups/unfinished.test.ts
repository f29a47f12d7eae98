import { randomUUID } from 'node:crypto';
import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { takeLock } from '../../../electron/engine/db/folder-lock.ts';
import {
  createOwnUnfinished,
  createUnfinished,
  hasUnfinished,
  tidyUnfinished,
} from '../../../electron/engine/features/backups/unfinished.ts';
import { temporaryFolder } from '../../helpers/store-fixture.ts';

const listOf = (folder: string): string => join(folder, 'unfinished-exports.json');

describe('the list of unfinished files', () => {
  it('is replaced as a whole: a kill in between leaves the old list', () => {
    const folder = temporaryFolder();
    const unfinished = createUnfinished(folder);
    const first = join(folder, 'first.part');
    unfinished.begin(first);
    // A process that has the old list open still reads the old content, because the list was not overwritten
    // in place.
    const old = openSync(listOf(folder), 'r');
    unfinished.begin(join(folder, 'second.part'));
    expect(JSON.parse(readFileSync(old, 'utf8'))).toEqual([first]);
    closeSync(old);
    expect(readdirSync(folder)).toEqual(['unfinished-exports.json']);
  });

  it('makes the next start delete the unfinished files and their SQLite side files, and nothing else', () => {
    const folder = temporaryFolder();
    const unfinished = createUnfinished(folder);
    const names = ['a.part', 'a.part-journal', 'a.part-wal', 'b.jsonl', 'mine.part'];
    for (const name of names) writeFileSync(join(folder, name), '');
    unfinished.begin(join(folder, 'a.part'));
    unfinished.begin(join(folder, 'b.jsonl'));
    tidyUnfinished(folder);
    expect(readdirSync(folder).sort()).toEqual(['b.jsonl', 'mine.part']);
  });

  it('does not exist once all files are finished', () => {
    const folder = temporaryFolder();
    const unfinished = createUnfinished(folder);
    unfinished.begin('/x.part');
    unfinished.end('/x.part');
    expect(existsSync(listOf(folder))).toBe(false);
  });

  it('of a command is left alone while the command runs, and deletes its files once it is gone', () => {
    const folder = temporaryFolder();
    const id = randomUUID();
    const part = join(folder, 'all.csv.part');
    const unfinished = createOwnUnfinished(folder, () => id);
    writeFileSync(part, '');
    unfinished.begin(part);
    tidyUnfinished(folder);
    expect(existsSync(part)).toBe(true);
    expect(hasUnfinished(folder)).toBe(true);

    const killed = { ...readAll(folder) };
    unfinished.end(part);
    expect(hasUnfinished(folder)).toBe(false);
    // The files of a killed command have no lock.
    for (const [name, content] of Object.entries(killed)) writeFileSync(join(folder, name), content);
    tidyUnfinished(folder);
    expect(readdirSync(folder)).toEqual([]);
  });

  it('of a command gets another name if a process that tidies has just taken its lock', () => {
    const folder = temporaryFolder();
    const [taken = '', free = ''] = [randomUUID(), randomUUID()];
    const release = takeLock(join(folder, `unfinished-${taken}.lock`));
    const ids = [taken, free];
    const unfinished = createOwnUnfinished(folder, () => ids.shift() ?? '');
    unfinished.begin(join(folder, 'all.csv.part'));
    release?.();
    const own = ['json', 'lock'].map((type) => `unfinished-${free}.${type}`);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(own));
    tidyUnfinished(folder);
    expect(readdirSync(folder)).toEqual(expect.arrayContaining(own));
    unfinished.end(join(folder, 'all.csv.part'));
    expect(readdirSync(folder)).toEqual([]);
  });
});

function readAll(folder: string): Record<string, Buffer> {
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name))]));
}
