/** The account of a run: which one --account and --live choose, what the command says of it, and what it refuses. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { acceptedBy, consoleWithSandbox, must } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { canOpenTerminal, shellCommand, startInTerminal } from '../helpers/terminal.ts';

const plan = `name: Choice
timeout: 60 s
numbers: [{ name: Phone, number: "+37255550100" }]
chains: [{ name: By SMS, steps: [{ sms: Tere }] }]
expect: [reaches any]
`;

/** A console with the account T, whose API is on this computer, and with the live account Shop. */
async function open() {
  const { client, folder, sandbox } = await consoleWithSandbox({ lateReportsMs: 500 });
  const live = { name: 'Shop', username: 'u', password: 'p', baseUrl: 'https://api.messente.invalid/v1' };
  must(await client.accounts.add({ ...live, unchecked: true }));
  const file = join(temporaryFolder(), 'plan.yaml');
  writeFileSync(file, plan);
  const words = (more: readonly string[], path = file) => ['run', path, ...more, '--data', folder];
  const run = (...more: string[]) => omnideck(words(more));
  const sentTo = async () => (await acceptedBy(sandbox)).map(({ to }) => to);
  return { client, file, words, run, sentTo };
}

test.each([
  ['with --live', ['--live', '--account', 'T']],
  ['without --live', ['--account', 'T']],
])('an API of this computer gets the messages %s, which are not called real', async (_, more) => {
  const { client, run, sentTo } = await open();
  const ended = await run(...more);
  expect(ended.code, ended.stderr).toBe(0);
  expect(await sentTo()).toEqual(['+37255550100']);
  expect(ended.stderr).toContain('1 messages to the API of “T” on this computer');
  expect(ended.stderr).not.toContain('real messages');
  expect(await client.runs.list({})).toMatchObject([{ name: 'Choice', live: false }]);
});

test.skipIf(!canOpenTerminal)('an API of this computer needs no answer at a terminal', async () => {
  const { words, sentTo } = await open();
  const terminal = startInTerminal(`${shellCommand(words(['--live', '--account', 'T']))} < /dev/null`);
  expect(await terminal.ended, terminal.screen()).toBe(0);
  expect(terminal.screen()).toContain('on this computer');
  expect(await sentTo()).toEqual(['+37255550100']);
});

test('an account with real recipients is refused without --live, and not replaced by the sandbox', async () => {
  const { client, file, run } = await open();
  const code = async () =>
    jsonLines((await run('--account', 'Shop', '--json')).stdout).map(({ error }) => error);
  expect(await code()).toMatchObject([{ code: 'plan-not-live' }]);
  writeFileSync(file, `${plan}live: yes\nagreed: Mari\n`);
  expect(await code()).toMatchObject([{ code: 'live-not-asked' }]);
  expect(await client.runs.list({})).toEqual([]);
});

test('an account that does not exist is named, also without --live', async () => {
  const { client, run } = await open();
  const refused = await run('--account', 'Nobody');
  expect(refused.code).toBe(2);
  expect(refused.stderr).toContain('Nobody');
  expect(await client.runs.list({})).toEqual([]);
});

test('the conditions of the built-in sandbox are refused for another account', async () => {
  const { client, run } = await open();
  const scenario = join(temporaryFolder(), 'scenario.yaml');
  writeFileSync(scenario, 'name: Calm\n');
  for (const option of [
    ['--seed', '2'],
    ['--speed', '2'],
    ['--scenario', scenario],
  ]) {
    const refused = await run('--account', 'T', ...option, '--json');
    expect(refused.code, option[0]).toBe(2);
    expect(jsonLines(refused.stdout)).toMatchObject([{ error: { code: 'sandbox-option' } }]);
  }
  expect(await client.runs.list({})).toEqual([]);
});

test('the built-in sandbox may be named with --account, and keeps its conditions', async () => {
  const { client, run } = await open();
  const { name } = must(await client.accounts.sandbox());
  const ended = await run('--account', name, '--seed', '7');
  expect(ended.code, ended.stderr).toBe(0);
  expect(await client.runs.list({})).toMatchObject([{ sandbox: { seed: 7 } }]);
});
