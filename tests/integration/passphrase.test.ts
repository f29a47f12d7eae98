/**
 * Tests the passphrase of a computer without a key store: when it is stored, how strong it must be, and what
 * happens when it is lost.
 */
import { existsSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { choosePassphrase } from '../../electron/cli/choose-passphrase.ts';
import { sealedFileName } from '../../electron/engine/features/accounts/secrets/file-names.ts';
import { codeOf, must, openConsole, openTestSandbox } from '../helpers/console-fixture.ts';
import { jsonLines, omnideck } from '../helpers/omnideck-process.ts';

const good = 'kass tantsib vihmas porgandiga';
const other = 'seitse rohelist jalgratast merel';

async function desk(passphrase: string | null = null) {
  const sandbox = await openTestSandbox();
  const open = await openConsole({ passphrase });
  await open.client.secrets.ready();
  const facts = { name: 'Shop', username: 'demo', password: 'demo', baseUrl: sandbox.baseUrl };
  const isSealed = (): boolean => existsSync(join(open.folder, sealedFileName));
  return { ...open, facts, isSealed, sandbox };
}

describe('a new passphrase', () => {
  it('is stored only with the password that it encrypts: after a failed connection another one can be used', async () => {
    const { client, facts, folder, isSealed, stop } = await desk();
    const wrong = { ...facts, password: 'wrong', passphrase: good };
    expect(codeOf(await client.accounts.add(wrong))).toBe('wrong-credentials');
    expect(isSealed()).toBe(false);
    expect((await client.console.overview()).secrets).toMatchObject({ locked: true, exists: false });
    const right = { ...facts, passphrase: other };
    must(await client.accounts.add(right));
    await stop();
    const again = await openConsole({ folder, passphrase: other });
    expect(await again.client.accounts.list()).toMatchObject([{ name: 'Shop', passwordSet: true }]);
  });

  it('that is weak is refused before anything is sent or stored', async () => {
    const { client, facts, isSealed, sandbox } = await desk();
    const account = { ...facts, baseUrl: 'http://127.0.0.1:9/v1', passphrase: 'abcde' };
    const refused = await client.accounts.add(account);
    expect(refused).toMatchObject({ ok: false, problem: { code: 'passphrase-weak', field: 'passphrase' } });
    const named = {
      ...facts,
      baseUrl: sandbox.baseUrl,
      name: 'Kesklinna lillepood',
      passphrase: 'Kesklinna lillepood',
    };
    expect(codeOf(await client.accounts.add(named))).toBe('passphrase-weak');
    expect(isSealed()).toBe(false);
  });

  it('from the environment is checked when it would encrypt for the first time', async () => {
    const { client, facts, isSealed } = await desk('short');
    expect((await client.console.overview()).secrets).toMatchObject({ locked: true, exists: false });
    expect(codeOf(await client.accounts.add(facts))).toBe('passphrase-weak');
    expect(isSealed()).toBe(false);
    const better = { ...facts, passphrase: good };
    must(await client.accounts.add(better));
  });
});

describe('a lost passphrase', () => {
  it('can be replaced: each account gets its password again, and nothing else changes', async () => {
    const { client, facts, folder, stop } = await desk(good);
    must(await client.accounts.add(facts));
    await stop();
    const locked = await openConsole({ folder, passphrase: 'lost and not remembered' });
    await locked.client.secrets.ready();
    expect(codeOf(await locked.client.secrets.startOver({ passphrase: 'Shop Shop Shop' }))).toBe(
      'passphrase-weak',
    );
    const started = must(await locked.client.secrets.startOver({ passphrase: other }));
    expect(started.accounts).toEqual(['Shop']);
    expect(existsSync(started.movedTo)).toBe(true);
    expect(await locked.client.accounts.list()).toMatchObject([{ name: 'Shop', passwordSet: false }]);
    must(await locked.client.accounts.update({ id: 'Shop', password: 'demo' }));
    expect(await locked.client.accounts.list()).toMatchObject([{ name: 'Shop', passwordSet: true }]);
    await locked.stop();
    const again = await openConsole({ folder, passphrase: other });
    await again.client.secrets.ready();
    expect((await again.client.console.overview()).secrets).toMatchObject({ locked: false, exists: true });
  });

  it('whose file was moved away is replaced together with the password of an account', async () => {
    const { client, facts, folder, stop } = await desk(good);
    must(await client.accounts.add(facts));
    await stop();
    rmSync(join(folder, sealedFileName));
    const empty = await openConsole({ folder, passphrase: null });
    const weak = await empty.client.accounts.update({
      id: 'Shop',
      password: 'demo',
      passphrase: 'demo demo demo',
    });
    expect(codeOf(weak)).toBe('passphrase-weak');
    must(await empty.client.accounts.update({ id: 'Shop', password: 'demo', passphrase: other }));
    expect(existsSync(join(folder, sealedFileName))).toBe(true);
  });

  it('is replaced at the command line with --yes and OMNIDECK_PASSPHRASE if nobody can be asked', async () => {
    const { client, facts, folder, stop } = await desk(good);
    must(await client.accounts.add(facts));
    await stop();
    const run = (words: readonly string[], env: Record<string, string>) =>
      omnideck(['account', ...words, '--data', folder, '--json'], { env });
    expect(await run(['start-over'], { OMNIDECK_PASSPHRASE: other })).toMatchObject({ code: 2 });
    expect(await run(['start-over', '--yes'], {})).toMatchObject({ code: 2 });
    const weak = await run(['start-over', '--yes'], { OMNIDECK_PASSPHRASE: 'abcde' });
    expect(weak).toMatchObject({ code: 2 });
    const done = await run(['start-over', '--yes'], { OMNIDECK_PASSPHRASE: other });
    expect(jsonLines(done.stdout)).toMatchObject([{ accounts: ['Shop'] }]);
    const given = await run(['password', 'Shop'], { OMNIDECK_PASSPHRASE: other, OMNIDECK_PASSWORD: 'demo' });
    expect(jsonLines(given.stdout)).toMatchObject([{ name: 'Shop', password_set: true }]);
    const open = await run(['start-over', '--yes'], { OMNIDECK_PASSPHRASE: other });
    expect(open.code).toBe(2);
    expect(open.stderr + open.stdout).toContain('nothing-to-start-over');
  }, 120_000);
});

describe('the question for a new passphrase', () => {
  async function answering(...answers: (string | null)[]) {
    const shown: string[] = [];
    const ask = async () => answers.shift() ?? null;
    const chosen = await choosePassphrase('New: ', ['Shop'], ask, (message) => void shown.push(message));
    return { chosen, shown, left: answers.length };
  }

  it('is asked twice, and repeated after a weak passphrase or two different ones', async () => {
    const asked = await answering('abcde', good, other, other, other);
    expect(asked).toMatchObject({ chosen: other, left: 0 });
    expect(asked.shown[0]).toContain('too short');
    expect(asked.shown[1]).toContain('different');
  });

  it('has no answer if nobody can be asked', async () => {
    expect((await answering(null)).chosen).toBeNull();
    expect((await answering(good, null)).chosen).toBeNull();
  });
});
