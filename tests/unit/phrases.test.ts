import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';

const script = join(import.meta.dirname, '..', 'helpers', 'check-phrases.mjs');
let tree = '';

/** Runs the check in a new tree of files. */
function checkTree(files: Readonly<Record<string, string>>): { lines: string[]; status: number | null } {
  tree = mkdtempSync(join(tmpdir(), 'omnideck-phrases-'));
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(join(tree, dirname(path)), { recursive: true });
    writeFileSync(join(tree, path), text);
  }
  const ran = spawnSync(process.execPath, [script], { cwd: tree, encoding: 'utf8' });
  expect(ran.stderr).toBe('');
  return { lines: ran.stdout.split('\n').filter((line) => line !== ''), status: ran.status };
}

afterEach(() => rmSync(tree, { recursive: true }));

describe('the check for phrases', () => {
  it.each([
    [
      'a document',
      { 'docs/guide/send.md': '# Send\n\nIt is sent again by\nitself.\n' },
      'docs/guide/send.md:3 document has "by itself"; write "automatically", or name who does it',
    ],
    [
      'a text of the window',
      { 'shared/locales/en/runs.json': '{\n  "title": "Runs",\n  "text": "This was said again."\n}\n' },
      'shared/locales/en/runs.json:3 text has "said again"; write "translated" or "repeated"',
    ],
    [
      'a comment of two lines',
      { 'electron/engine/a.ts': 'const url = 1; // A history\n// that was said\n// again.\n' },
      'electron/engine/a.ts:2 comment has "said again"; write "translated" or "repeated"',
    ],
    [
      'a comment in a block',
      { 'renderer/a.tsx': '/**\n * It was said\n * again.\n */\nexport const a = <p>b</p>;\n' },
      'renderer/a.tsx:2 comment has "said again"; write "translated" or "repeated"',
    ],
    [
      'a comment of a style sheet',
      { 'renderer/a.css': '.a {\n  /* A believable grey. */\n  color: grey;\n}\n' },
      'renderer/a.css:2 comment has "believable"; write "realistic"',
    ],
    [
      'a text of the command line',
      { 'electron/cli/a.ts': 'note(`Messages wait;\\nsending goes on.`);\n' },
      'electron/cli/a.ts:1 string has "goes on"; write "continues"',
    ],
    [
      'the title of a test with rows',
      { 'tests/unit/a.test.ts': "it.each([1])(\n  'is kept all the same: %s',\n  () => {},\n);\n" },
      'tests/unit/a.test.ts:2 title has "all the same"; write "anyway"',
    ],
    [
      'the title of a group',
      { 'tests/e2e/a.spec.ts': 'test.describe(`what becomes of it`, () => {});\n' },
      'tests/e2e/a.spec.ts:1 title has "what becomes of"; write "what happened to" or "the outcome of"',
    ],
  ])('names file, line, phrase and replacement in %s', (_, files, line) => {
    const { lines, status } = checkTree(files);
    expect(lines).toContain(line);
    expect(status).toBe(1);
  });

  it('passes code, strings, keys, links, released changes and words that only contain a phrase', () => {
    const { lines, status } = checkTree({
      'CHANGELOG.md': 'It was said again.\n',
      'docs/errors.md': 'It was said again.\n',
      'docs/a.md': 'I recommend [this](said%20again.md#all-the-same) `by hand`.\n\n```\nsaid again\n```\n',
      'shared/locales/en/a.json': '{ "said again": "A text" }\n',
      'shared/a.ts': "export const a = 'a believable // wall clock'; // Amended.\n",
      'electron/engine/db/migrations/0001-a.ts': "export const a = 'likewise';\n",
      'renderer/a.css': ".believable::after { content: 'said again'; }\n",
      'tests/unit/a.test.ts': "it('passes', () => {\n  log('all the same');\n  // Made\n  by(hand);\n});\n",
    });
    expect(lines).toEqual([]);
    expect(status).toBe(0);
  });
});
