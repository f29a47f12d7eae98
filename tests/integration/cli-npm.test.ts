/** Runs the command line as users do: by npm, also from another folder, and under a process manager. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isFree } from '../helpers/console-fixture.ts';
import { cleanEnvironment } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));

const plan = `name: One
numbers: [{ number: +37255550100 }]
chains: [{ steps: [{ sms: Hello }] }]
expect: [{ reaches: any }]
`;

type NpmRun = { readonly child: ChildProcess; stderr(): string; readonly output: Promise<string> };

/** Starts `npm --prefix ROOT run -s omnideck -- WORDS` in a folder. */
function startByNpm(
  words: readonly string[],
  cwd: string,
  more: Readonly<Record<string, string>> = {},
): NpmRun {
  const child = spawn('npm', ['--prefix', root, 'run', '-s', 'omnideck', '--', ...words], {
    cwd,
    env: cleanEnvironment(more),
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  });
  onTestFinished(() => void child.kill('SIGKILL'));
  let out = '';
  let err = '';
  child.stdout?.setEncoding('utf8').on('data', (text: string) => {
    out += text;
  });
  child.stderr?.setEncoding('utf8').on('data', (text: string) => {
    err += text;
  });
  return { child, stderr: () => err, output: once(child, 'close').then(() => `${out}${err}`) };
}

describe('a command that npm runs for another folder', () => {
  it('reads and writes the files of that folder', async () => {
    const folder = temporaryFolder();
    mkdirSync(join(folder, 'plans'));
    writeFileSync(join(folder, 'plans', 'one.yaml'), plan);
    const checked = await startByNpm(['run', 'plans/one.yaml', '--check', '--data', 'data'], folder).output;
    expect(checked).toContain('plans/one.yaml is a valid plan');
    expect(existsSync(join(folder, 'data', 'omnideck.db'))).toBe(true);
    await startByNpm(['audit', '--out', 'audit.jsonl', '--data', 'data'], folder).output;
    expect(existsSync(join(folder, 'audit.jsonl'))).toBe(true);
    const missing = await startByNpm(['run', 'plans/two.yaml', '--data', 'data'], folder).output;
    expect(missing).toContain(join(folder, 'plans', 'two.yaml'));
  });

  it('does not use the folder of an npm that started another program', async () => {
    const [folder, elsewhere] = [temporaryFolder(), temporaryFolder()];
    writeFileSync(join(folder, 'one.yaml'), plan);
    const child = spawn(
      process.execPath,
      [join(root, 'electron/cli/omnideck.mjs'), 'run', 'one.yaml', '--check', '--data', 'data'],
      {
        cwd: folder,
        env: cleanEnvironment({
          INIT_CWD: elsewhere,
          npm_lifecycle_event: 'test',
          npm_package_json: join(elsewhere, 'package.json'),
        }),
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
    const [code] = await once(child, 'close');
    expect(code).toBe(0);
  });
});

describe.skipIf(process.platform === 'win32')('a console that npm started', () => {
  it('ends in order after SIGTERM to npm, and frees the data folder', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const run = startByNpm(['listen', '--sandbox', '--data', 'data'], folder);
    await eventually(() => run.stderr()).toContain('Listening.');
    expect(isFree(data)).toBe(false);
    run.child.kill('SIGTERM');
    await run.output;
    await eventually(() => isFree(data)).toBe(true);
    expect(readFileSync(join(data, 'logs', 'omnideck.log'), 'utf8')).toContain('console-stopped');
  });

  it('ends in order after npm was killed', async () => {
    const folder = temporaryFolder();
    const data = join(folder, 'data');
    const run = startByNpm(['listen', '--sandbox', '--data', 'data'], folder);
    await eventually(() => run.stderr()).toContain('Listening.');
    run.child.kill('SIGKILL');
    await eventually(() => isFree(data)).toBe(true);
  });
});
