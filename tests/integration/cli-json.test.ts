/**
 * Every command prints with --json what docs/cli-json.md shows: the same names with values of the same kinds. Each
 * command runs as a process of its own.
 */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../electron/cli/main.ts';
import { differencesFromPage, examples, type Line, oddities, parsed } from '../helpers/cli-json-page.ts';
import { openTestSandbox, postReport } from '../helpers/console-fixture.ts';
import { inboundBody } from '../helpers/inbound-fixture.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

function commandsIn(command: Command, path: readonly string[] = []): string[] {
  const own = [...path, command.name()];
  const inner = command.commands.flatMap((one) => commandsIn(one, own));
  const printsJson = command.options.some(({ long }) => long === '--json');
  return inner.length === 0 && printsJson ? [own.slice(1).join(' ')] : inner;
}

const printed = new Map<string, Line[]>();
const failed: string[] = [];
const person = '+37255500000';
const chain = ['--viber', 'Tere', '--viber-ttl', '60', '--sms', 'Tere'];

type Run = (
  name: string,
  words?: readonly string[],
  env?: Readonly<Record<string, string>>,
) => Promise<Line[]>;

/** Runs commands on one data folder, and keeps what each printed under its name. */
function commandsOn(data: string): Run {
  return async (name, words = [], env = {}) => {
    const ended = await omnideck([...name.split(' '), ...words, '--data', data, '--json'], { env });
    const lines = jsonLines(ended.stdout);
    printed.set(name, [...(printed.get(name) ?? []), ...lines]);
    if (lines.length === 0) failed.push(`${name} ${words.join(' ')}: ${ended.stderr}`);
    return lines;
  };
}

const plan = `name: Small
numbers: [{ name: Test phone, number: "${person}" }]
chains:
  - name: By SMS
    steps: [{ sms: Tere }]
expect: [reaches any within 1 min]
`;

/** Messages, people, runs, backups and reports, on one console that serves meanwhile. */
async function useConsole(): Promise<void> {
  const data = temporaryFolder();
  const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data, '--json']);
  printed.set('serve', [await serve.ready()]);
  const run = commandsOn(data);
  const listen = startOmnideck(['listen', '--data', data, '--json']);
  const [sent] = await run('send', ['--sandbox', '--to', person, '+37255500012', ...chain, '--wait']);
  const callback = await listen.ready();
  printed.set('listen', [callback]);
  await listen.kill();
  await run('send', ['--to', 'nonsense', ...chain]);
  const [planned] = await run('send', ['--sandbox', '--to', person, ...chain, '--at', '2099-01-01T12:00Z']);
  await run('status', [String(sent?.id)]);
  await run('quiet-hours');
  await run('quiet-hours', ['+33612345678', '--at', '2026-12-01T21:00Z']);
  await run('send-anyway', [String(sent?.id)]);
  await run('list');
  await run('search', ['--to', person]);
  await run('cancel', [String(planned?.id)]);
  const [number] = await run('inbound numbers add', ['1234', '--sandbox']);
  const follow = startOmnideck(['inbound', 'follow', '--data', data, '--json']);
  await expect.poll(() => follow.stderr()).toContain('Waiting for messages.');
  for (const text of ['Yes, please', 'please stop'])
    expect(await postReport(String(number?.address), inboundBody({ text }), 'demo')).toBe(200);
  printed.set('inbound follow', [await follow.ready()]);
  await follow.kill();
  const answers = await run('inbound list');
  await run('inbound decide', [String(answers[0]?.id), 'keep']);
  await run('inbound numbers list');
  await run('inbound numbers confirm-address', ['1234']);
  await run('inbound numbers remove', ['1234']);
  await run('pause');
  await run('resume');
  await run('replay', [String(callback.id)]);
  await run('open', ['--no-open']);
  await run('doctor', ['--sandbox']);
  const folder = temporaryFolder();
  const file = join(folder, 'plan.yaml');
  writeFileSync(file, `${plan}rain: 1\n`);
  await run('run', [file, '--check']);
  writeFileSync(file, plan);
  await run('run', [file, '--check']);
  await run('run', [file]);
  await run('run', [file]);
  const [second, first] = await run('runs list');
  await run('runs compare', [String(first?.id), String(second?.id)]);
  for (const name of ['wait', 'pause', 'resume', 'stop', 'retry']) await run(`runs ${name}`, ['latest']);
  const report = await omnideck([
    'runs',
    'report',
    String(first?.id),
    '--format',
    'json',
    '--data',
    data,
    '--json',
  ]);
  printed.set('runs report', [parsed(report.stdout)]);

  await run('do-not-send add', [person, '--reason', 'asked']);
  await run('do-not-send add', ['+37255500001', '+37255500002']);
  const [subscribing] = await run('consent subscriptions addresses');
  for (const id of ['1', '2']) {
    const query = new URLSearchParams({ id, phone: `+3725550001${id}`, time: '2026-11-30 08:00:00' });
    expect((await fetch(`${String(subscribing?.address)}?${query}`)).status).toBe(200);
  }
  await run('consent subscriptions list');
  await run('consent subscriptions confirm', ['+37255500011']);
  await run('consent subscriptions dismiss', ['+37255500012']);
  const left = join(folder, 'left.txt');
  writeFileSync(left, '+37255500003\n+37255500004\nnobody\n');
  await run('do-not-send import', [left]);
  await run('do-not-send list');
  await run('do-not-send blacklists');
  await run('do-not-send remove', [person]);
  await run('consent add', [person, '--wording', 'Yes', '--how', 'a form']);
  await run('consent withdraw', [person, '--wording', 'No', '--how', 'by phone']);
  await run('consent show', [person]);
  await run('consent proof', [person, '--out', join(folder, 'proof.html')]);
  await run('do-not-send remove', [person]);
  await run('caps set', ['--daily', '50', '--monthly', '500', '--time-zone', 'Europe/Tallinn']);
  await run('caps price', ['viber', 'ee', '0.05']);
  await run('caps show');
  await run('inbound automatic', ['--to-help', 'This is Harbour Café.', '--to-stop', 'none']);
  await run('inbound words', ['--stop', 'maha', '--help-words', 'hind', '--off', 'fin']);
  const exported = join(folder, 'messages.jsonl');
  await run('export', [exported]);
  writeFileSync(exported, '{"omnideck":1\n', { flag: 'a' });
  await run('import', [exported]);
  const backup = join(folder, 'backup.db');
  await run('backup', [backup]);
  await run('backup');
  await run('backup', ['--list']);
  await run('restore', [backup, '--yes']);
  await run('erase', [person]);
  const passphrase = join(folder, 'passphrase.txt');
  writeFileSync(passphrase, 'four cherries on a Tuesday\n');
  await run('backup-passphrase set', ['--backup-passphrase-file', passphrase]);
  await run('backup-passphrase show');
  await run('backup-passphrase enter', ['--backup-passphrase-file', passphrase]);
  await run('backup-passphrase lost', ['--yes']);
  await run('audit', ['--limit', '20']);
  await serve.kill();
}

/** Accounts with real credentials, whose passphrase is lost in the end. */
async function useAccounts(): Promise<void> {
  const messente = await openTestSandbox({ password: 'secret' });
  const env = { OMNIDECK_PASSPHRASE: testPassphrase, OMNIDECK_PASSWORD: 'secret' };
  const run = commandsOn(temporaryFolder());
  await run('account add', ['--name', 'Shop', '--username', 'demo', '--base-url', messente.baseUrl], env);
  await run('account check', ['Shop'], env);
  await run('account password', ['Shop'], env);
  await run('account use', ['Shop'], env);
  await run('account list', [], env);
  const secret = join(temporaryFolder(), 'secret.txt');
  writeFileSync(secret, 'shared\n');
  await run('inbound numbers add', ['1234', '--account', 'Shop', '--secret-file', secret], env);
  await run('inbound numbers secret', ['1234', '--secret-file', secret], env);
  const fresh = { OMNIDECK_PASSPHRASE: `${testPassphrase} again` };
  await run('account start-over', ['--yes'], fresh);
  await run('account remove', ['Shop'], fresh);
}

async function useSandbox(): Promise<void> {
  const folder = temporaryFolder();
  const file = join(folder, 'scenario.yaml');
  writeFileSync(file, 'name: A\noutage: perhaps\n');
  const faulty = await omnideck(['sandbox', '--scenario', file, '--json']);
  const sandbox = startOmnideck(['sandbox', '--port', '0', '--json']);
  printed.set('sandbox', [...jsonLines(faulty.stdout), await sandbox.ready()]);
  await sandbox.kill();
}

describe('the JSON of the command line', () => {
  it('is what docs/cli-json.md shows, for every command', { timeout: 600_000 }, async () => {
    await Promise.all([useConsole(), useAccounts(), useSandbox()]);
    expect(failed).toEqual([]);
    const commands = commandsIn(await createProgram()).toSorted();
    expect([...printed.keys()].toSorted()).toEqual(commands);
    expect([...examples.keys()].toSorted()).toEqual(commands);
    for (const [name, lines] of printed) {
      for (const line of lines) {
        expect(oddities(line), name).toEqual([]);
        expect(differencesFromPage(name, line), `${name}: ${JSON.stringify(line)}`).toEqual([]);
      }
    }
  });
});
