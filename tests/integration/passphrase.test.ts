/** The passphrase of a computer without a key store: when it is kept, how good it must be, and when it is lost. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sealedFileName } from '../../electron/core/secrets/secret-store.ts';
import { codeOf, must, openConsole, openTestSandbox } from '../helpers/console-fixture.ts';

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

describe('A new passphrase', () => {
  it.fails('is kept only with the password that it seals: after a failed connection another one is taken', async () => {
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

  it.fails('that is easily guessed is refused before anything is sent or kept', async () => {
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

  it.fails('from the environment is judged where it would seal for the first time', async () => {
    const { client, facts, isSealed } = await desk('short');
    expect((await client.console.overview()).secrets).toMatchObject({ locked: true, exists: false });
    expect(codeOf(await client.accounts.add(facts))).toBe('passphrase-weak');
    expect(isSealed()).toBe(false);
    const better = { ...facts, passphrase: good };
    must(await client.accounts.add(better));
  });
});
