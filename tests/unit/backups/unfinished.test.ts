import { closeSync, existsSync, openSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createUnfinished, tidyUnfinished } from '../../../electron/engine/features/backups/unfinished.ts';
import { temporaryFolder } from '../../helpers/store-fixture.ts';

const listOf = (folder: string): string => join(folder, 'unfinished-exports.json');

describe('a file that is being written', () => {
  it('is noted in a list that is replaced whole: a kill in between leaves the old one', () => {
    const folder = temporaryFolder();
    const unfinished = createUnfinished(folder);
    const first = join(folder, 'first.part');
    unfinished.begin(first);
    // Whoever has the old list open still reads the old one: it was not emptied to be written anew.
    const old = openSync(listOf(folder), 'r');
    unfinished.begin(join(folder, 'second.part'));
    expect(JSON.parse(readFileSync(old, 'utf8'))).toEqual([first]);
    closeSync(old);
    expect(readdirSync(folder)).toEqual(['unfinished-exports.json']);
  });

  it('is removed by the next start, with what SQLite put beside it, and nothing else is', () => {
    const folder = temporaryFolder();
    const unfinished = createUnfinished(folder);
    const names = ['a.part', 'a.part-journal', 'a.part-wal', 'b.jsonl', 'mine.part'];
    for (const name of names) writeFileSync(join(folder, name), '');
    unfinished.begin(join(folder, 'a.part'));
    unfinished.begin(join(folder, 'b.jsonl'));
    tidyUnfinished(folder);
    expect(readdirSync(folder).sort()).toEqual(['b.jsonl', 'mine.part']);
  });

  it('leaves no list once all of it is finished', () => {
    const folder = temporaryFolder();
    const unfinished = createUnfinished(folder);
    unfinished.begin('/x.part');
    unfinished.end('/x.part');
    expect(existsSync(listOf(folder))).toBe(false);
  });
});
