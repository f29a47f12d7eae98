import { spawnSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { codeOf, openConsole } from '../helpers/console-fixture.ts';
import { ended, ownClient } from '../helpers/job-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

/** A pipe that nobody writes to: opening it for reading waits for ever. */
function pipe(): string {
  const path = join(temporaryFolder(), 'pipe');
  spawnSync('mkfifo', [path]);
  return path;
}

function directory(): string {
  const path = join(temporaryFolder(), 'folder');
  mkdirSync(path);
  return path;
}

const special: readonly (readonly [string, () => string])[] = [
  ['a pipe', pipe],
  ['a folder', directory],
  ['a device that never ends', () => '/dev/zero'],
  ['an entry of /proc', () => '/proc/self/status'],
];

describe.skipIf(process.platform !== 'linux')('a file that is not a plain file', () => {
  test.each(special)('is not imported or restored: %s', async (_, make) => {
    const { console } = await openConsole();
    const client = ownClient(console);
    const imported = await ended(client, client.backups.import({ file: make() }));
    expect(imported.problem?.code).toBe('not-plain-file');
    expect(codeOf(await client.backups.inspect({ file: make() }))).toMatch(
      /^(not-plain-file|backup-missing|file-failed)$/u,
    );
    // The next import is not kept waiting.
    const file = join(temporaryFolder(), 'numbers.txt');
    writeFileSync(file, 'not ours');
    expect((await ended(client, client.backups.import({ file }))).problem?.code).toBe('import-not-ours');
  });

  test.each([
    ['send', (path: string) => ['send', '--omnimessage', path]],
    ['run', (path: string) => ['run', path]],
    ['sandbox', (path: string) => ['sandbox', '--scenario', path]],
    ['do-not-send', (path: string) => ['do-not-send', 'add', '--file', path]],
    ['run --junit', (path: string) => ['run', plan(), '--junit', path]],
  ] as const)('is refused by "%s"', async (_, words) => {
    for (const path of [pipe(), directory()]) {
      const data = join(temporaryFolder(), 'data');
      const { code, stderr } = await omnideck([...words(path), '--data', data], {
        env: { OMNIDECK_PASSPHRASE: testPassphrase },
      });
      expect(code).toBe(2);
      expect(stderr).toMatch(/not a plain file|it is a folder|nobody reads/u);
    }
  });
});

const validPlan =
  'name: P\nnumbers: [{ number: "+37255550100" }]\nchains: [{ name: a, steps: [{ sms: Tere }] }]\n';

describe('a plan', () => {
  const env = { OMNIDECK_PASSPHRASE: testPassphrase };
  const newData = () => ['--data', join(temporaryFolder(), 'data')];

  test('is read from standard input by "run -", also through a pipe', async () => {
    const input = validPlan;
    const checked = await omnideck(['run', '-', '--check', ...newData()], { env, input });
    expect(checked).toMatchObject({ code: 0, stderr: '' });
    expect(checked.stdout).toContain('valid plan: 1 chains to 1 numbers, 1 messages');
    const wrong = await omnideck(['run', '-', '--check', ...newData()], { env, input: 'chains: [' });
    expect(wrong.code).toBe(2);
    expect(wrong.stderr).toMatch(/^-:1:\d+: /mu);
    const run = await omnideck(['run', '-', '--json', ...newData()], { env, input });
    expect(run.code).toBe(0);
  });

  test('and a scenario are read from one standard input only if just one of them is "-"', async () => {
    const input = 'name: calm\n';
    const file = join(temporaryFolder(), 'plan.yaml');
    writeFileSync(file, validPlan);
    const scenario = await omnideck(['run', file, '--scenario', '-', ...newData()], { env, input });
    expect(scenario.stderr).not.toContain('cannot be read');
    const both = await omnideck(['run', '-', '--scenario', '-', ...newData()], { env, input });
    expect(both.code).toBe(2);
    expect(both.stderr).toContain('Standard input can be read only once');
  });

  test('in a pipe with a name is refused with the way that works', async () => {
    const { code, stderr } = await omnideck(['run', pipe(), ...newData()], { env });
    expect(code).toBe(2);
    expect(stderr).toContain('- for standard input');
  });
});

function plan(): string {
  const path = join(temporaryFolder(), 'plan.yaml');
  writeFileSync(path, 'numbers: ["+37255500010"]\nchains: { a: [{ sms: Tere }] }\n');
  return path;
}
