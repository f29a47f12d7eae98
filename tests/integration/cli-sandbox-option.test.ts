/** --sandbox is refused by the commands that choose no account, and never ignored. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { expect, it } from 'vitest';
import { createProgram } from '../../electron/cli/main.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

/** The commands that choose an account, or filter by account. */
const choosing = [
  ...['doctor', 'export', 'inbound follow', 'inbound numbers add'],
  ...['list', 'listen', 'run', 'search', 'send', 'serve'],
];

function commandsOf(command: Command, path: readonly string[] = []): (readonly [string[], Command])[] {
  const own = [...path, command.name()];
  if (command.commands.length === 0) return [[own.slice(1), command]];
  return command.commands.flatMap((sub) => commandsOf(sub, own));
}

/** Returns what a command prints if --sandbox is given; its required arguments do not matter for this. */
async function refusalOf(words: readonly string[]): Promise<string> {
  let printed = '';
  const program = await createProgram();
  for (const [, command] of commandsOf(program)) {
    command.configureOutput({ writeErr: (text) => (printed += text) });
    command.action(() => undefined);
  }
  const given = [...words, '--sandbox', ...words.map(() => 'x')];
  await program.parseAsync(given, { from: 'user' }).catch(() => undefined);
  return printed;
}

it('the commands that choose an account show --sandbox in their help, and the others refuse it', async () => {
  const shown: string[] = [];
  for (const [words, command] of commandsOf(await createProgram())) {
    const name = words.join(' ');
    if (command.helpInformation().includes('--sandbox')) shown.push(name);
    else expect(await refusalOf(words), name).toMatch(/--sandbox/u);
  }
  expect(shown.toSorted()).toEqual(choosing);
});

it('a command that refuses --sandbox does nothing, exits with 2, and says why', async () => {
  const data = temporaryFolder();
  const added = ['do-not-send', 'add', '+37255500010', '--data', data, '--json'];
  const refused = await omnideck([...added, '--sandbox']);
  expect(refused).toMatchObject({ code: 2, stdout: '' });
  expect(refused.stderr).toContain(
    '“omnideck do-not-send add” chooses no account, so --sandbox would do nothing',
  );
  const listed = await omnideck(['do-not-send', 'list', '--data', data, '--json']);
  expect(listed).toMatchObject({ code: 0, stdout: '' });
});

it('--sandbox is refused beside another account and beside --live', async () => {
  const data = temporaryFolder();
  const plan = join(temporaryFolder(), 'plan.yaml');
  writeFileSync(plan, 'name: x\nnumbers: [{ number: +37255500010 }]\nchains: [{ steps: [{ sms: Hi }] }]\n');
  const sent = ['send', '--to', '+37255500010', '--sms', 'Hi', '--account', 'Shop'];
  for (const [words, code] of [
    [sent, 'filter-invalid'],
    [['doctor', '--account', 'Shop'], 'filter-invalid'],
    [['search', '--account', 'Shop'], 'filter-invalid'],
    [['run', plan, '--live'], 'sandbox-option'],
  ] as const) {
    const refused = await omnideck([...words, '--sandbox', '--data', data, '--json']);
    expect(refused.code, words.join(' ')).toBe(2);
    expect(jsonLines(refused.stdout)).toMatchObject([{ error: { code } }]);
  }
});
