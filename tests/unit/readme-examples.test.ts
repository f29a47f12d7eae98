/** The examples of tests/README.md have no type errors in the places where the page tells the reader to save them. */
import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const root = join(import.meta.dirname, '..', '..');
const page = readFileSync(join(root, 'tests', 'README.md'), 'utf8');

/** The examples of a page by the paths under which the page says to save them. */
function examplesOf(text: string): Map<string, string> {
  const found = text.matchAll(/^Save this as `([^`]+)`.*?^```ts\n(.*?)^```/gms);
  return new Map([...found].map(([, path = '', code = '']) => [path, code]));
}

let folder = '';
beforeAll(() => {
  mkdirSync(join(root, 'out'), { recursive: true });
  folder = mkdtempSync(join(root, 'out', 'examples-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Returns the compiler's errors about these files, as if they were in the project. */
function errorsOf(files: ReadonlyMap<string, string>): string[] {
  for (const [path, code] of files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), code);
  }
  const config = {
    extends: '../../tests/tsconfig.json',
    // Relative imports are looked up in the folder of the examples, then in the project.
    compilerOptions: { rootDirs: ['.', '../..'], noEmit: true },
    include: ['./tests/**/*.ts'],
  };
  writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(config));
  const compiler = join(root, 'node_modules', 'typescript', 'bin', 'tsc');
  const { stdout } = spawnSync(process.execPath, [compiler, '-p', folder, '--pretty', 'false'], {
    encoding: 'utf8',
    cwd: folder,
  });
  return stdout.split('\n').filter((line) => line !== '');
}

describe('the examples of tests/README.md', () => {
  it('are one of each kind, and every block of code is one of them', () => {
    expect([...examplesOf(page).keys()].map((path) => relative('tests', path).split('/')[0])).toEqual([
      ...['unit', 'integration', 'faults', 'e2e', 'bench'],
    ]);
    expect(page.match(/^```ts$/gm)).toHaveLength(examplesOf(page).size);
  });

  it('have no type errors, and a renamed helper is one', { timeout: 240_000 }, () => {
    const examples = examplesOf(page);
    const sending = examples.get('tests/integration/my-sending.test.ts') ?? '';
    // One run of the compiler is enough for both.
    examples.set('tests/integration/renamed.test.ts', sending.replaceAll('sendOne', 'sendTwo'));
    expect(errorsOf(examples)).toEqual([
      expect.stringMatching(/^tests\/integration\/renamed\.test\.ts.* has no exported member/),
    ]);
  });
});
