import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../..', import.meta.url));

/** A separate tree with the same structure, so that other runs of the tools do not see these files. */
const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({
    name: 'tree',
    type: 'module',
    dependencies: { ws: '1.0.0', pino: '1.0.0' },
    devDependencies: { ajv: '1.0.0' },
  }),
  'electron/cli/main.ts': `import 'ws';\nimport { used, type Used } from '../engine/ids.ts';\nexport const a: Used = used;\n`,
  'electron/engine/ids.ts': `export type Used = number;\nexport type Unused = string;\nexport const used = 1;\nexport const unused = 2;\n`,
  'electron/engine/log.ts': 'export const b = 1;\n',
  'renderer/main.tsx': `import './shell/global.css';\nimport './lib/mark.tsx';\n`,
  'renderer/shell/global.css': '.spoken {}\n.silent {}\n.mantine-Button-root {}\n',
  'renderer/lib/mark.module.css': [
    '.byName {}',
    '.by-text {}',
    '.tone-ok {}',
    '.computed {}',
    '.gone {}',
    '.byName .alsoGone:hover {}',
    '.byName :global(.farGone) {}',
    "[data-x='.quoted'] .byName {}",
  ].join('\n'),
  'renderer/lib/mark.tsx': [
    "import classes from './mark.module.css';",
    "const kind: string = 'computed';",
    `const all = [classes.byName, classes['by-text'], classes[\`tone-\${kind}\`], classes[kind]];`,
    `console.log(all, 'spoken tnum');`,
  ].join('\n'),
};

let tree: string;

beforeAll(() => {
  tree = mkdtempSync(join(tmpdir(), 'omnideck-unused-'));
  for (const [path, source] of Object.entries(files)) {
    mkdirSync(dirname(join(tree, path)), { recursive: true });
    writeFileSync(join(tree, path), source);
  }
  cpSync(join(root, 'knip.json'), join(tree, 'knip.json'));
});
afterAll(() => rmSync(tree, { recursive: true, force: true }));

const runInTree = (...words: readonly string[]) =>
  spawnSync(process.execPath, words, { cwd: tree, encoding: 'utf8' });

describe('knip', () => {
  const found: string[] = [];
  let exitCode: number | null;

  beforeAll(() => {
    const knip = join(root, 'node_modules', 'knip', 'bin', 'knip.js');
    const ran = runInTree(knip, '--reporter', 'json', '--no-progress');
    exitCode = ran.status;
    const report = JSON.parse(ran.stdout) as {
      issues: ({ file: string } & Record<string, { name: string }[]>)[];
    };
    for (const { file, ...kinds } of report.issues) {
      for (const [kind, issues] of Object.entries(kinds)) {
        for (const { name } of Array.isArray(issues) ? issues : []) found.push(`${kind}: ${file}: ${name}`);
      }
    }
  });

  it.each([
    ['an unused file', 'files: electron/engine/log.ts: electron/engine/log.ts'],
    ['an unused export', 'exports: electron/engine/ids.ts: unused'],
    ['an unused exported type', 'types: electron/engine/ids.ts: Unused'],
    ['an unused dependency', 'dependencies: package.json: pino'],
    ['an unused development dependency', 'devDependencies: package.json: ajv'],
  ])('finds %s', (_, issue) => {
    expect(found).toContain(issue);
    expect(exitCode).not.toBe(0);
  });

  it('finds nothing else', () => {
    expect(found).toHaveLength(5);
  });
});

describe('the search for unused CSS classes', () => {
  it('finds each class that no component uses, and only those', () => {
    const ran = runInTree(join(root, 'tests', 'helpers', 'unused-classes.mjs'));
    expect(ran.stderr).toBe('');
    expect(ran.stdout.trim().split('\n')).toEqual([
      'renderer/lib/mark.module.css:5 class gone',
      'renderer/lib/mark.module.css:6 class alsoGone',
      'renderer/lib/mark.module.css:7 class farGone',
      'renderer/shell/global.css:2 class silent',
    ]);
    expect(ran.status).toBe(1);
  });
});
