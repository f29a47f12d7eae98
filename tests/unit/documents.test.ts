/** Documents name files that exist, and their links lead somewhere. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');

const isMarkdown = (name: string) => name.endsWith('.md');
const documents = [
  ...readdirSync(root).filter(isMarkdown),
  ...['docs', 'tests', 'shared/locales'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter(isMarkdown)
      .map((name) => join(folder, name)),
  ),
];

const outsideCode = (text: string) => text.replaceAll(/```.*?```/gs, '');

/** The anchors that GitHub makes of a page's headings. */
function anchorsOf(text: string): string[] {
  return [...outsideCode(text).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replaceAll(/[^\p{Letter}\p{Number}\s_-]/gu, '')
      .replaceAll(' ', '-'),
  );
}

/** The links of a page that lead to no file, or to no heading of it. */
function brokenLinks(path: string, text: string): string[] {
  const targets = [...outsideCode(text).matchAll(/\]\(([^)\s]+)\)/g)].map(([, target = '']) => target);
  return targets.filter((target) => {
    if (/^[a-z]+:/.test(target)) return false;
    const [file = '', anchor] = target.split('#');
    const full = file === '' ? join(root, path) : join(root, dirname(path), file);
    if (!existsSync(full)) return true;
    return anchor !== undefined && !anchorsOf(readFileSync(full, 'utf8')).includes(anchor);
  });
}

/** Source files and tests that a page names in backquotes, which are not in the project under that path. */
function missingFiles(text: string, folders: readonly string[]): string[] {
  const named = [...outsideCode(text).matchAll(/`([\w./-]+\.(?:ts|tsx|mjs))`/g)].map(([, name = '']) => name);
  return named.filter((name) => folders.every((folder) => !existsSync(join(root, folder, name))));
}

describe('the documents', () => {
  it.each(documents)('%s has no broken link', (path) => {
    expect(brokenLinks(path, readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });

  it('docs/SECURITY.md names only tests and source files that exist', () => {
    const text = readFileSync(join(root, 'docs/SECURITY.md'), 'utf8');
    expect(missingFiles(text, ['.', 'tests', 'electron/desktop'])).toEqual([]);
    expect(text.match(/\.test\.ts/g)?.length).toBeGreaterThan(80);
  });

  it('a missing page, a missing heading and a missing file are found', () => {
    const page =
      'See [a](gone.md), [b](SECURITY.md#gone), [c](SECURITY.md#threat-model), `unit/gone.test.ts`.';
    expect(brokenLinks('docs/page.md', page)).toEqual(['gone.md', 'SECURITY.md#gone']);
    expect(missingFiles(page, ['tests'])).toEqual(['unit/gone.test.ts']);
  });
});
