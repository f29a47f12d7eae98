import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));
const biome = join(root, 'node_modules', '@biomejs', 'biome', 'bin', 'biome');
const depcruise = join(root, 'node_modules', 'dependency-cruiser', 'bin', 'dependency-cruiser.mjs');

const messages = 'electron/engine/features/messages';
const compose = 'electron/engine/features/compose';

/** For each import rule: a file, a file or package that it must not import, and the name of the rule. */
const forbidden: readonly (readonly [place: string, target: string, rule: string])[] = [
  ['shared/messaging/x.ts', 'node:fs', 'no-node-in-shared-or-window'],
  ['shared/messaging/x.ts', 'electron', 'electron-in-desktop-only'],
  ['shared/messaging/x.ts', 'better-sqlite3', 'sqlite-in-db-and-sql-only'],
  ['shared/messaging/x.ts', 'electron/engine/ids.ts', 'shared-is-pure'],
  ['shared/contract/x.ts', 'renderer/lib/now.ts', 'shared-is-pure'],
  ['shared/contract/x.ts', 'shared/contract/missing.ts', 'resolvable'],
  ['shared/problems/x.ts', 'intl-messageformat', 'problems-without-texts'],
  ['shared/problems/x.ts', 'shared/problems/english-text.ts', 'problems-without-texts'],
  ['electron/engine/workers/x.ts', 'shared/problems/english-text.ts', 'problems-without-texts'],
  [`${messages}/sql/x.ts`, 'shared/problems/english-text.ts', 'problems-without-texts'],
  ['renderer/lib/x.ts', 'shared/problems/english-text.ts', 'english-problems-load-later'],
  ['renderer/lib/x.ts', 'node:path', 'no-node-in-shared-or-window'],
  ['renderer/lib/x.ts', 'electron', 'electron-in-desktop-only'],
  ['renderer/lib/x.ts', 'better-sqlite3', 'sqlite-in-db-and-sql-only'],
  ['renderer/lib/x.ts', 'electron/engine/ids.ts', 'window-imports-shared-only'],
  ['renderer/lib/x.ts', 'date-holidays', 'holidays-in-one-place'],
  ['electron/engine/workers/x.ts', 'date-holidays', 'holidays-in-one-place'],
  ['renderer/lib/x.ts', 'renderer/features/runs/runs-slice.ts', 'window-lib-below-features'],
  ['renderer/lib/x.ts', 'renderer/features/runs/index.ts', 'window-lib-below-features'],
  ['renderer/lib/x.ts', 'renderer/shell/frame/frame.tsx', 'window-lib-below-features'],
  ['renderer/features/runs/x.ts', 'renderer/shell/frame/frame.tsx', 'window-features-below-shell'],
  ['renderer/features/runs/x.ts', 'renderer/features/compose/drafts.ts', 'window-feature-door'],
  ['renderer/features/runs/x.ts', 'renderer/features/compose/forms/index.ts', 'window-feature-door'],
  ['electron/engine/x.ts', 'tests/helpers/engine.ts', 'not-tests'],
  ['renderer/shell/x.ts', 'tests/helpers/engine.ts', 'not-tests'],
  [`${messages}/x.ts`, 'electron', 'electron-in-desktop-only'],
  [`${messages}/x.ts`, 'better-sqlite3', 'sqlite-in-db-and-sql-only'],
  [`${messages}/x.ts`, 'electron/cli/output.ts', 'engine-imports-engine-and-shared'],
  [`${messages}/x.ts`, 'electron/desktop/main.ts', 'engine-imports-engine-and-shared'],
  [`${messages}/x.ts`, 'renderer/lib/now.ts', 'engine-imports-engine-and-shared'],
  [`${messages}/x.ts`, `${compose}/sending.ts`, 'feature-door'],
  [`${messages}/polling/x.ts`, `${compose}/media/index.ts`, 'feature-door'],
  [`${messages}/x.ts`, `${compose}/sql/same-text.ts`, 'sql-of-another-feature'],
  [`${messages}/x.ts`, `${compose}/sql/index.ts`, 'sql-of-another-feature'],
  [`${messages}/sql/x.ts`, `${compose}/sql/same-text.ts`, 'sql-of-another-feature-by-its-door'],
  [`${messages}/sql/x.ts`, `${compose}/index.ts`, 'statements-not-logic'],
  [`${messages}/sql/x.ts`, `${compose}/sending.ts`, 'feature-door'],
  [`${messages}/x.ts`, `${messages}/obligations.ts`, 'obligations-by-registry'],
  ['electron/engine/x.ts', `${compose}/obligations.ts`, 'obligations-by-registry'],
  [`${messages}/obligations-x.ts`, `${messages}/polling/poller.ts`, 'obligations-not-logic'],
  [`${messages}/obligations-x.ts`, 'electron/engine/log.ts', 'obligations-not-logic'],
  [`${messages}/x.ts`, `${messages}/handlers.ts`, 'handlers-in-router-only'],
  ['electron/engine/x.ts', `${messages}/handlers.ts`, 'handlers-in-router-only'],
  [`${messages}/x.ts`, 'electron/engine/start.ts', 'start-in-shells-only'],
  ['electron/engine/x.ts', `${messages}/sql/tags.ts`, 'sql-door'],
  ['electron/cli/commands/x.ts', `${messages}/sql/tags.ts`, 'sql-door'],
  ['electron/cli/commands/x.ts', `${messages}/cancelling.ts`, 'feature-door-of-shells'],
  ['electron/web/x.ts', `${messages}/polling/poller.ts`, 'feature-door-of-shells'],
  ['electron/desktop/x.ts', `${messages}/cancelling.ts`, 'feature-door-of-shells'],
  [
    'electron/engine/features/backups/database/x.ts',
    `${messages}/sql/tags.ts`,
    'sql-of-another-feature-by-its-door',
  ],
  ['electron/engine/features/backups/database/x.ts', `${messages}/index.ts`, 'statements-not-logic'],
  ['electron/engine/db/x.ts', 'electron', 'electron-in-desktop-only'],
  ['electron/engine/db/x.ts', 'electron/cli/output.ts', 'engine-imports-engine-and-shared'],
  ['electron/engine/db/x.ts', `${messages}/index.ts`, 'db-below-features'],
  ['electron/engine/db/x.ts', `${messages}/sql/index.ts`, 'db-below-features'],
  ['electron/engine/db/x.ts', 'electron/engine/sql-registry.ts', 'db-below-features'],
  ['electron/engine/messente/x.ts', 'electron/engine/db/store.ts', 'messente-knows-no-store'],
  ['electron/engine/messente/x.ts', `${messages}/index.ts`, 'messente-knows-no-store'],
  ['electron/engine/sandbox/x.ts', 'electron/engine/messente/client.ts', 'sandbox-stands-alone'],
  ['electron/engine/sandbox/x.ts', 'electron/engine/db/store.ts', 'sandbox-stands-alone'],
  ['electron/engine/sandbox/x.ts', 'electron/engine/features/reports/index.ts', 'sandbox-stands-alone'],
  ['electron/cli/x.ts', 'electron', 'electron-in-desktop-only'],
  ['electron/cli/x.ts', 'better-sqlite3', 'sqlite-in-db-and-sql-only'],
  ['electron/cli/x.ts', 'electron/desktop/main.ts', 'cli-and-web-not-desktop'],
  ['electron/cli/x.ts', 'renderer/lib/now.ts', 'cli-and-web-not-desktop'],
  ['electron/web/x.ts', 'electron/desktop/main.ts', 'cli-and-web-not-desktop'],
  ['electron/desktop/x.ts', 'better-sqlite3', 'sqlite-in-db-and-sql-only'],
  ['electron/desktop/x.ts', 'electron/cli/output.ts', 'desktop-not-cli-or-web'],
  ['electron/desktop/x.ts', 'electron/web/host.ts', 'desktop-not-cli-or-web'],
  ['electron/desktop/x.ts', 'renderer/lib/now.ts', 'desktop-not-cli-or-web'],
];

const allowed: readonly (readonly [place: string, target: string])[] = [
  ['shared/contract/x.ts', 'shared/messaging/types.ts'],
  ['renderer/lib/x.ts', 'shared/messaging/types.ts'],
  ['shared/problems/x.ts', 'shared/problems/define.ts'],
  [`${messages}/x.ts`, 'shared/problems/english-text.ts'],
  ['renderer/features/runs/x.ts', 'renderer/lib/now.ts'],
  ['renderer/features/runs/x.ts', 'renderer/features/runs/forms/deep.ts'],
  ['renderer/features/runs/x.ts', 'renderer/features/compose/index.ts'],
  ['renderer/shell/x.ts', 'renderer/features/runs/runs-screen.tsx'],
  [`${messages}/x.ts`, 'node:fs'],
  [`${messages}/x.ts`, 'electron/engine/db/store.ts'],
  [`${messages}/x.ts`, `${messages}/sql/tags.ts`],
  [`${messages}/x.ts`, `${compose}/index.ts`],
  [`${messages}/sql/x.ts`, `${compose}/sql/index.ts`],
  [`${messages}/sql/x.ts`, 'better-sqlite3'],
  [`${messages}/obligations-x.ts`, `${messages}/sql/tags.ts`],
  ['electron/engine/features/backups/database/x.ts', 'better-sqlite3'],
  ['electron/engine/features/backups/database/x.ts', `${messages}/sql/index.ts`],
  ['electron/engine/db/x.ts', 'better-sqlite3'],
  ['electron/engine/sandbox/x.ts', 'electron/engine/messente/types.ts'],
  ['electron/cli/x.ts', 'electron/engine/start.ts'],
  ['electron/cli/x.ts', `${messages}/index.ts`],
  ['electron/desktop/x.ts', `${messages}/index.ts`],
  ['electron/desktop/x.ts', 'electron'],
  ['electron/desktop/x.ts', 'electron/engine/start.ts'],
];

/**
 * The ways in which two files can import each other. Each is planted as a pair of files whose second imports
 * the first.
 */
const circles: readonly (readonly [way: string, importing: (from: string) => string])[] = [
  ['values', (from) => `import { a } from '${from}';\nexport const b = a;\n`],
  ['types', (from) => `import type { A } from '${from}';\nexport type B = A;\n`],
  ['types beside values', (from) => `import { type A, c } from '${from}';\nexport const b: A = c;\n`],
  ['types exported again', (from) => `export type { A } from '${from}';\n`],
  ['a file loaded later', (from) => `export const b = (): unknown => import('${from}');\n`],
];

/** Returns a function whose body has this many lines, not counting blank lines. */
function functionOf(lines: number): string {
  return `export function a(b: () => void): void {\n\n${'  b();\n'.repeat(lines)}}\n`;
}

const others: readonly (readonly [what: string, source: string, rule: string])[] = [
  ['any', 'export const a: any = 1;\n', 'noExplicitAny'],
  [
    'a non-null assertion',
    'export const a = (b: string | null): number => b!.length;\n',
    'noNonNullAssertion',
  ],
  ['a default export', 'export default 1;\n', 'noDefaultExport'],
  ['the console', "console.log('a');\n", 'noConsole'],
  ['a function of 81 lines', functionOf(81), 'noExcessiveLinesPerFunction'],
];

/** Returns a separate path for each case: `electron/cli/x.ts` becomes `electron/cli/x-7.ts`. */
const numbered = (place: string, number: number): string => place.replace('x.ts', `x-${number}.ts`);

let tree: string;

function plant(path: string, source: string): void {
  mkdirSync(dirname(join(tree, path)), { recursive: true });
  writeFileSync(join(tree, path), source);
}

/**
 * Plants a file that imports the target, and the target itself if it is one of our files. Every other import
 * is type-only.
 */
function plantImport(place: string, target: string, number: number): void {
  const isOurs = target.includes('/');
  if (isOurs && !target.includes('missing') && !existsSync(join(tree, target))) plant(target, 'export {};\n');
  const from = isOurs ? `${'../'.repeat(place.split('/').length - 1)}${target}` : target;
  plant(numbered(place, number), number % 2 === 0 ? importValue(from) : importType(from));
}
const importValue = (from: string): string => `import { a } from '${from}';\n\nexport const b = a;\n`;
const importType = (from: string): string => `import type { A } from '${from}';\n\nexport type B = A;\n`;

/** Adds the rules that each file breaks, by the file's path. */
function addBroken(broken: Map<string, string[]>, path: string, rule: string): void {
  broken.set(path, [...(broken.get(path) ?? []), rule]);
}

beforeAll(() => {
  // A separate tree with the same structure and rules, so that other runs of the tools do not see these
  // files.
  tree = mkdtempSync(join(tmpdir(), 'omnideck-rules-'));
  for (const name of ['biome.jsonc', '.gitignore', '.dependency-cruiser.mjs']) {
    cpSync(join(root, name), join(tree, name));
  }
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

describe('the import rules', () => {
  const broken = new Map<string, string[]>();

  beforeAll(() => {
    for (const name of ['electron', 'better-sqlite3', 'intl-messageformat']) {
      plant(`node_modules/${name}/package.json`, `{ "name": "${name}", "main": "index.js" }`);
      plant(`node_modules/${name}/index.js`, 'exports.a = 1;\n');
    }
    for (const [index, [place, target]] of forbidden.entries()) plantImport(place, target, index);
    for (const [index, [place, target]] of allowed.entries()) plantImport(place, target, 100 + index);
    for (const [index, [, importing]] of circles.entries()) {
      plant(`shared/plans/x-${200 + index}.ts`, importing(`./y-${index}.ts`));
      plant(`shared/plans/y-${index}.ts`, importValue(`./x-${200 + index}.ts`));
    }
    const words = [depcruise, '--config', '.dependency-cruiser.mjs', '--output-type', 'json'];
    const ran = spawnSync(process.execPath, [...words, 'electron', 'renderer', 'shared'], {
      cwd: tree,
      encoding: 'utf8',
    });
    const report = JSON.parse(ran.stdout) as {
      summary: { violations: { from: string; rule: { name: string; severity: string } }[] };
    };
    for (const { from, rule } of report.summary.violations) {
      if (rule.severity === 'error') addBroken(broken, from, rule.name);
    }
  });

  it.each(forbidden.map(([place, target, rule], index) => ({ place, target, rule, index })))(
    '$rule: refuse $place importing $target',
    ({ place, rule, index }) => {
      expect(broken.get(numbered(place, index))).toContain(rule);
    },
  );

  it.each(allowed.map(([place, target], index) => ({ place, target, index })))(
    'let $place import $target',
    ({ place, index }) => {
      expect(broken.get(numbered(place, 100 + index)) ?? []).toEqual([]);
    },
  );

  it.each(circles.map(([way], index) => ({ way, index })))('refuse a circle through $way', ({ index }) => {
    expect(broken.get(`shared/plans/x-${200 + index}.ts`)).toEqual(['no-circle']);
  });
});

describe('the linter', () => {
  const broken = new Map<string, string[]>();

  beforeAll(() => {
    for (const [index, [, source]] of others.entries()) plant(`${messages}/x-${300 + index}.ts`, source);
    plant(`${messages}/notKebab.ts`, 'export const a = 1;\n');
    plant(`${messages}/x-399.ts`, functionOf(80));
    plant('tests/unit/x-398.test.ts', functionOf(81));
    const words = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', messages, 'tests'];
    const ran = spawnSync(process.execPath, words, { cwd: tree, encoding: 'utf8' });
    const report = JSON.parse(ran.stdout) as {
      diagnostics: { category: string; severity: string; location: { path: string | { file: string } } }[];
    };
    for (const { category, severity, location } of report.diagnostics) {
      if (severity !== 'error') continue;
      const path = typeof location.path === 'string' ? location.path : location.path.file;
      addBroken(broken, path, category.split('/').at(-1) ?? '');
    }
  });

  it.each(others.map(([what, , rule], index) => ({ what, rule, index })))(
    'refuses $what',
    ({ rule, index }) => {
      expect(broken.get(`${messages}/x-${300 + index}.ts`)).toContain(rule);
    },
  );

  it('lets a function have 80 lines, and the groups of a test more', () => {
    expect(broken.get(`${messages}/x-399.ts`) ?? []).toEqual([]);
    expect(broken.get('tests/unit/x-398.test.ts') ?? []).toEqual([]);
  });

  it('refuses names that are not kebab-case', () => {
    expect(broken.get(`${messages}/notKebab.ts`)).toContain('useFilenamingConvention');
  });
});
