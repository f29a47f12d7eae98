import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');

const importing = (from: string): string => `import { a } from '${from}';\n\nexport const b = a;\n`;

/** Who may import whom (docs/ARCHITECTURE.md), and a file that breaks each rule. */
const forbidden: readonly (readonly [place: string, from: string])[] = [
  ['shared/messaging/x.ts', 'node:fs'],
  ['shared/messaging/x.ts', 'electron'],
  ['shared/messaging/x.ts', 'better-sqlite3'],
  ['shared/messaging/x.ts', '../../electron/engine/ids.ts'],
  ['shared/contract/x.ts', '../../renderer/lib/now.ts'],
  ['renderer/lib/x.ts', 'node:path'],
  ['renderer/lib/x.ts', 'electron'],
  ['renderer/lib/x.ts', 'better-sqlite3'],
  ['renderer/lib/x.ts', '../../electron/engine/ids.ts'],
  ['electron/engine/features/messages/x.ts', 'electron'],
  ['electron/engine/features/messages/x.ts', 'better-sqlite3'],
  ['electron/engine/features/messages/x.ts', '../../../cli/output.ts'],
  ['electron/engine/features/messages/x.ts', '../../../desktop/main.ts'],
  ['electron/engine/features/messages/x.ts', '../../../../renderer/lib/now.ts'],
  ['electron/engine/db/x.ts', 'electron'],
  ['electron/engine/db/x.ts', '../../../cli/output.ts'],
  ['electron/cli/x.ts', 'electron'],
  ['electron/cli/x.ts', 'better-sqlite3'],
  ['electron/cli/x.ts', '../desktop/main.ts'],
  ['electron/cli/x.ts', '../../renderer/lib/now.ts'],
  ['electron/desktop/x.ts', 'better-sqlite3'],
  ['electron/desktop/x.ts', '../cli/output.ts'],
  ['electron/desktop/x.ts', '../../renderer/lib/now.ts'],
];

const allowed: readonly (readonly [place: string, from: string])[] = [
  ['shared/contract/x.ts', '../messaging/types.ts'],
  ['renderer/lib/x.ts', '../../shared/messaging/types.ts'],
  ['electron/engine/features/messages/x.ts', 'node:fs'],
  ['electron/engine/features/messages/x.ts', '../../db/store.ts'],
  ['electron/engine/db/x.ts', 'better-sqlite3'],
  ['electron/cli/x.ts', '../engine/start.ts'],
  ['electron/desktop/x.ts', 'electron'],
  ['electron/desktop/x.ts', '../engine/start.ts'],
];

const others: readonly (readonly [what: string, source: string, rule: string])[] = [
  ['any', 'export const a: any = 1;\n', 'noExplicitAny'],
  [
    'a non-null assertion',
    'export const a = (b: string | null): number => b!.length;\n',
    'noNonNullAssertion',
  ],
  ['a default export', 'export default 1;\n', 'noDefaultExport'],
  ['the console', "console.log('a');\n", 'noConsole'],
];

/** A file of its own for each case, at a place of the tree: `electron/engine/features/messages/x.ts` is `x-7.ts` beside it. */
const numbered = (place: string, number: number): string => place.replace('x.ts', `x-${number}.ts`);
const files = [
  ...forbidden.map(([place, from], index) => [numbered(place, index), importing(from)] as const),
  ...allowed.map(([place, from], index) => [numbered(place, 100 + index), importing(from)] as const),
  ...others.map(
    ([, source], index) => [`electron/engine/features/messages/x-${200 + index}.ts`, source] as const,
  ),
  ['electron/engine/features/messages/notKebab.ts', 'export const a = 1;\n'] as const,
];

let tree: string;
/** The rules that each file breaks, by its path. */
const broken = new Map<string, string[]>();

beforeAll(() => {
  // A tree of the same shape with the same rules, so that no other run of the linter meets these files.
  tree = mkdtempSync(join(tmpdir(), 'omnideck-rules-'));
  for (const name of ['biome.json', '.gitignore']) cpSync(join(root, name), join(tree, name));
  for (const [path, source] of files) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), source);
  }
  const words = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const ran = spawnSync(process.execPath, words, { cwd: tree, encoding: 'utf8' });
  const report = JSON.parse(ran.stdout) as {
    diagnostics: { category: string; severity: string; location: { path: string | { file: string } } }[];
  };
  for (const { category, severity, location } of report.diagnostics) {
    if (severity !== 'error') continue;
    const path = typeof location.path === 'string' ? location.path : location.path.file;
    broken.set(path, [...(broken.get(path) ?? []), category.split('/').at(-1) ?? '']);
  }
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the import rules', () => {
  it.each(forbidden.map(([place, from], index) => ({ place, from, index })))(
    'refuse $place importing $from',
    ({ place, index }) => {
      const rules = broken.get(numbered(place, index)) ?? [];
      expect(rules.some((rule) => rule === 'noRestrictedImports' || rule === 'noNodejsModules')).toBe(true);
    },
  );

  it.each(allowed.map(([place, from], index) => ({ place, from, index })))(
    'let $place import $from',
    ({ place, index }) => {
      expect(broken.get(numbered(place, 100 + index)) ?? []).toEqual([]);
    },
  );

  it.each(others.map(([what, , rule], index) => ({ what, rule, index })))(
    'are beside rules that refuse $what',
    ({ rule, index }) => {
      expect(broken.get(`electron/engine/features/messages/x-${200 + index}.ts`)).toContain(rule);
    },
  );

  it('and names that are not kebab-case', () => {
    expect(broken.get('electron/engine/features/messages/notKebab.ts')).toContain('useFilenamingConvention');
  });
});
