/** A live run whose plan is standard input: nobody could answer the question before the first message. */
import { expect, it } from 'vitest';
import { omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { canOpenTerminal, shellCommand, startInTerminal } from '../helpers/terminal.ts';

const words = (folder: string): string[] => ['run', '--live', '-', '--json', '--data', folder];

it.skipIf(!canOpenTerminal)('is refused in a terminal', async () => {
  const { screen, ended } = startInTerminal(`echo 'name: One' | ${shellCommand(words(temporaryFolder()))}`);
  expect(await ended).toBe(2);
  expect(screen()).toContain('"code":"live-from-input"');
});

it.each([
  ['without a terminal', []],
  ['with --yes', ['--yes']],
])('is not refused for that %s', async (_, more) => {
  const { code, stdout } = await omnideck([...words(temporaryFolder()), ...more], { input: 'name: One' });
  expect(stdout).not.toContain('live-from-input');
  expect(code).toBe(2);
});
