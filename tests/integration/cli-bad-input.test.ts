import { spawnSync } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import { omnideckScript, omnideckSource } from '../helpers/engine-files.ts';
import { jsonLines, omnideck, startOmnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';
import { testPassphrase } from '../helpers/test-passphrase.ts';

const text = ['--sms', 'Tere'];

describe('a command with invalid input', { timeout: 180_000 }, () => {
  it('ends with exit code 2, a message, a hint and the field', async () => {
    const data = temporaryFolder();
    // A console is running, so each of these commands is only a client.
    const serve = startOmnideck(['serve', '--no-open', '--sandbox', '--data', data]);
    await serve.ready();
    const past = '2001-01-01T00:00Z';
    const cases: readonly (readonly [name: string, field: string | null, words: readonly string[]])[] = [
      ['letters', 'to[0]', ['--to', '+3725550CALL', ...text]],
      ['no country code', 'to[0]', ['--to', '55500000', ...text]],
      ['20 digits', 'to[0]', ['--to', '+37255500000123456789', ...text]],
      ['nothing', 'to[0]', ['--to', '', ...text]],
      ['the second of two', 'to[1]', ['--to', '+37255500000', 'x', ...text]],
      ['an empty text', 'steps[0].text', ['--to', '+37255500000', '--sms', '']],
      ['a channel twice', null, ['--to', '+37255500000', ...text, '--sms', 'again']],
      [
        'ttl with validity',
        null,
        ['--to', '+37255500000', ...text, '--sms-ttl', '60', '--sms-validity', '5'],
      ],
      ['a time in the past', null, ['--to', '+37255500000', ...text, '--at', past]],
      ['a time that is none', 'timeToSend', ['--to', '+37255500000', ...text, '--at', 'tomorrow']],
      ['31 April', 'timeToSend', ['--to', '+37255500000', ...text, '--at', '2099-04-31T12:00']],
      ['no channel', null, ['--to', '+37255500000']],
      [
        'a wait for a channel without a text',
        'viber',
        ['--to', '+37255500000', ...text, '--viber-ttl', '60'],
      ],
      ['an account that isn’t there', 'account', ['--to', '+37255500000', ...text, '--account', 'Nobody']],
    ];
    const ran: Record<string, unknown> = {};
    for (let start = 0; start < cases.length; start += 3) {
      await Promise.all(
        cases.slice(start, start + 3).map(async ([name, , words]) => {
          const sandbox = words.includes('--account') ? [] : ['--sandbox'];
          const { code, stdout, stderr } = await omnideck([
            'send',
            '--data',
            data,
            '--json',
            ...sandbox,
            ...words,
          ]);
          const [line] = jsonLines(stdout);
          const error = line?.error as { field?: string; message?: string; hint?: string } | undefined;
          ran[name] = {
            code,
            field: error?.field ?? null,
            isPrinted: stderr === `${error?.message} ${error?.hint}\n`,
          };
        }),
      );
    }
    const { stdout } = await omnideck(['list', '--data', data, '--json']);
    await serve.kill();
    expect(stdout, 'nothing was written down').toBe('');
    const wanted = Object.fromEntries(
      cases.map(([name, field]) => [name, { code: 2, field: field ?? expect.anything(), isPrinted: true }]),
    );
    // If no field is named above, any field or none is accepted.
    for (const [name, field] of cases)
      if (field === null)
        Object.assign(wanted[name] ?? {}, { field: (ran[name] as { field: unknown }).field });
    expect(ran).toEqual(wanted);
  });

  it('fails before anything is sent or asked: too many tags, an unwritable report, an unknown account', async () => {
    const data = temporaryFolder();
    const plan = join(temporaryFolder(), 'plan.yaml');
    writeFileSync(
      plan,
      'name: P\nnumbers:\n  - number: "+37255500100"\nchains:\n  - steps:\n      - sms: Hi\nexpect:\n  - reaches: any\n',
    );
    const nowhere = join(data, 'no', 'such', 'x.xml');
    const tags = Array.from({ length: 21 }, (_, index) => `t${index}`);
    const cases: readonly (readonly [field: string, words: readonly string[]])[] = [
      ['tag', ['send', '--sandbox', '--to', '+37255500100', ...text, '--tag', ...tags]],
      ['purpose', ['send', '--sandbox', '--to', '+37255500100', ...text, '--purpose', 'Order 4471']],
      ['junit', ['run', plan, '--junit', nowhere]],
      ['html', ['run', plan, '--html', data]],
      ['account', ['doctor', '--account', 'Typo']],
      ['to', ['search', '--to', 'nonsense']],
    ];
    for (const [field, words] of cases) {
      const { code, stdout } = await omnideck([...words, '--data', data, '--json']);
      expect({ code, lines: jsonLines(stdout) }, words.join(' ')).toMatchObject({
        code: 2,
        lines: [{ error: { field, hint: expect.stringMatching(/\.$/u) } }],
      });
    }
    const ran = await omnideck(['list', '--data', data, '--json']);
    expect(ran.stdout, 'nothing was written down').toBe('');
    await omnideck(['run', plan, '--data', data]);
    const [run] = jsonLines((await omnideck(['runs', '--data', data, '--json'])).stdout);
    const report = ['runs', 'report', String(run?.id), '--format', 'html', '--out', nowhere];
    const refused = await omnideck([...report, '--data', data, '--json']);
    expect([refused.code, jsonLines(refused.stdout)]).toMatchObject([2, [{ error: { field: 'out' } }]]);
    for (const to of ['+372 5550 0100', '00372 5550 0100', '+37255500100']) {
      const found = await omnideck(['search', '--to', to, '--data', data, '--json']);
      expect([found.code, jsonLines(found.stdout).length], to).toEqual([0, 1]);
    }
  });

  it('accepts numbers in usual notations', async () => {
    const data = temporaryFolder();
    const ran = await omnideck([
      'send',
      '--sandbox',
      '--data',
      data,
      '--json',
      '--to',
      '00372 5550 0000',
      '+372 (55) 50-01.00',
      '+37255500000',
      ...text,
    ]);
    expect(ran.code).toBe(0);
    expect(
      jsonLines(ran.stdout)
        .map((line) => line.to)
        .toSorted(),
    ).toEqual(['+37255500000', '+37255500100']);
  });

  it.each([
    ['an option that isn’t there', ['send', '--to', '+37255500000', '--fax', 'Hi']],
    ['no recipient', ['send', ...text]],
    ['a ttl of nothing', ['send', '--to', '+37255500000', ...text, '--sms-ttl', '0']],
    ['a port that is none', ['list', '--callback-port', '70000']],
    ['a tunnel that is no URL', ['list', '--tunnel', 'not a url']],
    ['a tunnel host that is no URL', ['list', '--tunnel', 'localtunnel', '--tunnel-host', 'nonsense']],
    ['a forward that is no URL', ['listen', '--forward', 'ftp://x']],
    ['a speed of nothing', ['sandbox', '--port', '0', '--speed', '0']],
    ['a command that isn’t there', ['sned']],
  ])('reports what is wrong with %s, and ends with exit code 2', async (_name, words) => {
    const data = words[0] === 'sandbox' || words[0] === 'sned' ? [] : ['--data', temporaryFolder()];
    const ran = await omnideck([...words, ...data]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/\S.*[.)]\n/u);
    expect(ran.stderr).not.toMatch(/\n\s+at /u);
  });

  it('no account and no --sandbox', async () => {
    const ran = await omnideck(['send', '--data', temporaryFolder(), '--to', '+37255500000', ...text]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('account add');
  });

  it.each([
    ['a base URL that is none', ['--base-url', 'nonsense'], 'x'],
    ['a base URL without TLS', ['--base-url', 'http://api.example.com'], 'x'],
    ['an empty password', [], ''],
  ])('an account with %s', async (_name, more, password) => {
    const words = ['account', 'add', '--data', temporaryFolder(), '--name', 'X', '--username', 'u', ...more];
    const ran = await omnideck(words, {
      env: { OMNIDECK_PASSWORD: password, OMNIDECK_PASSPHRASE: testPassphrase },
    });
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toMatch(/\.\n$/u);
  });
});

describe('a data folder that cannot be used', { timeout: 120_000 }, () => {
  it('because it is a file', async () => {
    const file = join(temporaryFolder(), 'file');
    writeFileSync(file, 'mine');
    const ran = await omnideck(['list', '--data', file]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain(file);
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  it('because it is not writable', async (context) => {
    if (process.platform !== 'linux') context.skip('uses /proc');
    const ran = await omnideck(['list', '--data', '/proc/omnideck']);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('/proc/omnideck');
    expect(ran.stderr).toContain('--data');
  });

  it('because its database belongs to another program, and stays unchanged', async () => {
    const data = temporaryFolder();
    const file = join(data, 'omnideck.db');
    const db = new Database(file);
    db.exec('CREATE TABLE theirs (a)');
    db.close();
    const before = readFileSync(file);
    const ran = await omnideck(['list', '--data', data]);
    expect(ran).toMatchObject({ code: 2, stdout: '' });
    expect(ran.stderr).toContain('another program');
    expect(readFileSync(file).equals(before)).toBe(true);
  });

  it('works with a path that is too long for a socket', async () => {
    const data = join(temporaryFolder(), 'x'.repeat(60), 'y'.repeat(60));
    mkdirSync(data, { recursive: true });
    chmodSync(data, 0o700);
    expect(await omnideck(['list', '--data', data])).toMatchObject({ code: 0, stderr: '' });
  });
});

describe('help', { timeout: 180_000 }, () => {
  it('exists for each command, and describes each option', async () => {
    const top = await omnideck(['--help']);
    expect(top.code).toBe(0);
    const commands = [...top.stdout.matchAll(/^ {2}([a-z-]+) /gmu)]
      .map(([, name]) => name ?? '')
      .filter((name) => name !== 'help');
    expect(commands).toEqual(
      expect.arrayContaining([
        'send',
        'status',
        'cancel',
        'list',
        'pause',
        'resume',
        'account',
        'do-not-send',
        'erase',
        'listen',
        'serve',
        'sandbox',
      ]),
    );
    const nested = [
      'account add',
      'account list',
      'account remove',
      'account use',
      'do-not-send add',
      'do-not-send list',
    ];
    const all = [...commands, ...nested];
    for (let start = 0; start < all.length; start += 3) {
      const ran = await Promise.all(
        all.slice(start, start + 3).map((name) => omnideck([...name.split(' '), '--help'])),
      );
      for (const [index, help] of ran.entries()) {
        const name = all[start + index] ?? '';
        expect(help, name).toMatchObject({ code: 0, stderr: '' });
        expect(help.stdout, name).toContain(`omnideck ${name}`);
        // Each option has a description.
        for (const line of help.stdout.match(/^ {2}-.*$(?:\n {10,}.*$)*/gmu) ?? [])
          expect(line).toMatch(/\S {2,}\S|\n\s+\S/u);
      }
    }
  });
});

const outdated = /^Omnideck needs Node\.js 24 and this is [\d.]+: .*\.\n$/u;

describe('the command line under an outdated Node.js', () => {
  it('explains it in one sentence', (context) => {
    const old = ['/usr/bin/node', '/usr/local/bin/node'].find((path) => {
      if (!existsSync(path)) return false;
      const { stdout } = spawnSync(path, ['--version'], { encoding: 'utf8' });
      return Number(/^v(\d+)/u.exec(stdout)?.[1] ?? 99) < 24;
    });
    if (old === undefined) return context.skip('this machine has no older Node');
    // As in a checkout, and as in the npm package.
    for (const script of [omnideckSource, omnideckScript]) {
      const ran = spawnSync(old, [script, 'list'], { encoding: 'utf8' });
      expect(ran.status).toBe(2);
      expect(ran.stdout).toBe('');
      expect(ran.stderr).toMatch(outdated);
    }
  });

  it.each(['20.19.0', '22.11.0'])('explains it in one sentence where the version is %s', (version) => {
    const preload = `Object.defineProperty(process, 'versions', { value: { node: '${version}' } })`;
    for (const script of [omnideckSource, omnideckScript]) {
      const words = ['--import', `data:text/javascript,${encodeURIComponent(preload)}`, script, 'list'];
      const ran = spawnSync(process.execPath, words, { encoding: 'utf8' });
      expect(ran).toMatchObject({ status: 2, stdout: '' });
      expect(ran.stderr).toMatch(outdated);
      expect(ran.stderr).toContain(version);
    }
  });
});
