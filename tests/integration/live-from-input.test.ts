/** A live run whose plan is standard input: nobody could answer the question before the first message. */
import { spawnSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { omnideckScript } from '../helpers/engine-files.ts';
import { cleanEnvironment, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const words = (folder: string): string[] => ['run', '--live', '-', '--json', '--data', folder];

/** Runs a command in a terminal of its own. */
function inTerminal(command: string) {
  return spawnSync('script', ['-q', '-e', '-c', command, '/dev/null'], {
    env: cleanEnvironment({ SHELL: '/bin/sh' }),
    encoding: 'utf8',
    input: '',
  });
}

it.skipIf(process.platform !== 'linux')('is refused in a terminal', () => {
  const command = [process.execPath, omnideckScript, ...words(temporaryFolder())].join(' ');
  const { status, stdout } = inTerminal(`echo 'name: One' | ${command}`);
  expect(stdout).toContain('"code":"live-from-input"');
  expect(status).toBe(2);
});

it('is not refused for that without a terminal', async () => {
  const { code, stdout } = await omnideck(words(temporaryFolder()), { input: 'name: One' });
  expect(stdout).not.toContain('live-from-input');
  expect(code).toBe(2);
});
