/** A live run whose plan is standard input: nobody could answer the question before the first message. */
import { expect, it } from 'vitest';
import { must, openConsole } from '../helpers/console-fixture.ts';
import { omnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { canOpenTerminal, shellCommand, startInTerminal } from '../helpers/terminal.ts';

const livePlan =
  '{name: One, live: yes, agreed: Mari, numbers: [{name: Phone, number: "+37255550100"}], chains: [{name: A, steps: [{sms: Tere}]}]}';

/** @param baseUrl where nobody listens: nothing is sent to anybody */
async function words(baseUrl: string): Promise<string[]> {
  const { client, folder } = await openConsole();
  must(await client.accounts.add({ name: 'Shop', username: 'u', password: 'p', baseUrl, unchecked: true }));
  return ['run', '--live', '-', '--account', 'Shop', '--json', '--data', folder];
}

const real = 'https://api.messente.invalid/v1';

it.skipIf(!canOpenTerminal)('is refused in a terminal', async () => {
  const { screen, ended } = startInTerminal(`echo '${livePlan}' | ${shellCommand(await words(real))}`);
  expect(await ended).toBe(2);
  expect(screen()).toContain('"code":"live-from-input"');
});

it.skipIf(!canOpenTerminal)(
  'runs with an account of this computer, which sends no real messages',
  async () => {
    const command = shellCommand(await words('http://127.0.0.1:9/v1'));
    const { screen } = startInTerminal(`echo '${livePlan}' | ${command}`);
    await eventually(screen).toMatch(/1 messages to the API of “Shop” on this computer|live-from-input/u);
    expect(screen()).not.toContain('live-from-input');
  },
);

it.each([
  ['without a terminal', []],
  ['with --yes', ['--yes']],
])('is not refused for that %s', async (_, more) => {
  const { code, stdout } = await omnideck([...(await words(real)), ...more], { input: 'name: One' });
  expect(stdout).not.toContain('live-from-input');
  expect(code).toBe(2);
});
