/** Tests the commands of inbound numbers and messages, each in a process of its own. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createProgram } from '../../electron/cli/main.ts';
import { openTestSandbox, postReport } from '../helpers/console-fixture.ts';
import { inboundBody, person } from '../helpers/inbound-fixture.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const env = { OMNIDECK_PASSPHRASE: testPassphrase, OMNIDECK_PASSWORD: 'demo' };
const secret = 'a s3cret of the number';

async function withAccount() {
  const data = temporaryFolder();
  const sandbox = await openTestSandbox();
  const account = ['account', 'add', '--name', 'Shop', '--username', 'demo', '--base-url', sandbox.baseUrl];
  expect(await omnideck([...account, '--data', data], { env })).toMatchObject({ code: 0 });
  const run = (words: readonly string[], input?: string) =>
    omnideck([...words, '--data', data], input === undefined ? { env } : { env, input });
  return { data, run };
}

describe('inbound numbers', () => {
  it('take their secret from a file or standard input, never from an option, and print the address', async () => {
    const { data, run } = await withAccount();
    const file = join(temporaryFolder(), 'secret.txt');
    writeFileSync(file, `${secret}\n`);
    const added = await run(['inbound', 'numbers', 'add', '1234', '--secret-file', file]);
    expect(added).toMatchObject({ code: 0 });
    expect(added.stdout).toMatch(/1234 was added\. .*\nhttp:\/\/127\.0\.0\.1:\d+\/inbound\/[0-9a-f]{32}\n$/u);
    expect(await run(['inbound', 'numbers', 'add', '5678'], secret)).toMatchObject({ code: 0 });
    expect(await run(['inbound', 'numbers', 'add', '5678'], secret)).toMatchObject({ code: 2 });
    expect(await run(['inbound', 'numbers', 'add', '999'], '')).toMatchObject({ code: 2 });
    expect(await run(['inbound', 'numbers', 'add', '999', '--secret', secret])).toMatchObject({ code: 2 });
    expect(await run(['inbound', 'numbers', 'secret', '1234'], 'another')).toMatchObject({ code: 0 });
    const listed = await run(['inbound', 'numbers', 'list', '--json']);
    expect(jsonLines(listed.stdout).map(({ number }) => number)).toEqual(['1234', '5678']);
    expect(readFileSync(join(data, 'omnideck.db')).includes(secret)).toBe(false);
    const audit = await run(['audit', '--json']);
    expect(audit.stdout).not.toContain(secret);
    for (const { address } of jsonLines(listed.stdout))
      expect(audit.stdout).not.toContain(String(address).split('/').at(-1));
    expect(await run(['inbound', 'numbers', 'remove', '1234'])).toMatchObject({ code: 0 });
    expect(await run(['inbound', 'numbers', 'remove', '1234'])).toMatchObject({ code: 2 });
  });

  it('warn of an address that has changed until it is confirmed', async () => {
    const { run } = await withAccount();
    expect(await run(['inbound', 'numbers', 'add', '1234'], secret)).toMatchObject({ code: 0 });
    const tunnel = ['--tunnel', 'http://127.0.0.1:9/hooks'];
    const list = await run(['inbound', 'list', ...tunnel]);
    expect(list.stdout).toBe('No inbound messages.\n');
    expect(list.stderr).toContain('Messente still sends messages to 1234 to http://127.0.0.1:');
    const confirmed = await run(['inbound', 'numbers', 'confirm-address', '1234', ...tunnel]);
    expect(confirmed.stdout).toContain('http://127.0.0.1:9/hooks/inbound/');
    expect((await run(['inbound', 'list', ...tunnel])).stderr).not.toContain('still sends');
  });
});

describe('inbound messages', () => {
  it('that arrive while a follower has no console are printed once it has one again', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder();
    const start = async () => {
      const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data, '--json']);
      await serve.ready();
      return serve;
    };
    const first = await start();
    const added = await omnideck(['inbound', 'numbers', 'add', '1234', '--sandbox', '--data', data]);
    expect(added).toMatchObject({ code: 0 });
    const follow = startOmnideck(['inbound', 'follow', '--data', data]);
    const waiting = () => follow.stderr().match(/Waiting for messages\./gu)?.length;
    await expect.poll(waiting).toBe(1);
    follow.signal('SIGSTOP');
    await first.kill();
    const second = await start();
    const [number] = jsonLines(
      (await omnideck(['inbound', 'numbers', 'list', '--data', data, '--json'])).stdout,
    );
    const post = async (text: string) =>
      expect(await postReport(String(number?.address), inboundBody({ text }), 'demo')).toBe(200);
    await post('meanwhile');
    follow.signal('SIGCONT');
    await expect.poll(waiting).toBe(2);
    await post('afterwards');
    await expect.poll(() => follow.stdout()).toContain('afterwards');
    expect(follow.stdout()).toContain('meanwhile');
    await follow.kill();
    await second.kill();
  });

  it('are followed and listed, and listen prints what brought them', async () => {
    const data = temporaryFolder();
    const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data, '--json']);
    await serve.ready();
    const run = (words: readonly string[]) => omnideck([...words, '--data', data]);
    const added = await run(['inbound', 'numbers', 'add', '1234', '--sandbox', '--json']);
    const [number] = jsonLines(added.stdout);
    const follow = startOmnideck(['inbound', 'follow', '--data', data]);
    const listen = startOmnideck(['listen', '--data', data]);
    await expect.poll(() => follow.stderr()).toContain('Waiting for messages.');
    await expect.poll(() => listen.stderr()).toContain('Listening.');
    const body = inboundBody({ text: 'Jah\u001b[31m, palun' });
    expect(await postReport(String(number?.address), body, 'demo')).toBe(200);
    expect(await postReport(String(number?.address), body, 'demo')).toBe(200);
    expect(await postReport(String(number?.address), body, 'a guess')).toBe(401);
    await expect.poll(() => follow.stdout()).toContain('+372 5550 0001 to 1234  SMS  Jah\ufffd[31m, palun\n');
    await expect.poll(() => listen.stdout()).toMatch(/ forged .*\n$/u);
    expect(listen.stdout()).toContain(
      `${person} to 1234  SMS  inbound  Verified with this number’s shared secret.`,
    );
    expect(follow.stdout().match(/palun/gu)).toHaveLength(1);
    follow.signal('SIGINT');
    expect(await follow.ended).toMatchObject({ code: 0 });
    await listen.kill();
    const list = await run(['inbound', 'list', '--from', person, '--number', '1234']);
    expect(list.stdout.match(/palun/gu)).toHaveLength(1);
    expect((await run(['inbound', 'list', '--number', '99'])).code).toBe(2);
    await serve.kill();
  });
});

it('every command of inbound is completed', async () => {
  const program = await createProgram(['inbound']);
  const inbound = program.commands.find((command) => command.name() === 'inbound');
  expect(inbound?.commands.map((command) => command.name())).toEqual([
    'automatic',
    'words',
    'numbers',
    'list',
    'decide',
    'follow',
  ]);
});
