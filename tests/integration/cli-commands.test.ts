import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { bodyOf, isSignedWith, startCallbackReceiver } from '../helpers/callback-receiver.ts';
import { openTestSandbox } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const chain = ['--viber', 'Tere', '--viber-ttl', '60', '--sms', 'Tere'];
const time = expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/u);

/** Returns every file in a folder and its subfolders. */
function filesOf(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
}

describe('send --wait --json', () => {
  it('prints the documented line when a message is settled, and exits with 0', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder();
    const ran = await omnideck([
      'send',
      '--sandbox',
      '--data',
      data,
      '--to',
      '+37255500010',
      ...chain,
      '--wait',
      '--json',
    ]);
    expect(ran).toMatchObject({ code: 0, stderr: '' });
    const lines = jsonLines(ran.stdout);
    const event = (status: string, err: number) => ({
      status,
      err,
      at: time,
      received_at: time,
      source: 'callback',
    });
    expect(lines).toEqual([
      {
        id: expect.stringMatching(/^[0-9a-hjkmnp-tv-z]{16}$/u),
        omnimessage_id: expect.any(String),
        to: '+37255500010',
        name: null,
        state: 'delivered',
        delivered_by: 'sms',
        delivered_twice: false,
        steps: [
          {
            channel: 'viber',
            message_id: expect.any(String),
            state: 'failed',
            events: [event('UNDELIV', 1)],
          },
          {
            channel: 'sms',
            message_id: expect.any(String),
            state: 'delivered',
            events: [event('ACK', 0), event('DELIVRD', 0)],
          },
        ],
        cost: { amount: expect.stringMatching(/^\d+\.\d+$/u), currency: 'EUR' },
        error: null,
        created_at: time,
        send_at: null,
        held_until: null,
        purpose: null,
        resend_of: null,
        cancellation: null,
      },
    ]);

    // The sandbox's state, the log and the lock are not readable by others.
    for (const file of filesOf(data)) expect(statSync(file).mode & 0o777, file).toBe(0o600);
    expect(statSync(data).mode & 0o777).toBe(0o700);

    const id = String(lines[0]?.id);
    const status = await omnideck(['status', id.slice(0, 8), '--data', data, '--json']);
    expect(jsonLines(status.stdout)).toEqual(lines);
    const list = await omnideck(['list', '--data', data, '--json', '--search', '500010']);
    expect(jsonLines(list.stdout).map((line) => line.id)).toEqual([id]);
    const words = await omnideck(['list', '--data', data]);
    expect(words.stdout).toContain('Delivered by SMS');
    expect(existsSync(join(data, 'control.sock'))).toBe(false);
  });

  it('exits with 1 if a message was not delivered, and says which', { timeout: 120_000 }, async () => {
    const data = temporaryFolder();
    const to = ['+37255500000', '+37255500012', '+37255500040'];
    const ran = await omnideck([
      'send',
      '--sandbox',
      '--data',
      data,
      '--to',
      ...to,
      ...chain,
      '--wait',
      '--json',
    ]);
    expect(ran.code).toBe(1);
    const states = Object.fromEntries(jsonLines(ran.stdout).map((line) => [line.to, line.state]));
    expect(states).toEqual({
      '+37255500000': 'delivered',
      '+37255500012': 'failed',
      '+37255500040': 'refused',
    });
    const refused = jsonLines(ran.stdout).find((line) => line.state === 'refused');
    expect(refused?.error).toMatchObject({
      code: expect.any(String),
      field: 'to',
      message: expect.any(String),
      hint: expect.any(String),
    });
  });

  it('ends at the time limit and lists open messages, which the next command continues', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder();
    const words = [
      'send',
      '--sandbox',
      '--data',
      data,
      '--to',
      '+37255500011',
      ...chain,
      '--wait=1',
      '--json',
    ];
    const ran = await omnideck(words);
    expect(ran.code).toBe(1);
    expect(jsonLines(ran.stdout)[0]).toMatchObject({ state: 'pending' });
    expect(ran.stderr).toContain('still under way');
  });

  it('names the messages that are not settled when a later command ends', {
    timeout: 120_000,
  }, async () => {
    const data = temporaryFolder();
    // Nothing is heard of these for hours.
    const to = ['1', '2', '3', '4'].map((line) => `+37255500${line}11`);
    const run = (...words: string[]) => omnideck([...words, '--data', data, '--json']);
    const sent = jsonLines((await run('send', '--sandbox', '--to', ...to, '--sms', 'Tere')).stdout);
    const ids = sent.map(({ id }) => String(id));
    const noted = (await run('account', 'list')).stderr;
    expect(noted).toMatch(
      /^4 messages still under way: run `omnideck serve` \(the newest: \w{16}, \w{16}, \w{16}\)\.$/mu,
    );
    for (const id of noted.match(/\w{16}/gu) ?? []) expect(ids).toContain(id);
    expect((await run('pause')).code).toBe(0);
    await run('send', '--sandbox', '--to', '+37255500010', '--sms', 'Tere');
    expect((await run('account', 'list')).stderr).toMatch(/^1 message not sent yet \(id \w{16}\), and/mu);
  });

  it('reads a text from standard input', { timeout: 120_000 }, async () => {
    const data = temporaryFolder();
    const ran = await omnideck(
      ['send', '--sandbox', '--data', data, '--to', '+37255500000', '--sms', '-', '--json'],
      { input: 'Üks rida\nteine rida\n' },
    );
    expect(ran.code).toBe(0);
    const sandbox = readFileSync(join(data, 'sandbox', 'sandbox.jsonl'), 'utf8');
    expect(sandbox).toContain(String.raw`Üks rida\nteine rida`);
    expect(sandbox).not.toContain(String.raw`teine rida\n`);
  });
});

describe('a console with attached commands', () => {
  it('prints one ready line, sends for attached commands, refuses a second console, and ends with a signal', {
    timeout: 180_000,
  }, async () => {
    const data = temporaryFolder();
    const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data]);
    onTestFinished(async () => void (await serve.kill()));
    const ready = await serve.ready();
    expect(ready).toMatchObject({
      ready: true,
      callback_url: expect.stringMatching(/^http:\/\/127\.0\.0\.1:\d+$/u),
      public_url: null,
    });
    expect(Object.keys(ready)).toEqual(
      expect.arrayContaining(['ready', 'page_url', 'callback_url', 'public_url']),
    );
    expect(statSync(join(data, 'control.sock')).mode & 0o777).toBe(0o600);

    const [sent, second] = await Promise.all([
      omnideck(['send', '--sandbox', '--data', data, '--to', '+37255500000', ...chain, '--wait', '--json']),
      omnideck(['serve', '--no-open', '--data', data, '--json']),
    ]);
    expect(sent).toMatchObject({ code: 0, stderr: '' });
    expect(second.code).toBe(2);
    expect(second.stderr).toContain('already');
    const paused = await omnideck(['pause', '--data', data, '--json']);
    expect(jsonLines(paused.stdout)[0]).toMatchObject({ paused: true });
    const waiting = startOmnideck([
      'send',
      '--sandbox',
      '--data',
      data,
      '--to',
      '+37255500100',
      ...chain,
      '--wait',
      '--json',
    ]);
    await expect.poll(() => waiting.stderr()).toContain('paused');
    const resumed = await omnideck(['resume', '--data', data, '--json']);
    expect(jsonLines(resumed.stdout)[0]).toMatchObject({ paused: false });
    expect(jsonLines((await waiting.ended).stdout)[0]).toMatchObject({ state: 'delivered' });
    serve.signal('SIGTERM');
    expect((await serve.ended).code).toBe(0);
    expect(existsSync(join(data, 'control.sock'))).toBe(false);
  });

  it('is replaced by a waiting command when it is killed, and the command still prints its line', {
    timeout: 180_000,
  }, async () => {
    const data = temporaryFolder();
    const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data]);
    await serve.ready();
    // UNKNOWN after one second, DELIVRD after ten; the console is killed in between.
    const words = ['send', '--sandbox', '--data', data, '--to', '+37255500016', ...chain, '--wait=90'];
    const waiting = startOmnideck(words);
    await expect.poll(() => waiting.stdout()).toContain('UNKNOWN');
    await serve.kill();
    const ended = await waiting.ended;
    expect(ended.stderr).toContain('this command continues as the console');
    expect(ended.stdout).toMatch(/Delivered by Viber {2}\(id [0-9a-z]{16}\)\n$/u);
    expect(ended.stdout.match(/UNKNOWN/gu)).toHaveLength(1);
    expect(ended.code).toBe(0);
  });
});

describe('listen', () => {
  it('prints received callbacks, and forwards them byte for byte with their signatures', {
    timeout: 180_000,
  }, async () => {
    const data = temporaryFolder();
    const receiver = await startCallbackReceiver();
    onTestFinished(() => receiver.close());
    const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data]);
    onTestFinished(async () => void (await serve.kill()));
    await serve.ready();
    const listen = startOmnideck(['listen', '--data', data, '--json', '--forward', `${receiver.url}/mine`]);
    onTestFinished(async () => void (await listen.kill()));
    const plain = startOmnideck(['listen', '--data', data]);
    onTestFinished(async () => void (await plain.kill()));
    for (const one of [listen, plain]) await expect.poll(() => one.stderr()).toContain('Listening.');
    const to = ['--to', '+37255500000'];
    await omnideck(['send', '--sandbox', '--data', data, ...to, ...chain, '--wait', '--json']);
    await expect.poll(() => listen.stdout()).toContain('DELIVRD');
    // replay and the lines about forwarding name the id.
    await expect.poll(() => plain.stdout()).toMatch(/^\d\d:\d\d:\d\d {2}\d+ {2}verified {2}\+37255500000/mu);
    // Each callback is printed before it is forwarded, so wait until all are printed.
    const printedLines = () => listen.stdout().split('\n').length - 1;
    await expect.poll(() => receiver.whole('/mine').length - printedLines()).toBeGreaterThanOrEqual(0);
    for (const callback of receiver.whole('/mine')) expect(isSignedWith('demo', callback)).toBe(true);
    const printed = jsonLines(listen.stdout().slice(0, listen.stdout().lastIndexOf('\n') + 1));
    const bodies = receiver.whole('/mine').map((callback) => JSON.stringify(bodyOf(callback)));
    expect(bodies).toContain(JSON.stringify(JSON.parse(String(printed[0]?.body))));
    const counted = receiver.whole('/mine').length;
    await serve.kill();
    const ended = await listen.ended;
    expect(ended.code, 'what is still to come is not heard').toBe(1);
    expect(ended.stderr).toContain('has ended');
    expect(ended.stderr).toContain(`${counted} callbacks were passed on.`);
    expect(ended.stderr).not.toContain('AsyncIdQueue');
  });
});

describe('accounts', () => {
  it('are added with the password from the environment or standard input, listed, selected and removed; the password is never stored as plain text', {
    timeout: 240_000,
  }, async () => {
    const password = 'pa55 wörd/of+this=test';
    const sandbox = await openTestSandbox({ password });
    const data = temporaryFolder();
    const env = { OMNIDECK_PASSPHRASE: testPassphrase };
    const outputs: string[] = [];
    const run = async (words: readonly string[], options: Parameters<typeof omnideck>[1] = {}) => {
      const ran = await omnideck([...words, '--data', data], { ...options, env: { ...env, ...options.env } });
      outputs.push(ran.stdout, ran.stderr);
      return ran;
    };
    const add = (name: string) => [
      'account',
      'add',
      '--name',
      name,
      '--username',
      'demo',
      '--base-url',
      sandbox.baseUrl,
    ];
    const wrong = await run(add('Wrong'), { env: { OMNIDECK_PASSWORD: 'not it' } });
    expect(wrong).toMatchObject({ code: 1, stdout: '' });
    expect(wrong.stderr).toMatch(/^Messente does not accept .*\.\n$/u);
    expect(await run(add('One'), { env: { OMNIDECK_PASSWORD: password } })).toMatchObject({
      code: 0,
      stderr: '',
    });
    const added = await run([...add('Two'), '--text-store', 'plaintext', '--json'], {
      input: `${password}\n`,
    });
    expect(added.code).toBe(0);
    expect(await run(['account', 'use', 'Two'])).toMatchObject({ code: 0 });
    expect((await run(['account', 'list'])).stdout).toMatch(/^ {2}One .*\n(?:.*\n)*\* Two /u);
    const sent = await run(['send', '--to', '+37255500000', ...chain, '--wait', '--json']);
    expect(jsonLines(sent.stdout)[0]).toMatchObject({ state: 'delivered' });
    const locked = await omnideck(
      ['send', '--to', '+37255500000', ...chain, '--data', data, '--account', 'One'],
      {},
    );
    expect(locked.code).toBe(2);
    expect(locked.stderr).toContain('OMNIDECK_PASSPHRASE');
    expect(await run(['account', 'remove', 'One'])).toMatchObject({ code: 0 });
    expect((await run(['account', 'list', '--json'])).stdout).not.toContain('"One"');
    expect(await run(['account', 'remove', 'One'])).toMatchObject({ code: 2 });

    const token = Buffer.from(`demo:${password}`).toString('base64');
    const forms = [password, token, encodeURIComponent(password), env.OMNIDECK_PASSPHRASE];
    for (const file of filesOf(data)) {
      const bytes = readFileSync(file);
      for (const form of forms) expect(bytes.includes(form), `${form} in ${file}`).toBe(false);
      expect(statSync(file).mode & 0o777, file).toBe(0o600);
    }
    for (const text of outputs) for (const form of forms) expect(text).not.toContain(form);
    const log = readFileSync(join(data, 'logs', 'omnideck.log'), 'utf8');
    expect(log).toContain('console-started');
    for (const secret of ['37255500000', 'Tere']) expect(log).not.toContain(secret);
  });
});

describe('the do-not-send and erase commands', () => {
  it('add a number to the do-not-send list, remove it, and erase it', { timeout: 180_000 }, async () => {
    const data = temporaryFolder();
    const run = (...words: string[]) => omnideck([...words, '--data', data]);
    expect(await run('do-not-send', 'add', '+372 5550 0000', '--reason', 'asked')).toMatchObject({
      code: 0,
      stderr: '',
    });
    expect((await run('do-not-send', 'list')).stdout).toContain('+372 5550 0000');
    const sent = await run('send', '--sandbox', '--to', '+37255500000', ...chain, '--json');
    expect(sent.code).toBe(1);
    expect(jsonLines(sent.stdout)[0]).toMatchObject({ state: 'refused', error: { code: 'do-not-send' } });
    expect(await run('do-not-send', 'remove', '+37255500000')).toMatchObject({ code: 0 });
    expect(await run('do-not-send', 'remove', '+37255500000')).toMatchObject({ code: 1 });
    const erased = await run('erase', '+37255500000', '--json');
    expect(jsonLines(erased.stdout)[0]).toMatchObject({ messages: 1, runs: 0, views: 0, scenarios: 0 });
    expect((await run('erase', '+37255500000')).stdout).toContain(
      'from 0 drafts, 0 test runs, 0 saved views, 0 scenarios and 0 backups.',
    );
    expect((await run('list')).stdout).toBe('No messages yet.\n');
  });
});

describe('a scheduled message', () => {
  it('is cancelled at the command line by Omnideck’s id or by Messente’s', { timeout: 180_000 }, async () => {
    const data = temporaryFolder();
    const run = (...words: string[]) => omnideck([...words, '--data', data, '--json']);
    const sent = await run(
      'send',
      '--sandbox',
      '--to',
      '+37255500000',
      ...chain,
      '--at',
      '2099-01-01T12:00Z',
    );
    expect(sent.code).toBe(0);
    const [message] = jsonLines(sent.stdout);
    expect(message).toMatchObject({ state: 'scheduled', send_at: '2099-01-01T12:00:00.000Z' });
    const at = new Date('2099-01-01T12:00Z');
    const two = (value: number) => String(value).padStart(2, '0');
    const goesOut = `Scheduled for ${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())} ${two(at.getHours())}:00`;
    const search = ['search', '--state', 'scheduled', '--sort', 'goes-out'];
    for (const words of [['list'], search]) {
      expect((await omnideck([...words, '--data', data])).stdout).toContain(goesOut);
      expect(jsonLines((await run(...words)).stdout)).toMatchObject([
        { id: message?.id, send_at: message?.send_at },
      ]);
    }
    const cancelled = await run('cancel', String(message?.omnimessage_id));
    expect(jsonLines(cancelled.stdout)[0]).toMatchObject({ id: message?.id, state: 'cancelled' });
    expect(cancelled.code).toBe(0);
    expect((await run('cancel', 'zzzzzzzz')).code).toBe(2);
  });
});

describe('a port that is in use', () => {
  it('is reported for the callback server and for the sandbox', { timeout: 120_000 }, async () => {
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const address = server.address();
    const port = String(typeof address === 'object' ? address?.port : 0);
    const [list, sandbox] = await Promise.all([
      omnideck(['list', '--data', temporaryFolder(), '--callback-port', port]),
      omnideck(['sandbox', '--port', port]),
    ]);
    for (const ran of [list, sandbox]) {
      expect(ran.code).toBe(2);
      expect(ran.stderr).toContain(`Another program uses port ${port}`);
    }
  });
});
