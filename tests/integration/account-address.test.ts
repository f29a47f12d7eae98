import { describe, expect, it, onTestFinished } from 'vitest';
import type { KeyringLike } from '../../electron/engine/features/accounts/secrets/types.ts';
import {
  acceptedBy,
  codeOf,
  consoleWithSandbox,
  must,
  openConsole,
  openTestSandbox,
  requestKey,
  sendOne,
} from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { type ScriptedServer, startScriptedHttp } from '../helpers/scripted-messente.ts';

/** A server that answers everything with an error and records the requests. */
async function openStranger(): Promise<ScriptedServer> {
  const stranger = await startScriptedHttp((_request, response) => {
    response.writeHead(500);
    response.end();
  });
  onTestFinished(() => stranger.close());
  return stranger;
}

/** Returns everything that a server received, with decoded Basic credentials. */
function sentTo(stage: ScriptedServer): string {
  return stage.seen
    .map(({ url, body, authorization }) => {
      const token = authorization?.replace(/^Basic /u, '') ?? '';
      return `${decodeURIComponent(url)} ${body} ${Buffer.from(token, 'base64').toString('utf8')}`;
    })
    .join('\n');
}

/** An OS key store that can be made to fail. */
function keyring(): KeyringLike & { fails: 'read' | 'write' | null } {
  const entries = new Map<string, string>();
  const store = {
    fails: null as 'read' | 'write' | null,
    async read(name: string) {
      if (store.fails === 'read') throw new Error('it does not answer');
      return entries.get(name) ?? null;
    },
    async write(name: string, value: string) {
      if (store.fails === 'write') throw new Error('it does not answer');
      entries.set(name, value);
    },
    async remove(name: string) {
      entries.delete(name);
    },
  };
  return store;
}

describe("a change of an account's API address", () => {
  it('needs the API password again, also unchecked and also for the plain-text address', async () => {
    const stranger = await openStranger();
    const { client, accountId, sandbox } = await consoleWithSandbox({}, { password: 'kept-password' });
    const away = { baseUrl: `${stranger.url}/v1` };
    for (const change of [
      away,
      { plainUrl: stranger.url },
      { ...away, plainUrl: stranger.url },
      { ...away, password: '' },
      // The same host with another scheme, and with another port.
      { baseUrl: sandbox.baseUrl.replace('http:', 'https:') },
      { baseUrl: sandbox.baseUrl.replace('127.0.0.1', 'localhost') },
    ]) {
      for (const unchecked of [true, false]) {
        const refused = await client.accounts.update({ id: accountId, ...change, unchecked });
        expect(refused).toMatchObject({
          ok: false,
          problem: { code: 'password-needed', field: 'password' },
        });
      }
    }
    const id = await sendOne(client, '+37255500000');
    await eventually(async () => (await acceptedBy(sandbox)).length).toBe(1);
    await client.messages.ask({ id });
    must(await client.accounts.check({ id: accountId }));
    expect(stranger.seen).toEqual([]);
    // The password goes to the same server if only the path or the account's name changes.
    must(
      await client.accounts.update({
        id: accountId,
        name: 'Moved',
        baseUrl: `${sandbox.baseUrl}/`,
        plainUrl: `${sandbox.plainUrl}/api`,
        unchecked: true,
      }),
    );
  });

  it('sends the new password to the new address, and no earlier password', async () => {
    const stranger = await openStranger();
    const { client, accountId } = await consoleWithSandbox({}, { password: 'kept-password' });
    must(await client.accounts.update({ id: accountId, password: 'kept-password-2', unchecked: true }));
    const moved = { id: accountId, baseUrl: `${stranger.url}/v1`, plainUrl: stranger.url };
    expect(codeOf(await client.accounts.update({ ...moved, password: 'new-password' }))).not.toBe(
      'password-needed',
    );
    must(await client.accounts.update({ ...moved, password: 'new-password', unchecked: true }));
    await sendOne(client, '+37255500000');
    await client.accounts.check({ id: accountId });
    await eventually(() => sentTo(stranger)).toMatch(/\/omnimessage /u);
    expect(sentTo(stranger)).toContain('new-password');
    expect(sentTo(stranger)).not.toContain('kept-password');
  });

  it('sends no password while the key store does not respond', async () => {
    const stranger = await openStranger();
    const keys = keyring();
    const sandbox = await openTestSandbox({ password: 'kept-password' });
    const { client } = await openConsole({ keyring: () => Promise.resolve(keys) });
    const { account } = must(
      await client.accounts.add({
        name: 'T',
        username: 'demo',
        password: 'kept-password',
        baseUrl: sandbox.baseUrl,
      }),
    );
    // The password is written, but cannot be read back.
    const write = keys.write.bind(keys);
    keys.write = async (name, value) => {
      await write(name, value);
      keys.fails = 'read';
    };
    const moved = { id: account.id, baseUrl: `${stranger.url}/v1`, plainUrl: stranger.url };
    must(await client.accounts.update({ ...moved, password: 'new-password', unchecked: true }));
    const send = { chain: { steps: [{ channel: 'sms' as const, text: 'A' }] }, to: ['+37255500000'] };
    await client.messages.send({ ...send, requestKey: requestKey() });
    expect(codeOf(await client.accounts.check({ id: account.id }))).toBe('secrets-locked');
    expect(stranger.seen).toEqual([]);
    keys.fails = null;
    must(await client.accounts.update({ id: account.id, colour: 'red' }));
    await eventually(() => sentTo(stranger)).toContain('new-password');
    expect(sentTo(stranger)).not.toContain('kept-password');
  });

  it('is undone if the new password could not be stored', async () => {
    const stranger = await openStranger();
    const keys = keyring();
    const sandbox = await openTestSandbox({ password: 'kept-password' });
    const { client } = await openConsole({ keyring: () => Promise.resolve(keys) });
    const { account } = must(
      await client.accounts.add({
        name: 'T',
        username: 'demo',
        password: 'kept-password',
        baseUrl: sandbox.baseUrl,
      }),
    );
    keys.fails = 'write';
    const moved = { id: account.id, baseUrl: `${stranger.url}/v1`, plainUrl: stranger.url };
    const refused = await client.accounts.update({ ...moved, password: 'new-password', unchecked: true });
    expect(refused.ok).toBe(false);
    expect((await client.accounts.list())[0]).toMatchObject({ baseUrl: sandbox.baseUrl, passwordSet: true });
    must(await client.accounts.check({ id: account.id }));
    expect(stranger.seen).toEqual([]);
  });

  it('that happens twice at once leaves the stored password with the right address', async () => {
    const stranger = await openStranger();
    const { client, accountId, sandbox } = await consoleWithSandbox({}, { password: 'kept-password' });
    // One change comes from an attacker's page, the other from a user who enters the password at the same
    // time.
    await Promise.all([
      client.accounts.update({
        id: accountId,
        baseUrl: `${stranger.url}/v1`,
        plainUrl: stranger.url,
        password: 'x',
        unchecked: true,
      }),
      client.accounts.update({
        id: accountId,
        baseUrl: sandbox.baseUrl,
        plainUrl: sandbox.plainUrl,
        password: 'kept-password',
        unchecked: true,
      }),
    ]);
    await sendOne(client, '+37255500000');
    await client.accounts.check({ id: accountId });
    expect(sentTo(stranger)).not.toContain('kept-password');
  });
});
