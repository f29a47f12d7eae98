/** Real messages at a real pseudo-terminal: which answers and options send them, and where nobody can be asked. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, onTestFinished, test } from 'vitest';
import { must, openConsole } from '../helpers/console-fixture.ts';
import { omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { canOpenTerminal, shellCommand, startInTerminal, type Terminal } from '../helpers/terminal.ts';

const livePlan = `name: Real
live: yes
agreed: Mari, 1 November 2026
numbers: [{ name: Phone, number: "+37255550100" }]
chains: [{ name: By SMS, steps: [{ sms: Tere }] }]
`;

const question = 'Send them? (yes/no)';

/** A console with a live account whose API cannot be reached, so nothing is sent to anybody. */
async function open(text = livePlan) {
  const { client, folder } = await openConsole();
  const input = { name: 'Shop', username: 'u', password: 'p', baseUrl: 'https://api.messente.invalid/v1' };
  must(await client.accounts.add({ ...input, unchecked: true }));
  const file = join(temporaryFolder(), 'plan.yaml');
  writeFileSync(file, text);
  const words = ['run', file, '--live', '--account', 'Shop', '--data', folder];
  const runs = async () => (await client.runs.list({})).map(({ name, live }) => ({ name, live }));
  return { client, folder, words, runs };
}

/** Waits until the command has ended or has started a run. @returns the exit code; undefined if it still runs */
async function endOrRun(
  terminal: Terminal,
  runs: () => Promise<unknown[]>,
): Promise<number | null | undefined> {
  let code: number | null | undefined;
  void terminal.ended.then((ended) => {
    code = ended;
  });
  await eventually(async () => code !== undefined || (await runs()).length > 0).toBe(true);
  return code;
}

const started = [{ name: 'Real', live: true }];

describe.skipIf(!canOpenTerminal)('a live run at a terminal', () => {
  test.each([
    ['yes', 'yes\r'],
    ['Y with spaces', ' Y \r'],
  ])('sends after the answer %s', async (_, keys) => {
    const { words, runs } = await open();
    const terminal = startInTerminal(shellCommand(words));
    await eventually(terminal.screen).toContain(question);
    expect(await runs()).toEqual([]);
    terminal.type(keys);
    await eventually(runs).toEqual(started);
  });

  test('sends nothing after another answer, Ctrl+C or Ctrl+D, and calls none an internal error', async () => {
    const { words, runs } = await open();
    await Promise.all(
      ['no\r', '\r', 'yesterday\r', '\u0003', '\u0004'].map(async (keys) => {
        const terminal = startInTerminal(shellCommand(words));
        await eventually(terminal.screen).toContain(question);
        terminal.type(keys);
        expect(await terminal.ended, JSON.stringify(keys)).toBe(2);
        expect(terminal.screen()).toContain('Nothing was sent.');
        expect(terminal.screen()).not.toMatch(/internal|Abort/u);
      }),
    );
    expect(await runs()).toEqual([]);
  });

  test('is refused if the question cannot be asked, because a stream is redirected', async () => {
    const { words, runs } = await open();
    await Promise.all(
      ['< /dev/null', '2> /dev/null', '< /dev/null 2> /dev/null'].map(async (redirection) => {
        const terminal = startInTerminal(`${shellCommand([...words, '--json'])} ${redirection}`);
        expect(await endOrRun(terminal, runs), redirection).toBe(2);
        expect(terminal.screen()).toContain('"code":"live-not-confirmed"');
      }),
    );
    expect(await runs()).toEqual([]);
  });

  test('is refused if all three streams are redirected, and only the terminal itself remains', async () => {
    const { words, runs } = await open();
    const output = join(temporaryFolder(), 'output');
    const command = `${shellCommand([...words, '--json'])} < /dev/null > '${output}' 2> /dev/null`;
    expect(await endOrRun(startInTerminal(command), runs)).toBe(2);
    expect(readFileSync(output, 'utf8')).toContain('"code":"live-not-confirmed"');
    expect(await runs()).toEqual([]);
  });

  test('sends without a question with --yes, also if the question could not be asked', async () => {
    for (const redirection of ['', '< /dev/null']) {
      const { words, runs } = await open();
      const terminal = startInTerminal(`${shellCommand([...words, '--yes'])} ${redirection}`);
      expect(await endOrRun(terminal, runs), terminal.screen()).toBeUndefined();
      expect(terminal.screen()).not.toContain(question);
    }
  });

  test('of a plan that is not marked for live runs is refused before the question', async () => {
    const { words, runs } = await open(livePlan.replace('live: yes\n', ''));
    const terminal = startInTerminal(shellCommand(words));
    await eventually(terminal.screen).toMatch(/Send them|not marked/u);
    expect(terminal.screen()).not.toContain(question);
    expect(await terminal.ended).toBe(2);
    expect(await runs()).toEqual([]);
  });

  test('that is resumed or retried asks as well, and --yes answers', async () => {
    const { client, folder, words, runs } = await open();
    const first = startInTerminal(shellCommand([...words, '--yes']));
    expect(await endOrRun(first, runs), first.screen()).toBeUndefined();
    const [run] = await client.runs.list({});
    const id = run?.id ?? '';
    must(await client.runs.pause({ id }));
    await first.ended;
    const resume = ['runs', 'resume', id, '--data', folder];
    const state = async () => must(await client.runs.summary({ id })).state;
    const refused = startInTerminal(`${shellCommand([...resume, '--json'])} < /dev/null`);
    expect(await refused.ended).toBe(2);
    expect(refused.screen()).toContain('"code":"live-not-confirmed"');
    expect(await state()).toBe('paused');
    startInTerminal(shellCommand([...resume, '--yes']));
    await eventually(state).toBe('running');
  });
});

test('a live run without any terminal is agreed to by --live, as in CI', async () => {
  const { words, runs } = await open();
  const command = startOmnideck([...words, '--json']);
  onTestFinished(async () => void (await command.kill()));
  await eventually(runs).toEqual(started);
});

test('send has no --live, and sends nothing if that is given', async () => {
  const { client, folder } = await open();
  const words = ['send', '--live', '--to', '+37255550100', '--sms', 'Tere', '--data', folder];
  const refused = await omnideck(words);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain("unknown option '--live'");
  expect((await client.messages.list({ filter: {} })).rows).toEqual([]);
});
