import { MessageChannel } from 'node:worker_threads';
import { createORPCClient } from '@orpc/client';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCHandler as PortHandler } from '@orpc/server/message-port';
import { describe, expect, it, onTestFinished } from 'vitest';
import { attachToConsole, type Client } from '../../electron/engine/local-socket/attach.ts';
import type { Change } from '../../shared/contract/console.ts';
import { contractVersion } from '../../shared/contract/contract.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import {
  codeOf,
  consoleWithSandbox,
  messageOf,
  must,
  requestKey,
  sendOne,
  type TestConsole,
} from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

/**
 * A transport to the console: returns a client, and a function that closes it. Another transport is one more
 * entry.
 */
type Transport = (open: TestConsole) => Promise<{ readonly client: Client; close(): Promise<void> | void }>;

const transports: Readonly<Record<string, Transport>> = {
  'WebSocket on the control socket': async ({ folder }) => {
    const attached = await attachToConsole(folder, 'test');
    if (attached === null) throw new Error('nobody listens');
    return must(attached);
  },
  'a worker’s message port': async ({ console }) => {
    const { port1, port2 } = new MessageChannel();
    new PortHandler(console.router).upgrade(port1, { context: {} });
    port1.start();
    port2.start();
    const client: Client = createORPCClient(new PortLink({ port: port2 }));
    return {
      client,
      close() {
        port1.close();
        port2.close();
      },
    };
  },
};

const secret = 'pa55-word-of-this-test';

async function nextType(changes: AsyncIterator<Change>): Promise<string | null> {
  const { value } = (await changes.next()) as { value?: Change };
  return value?.type ?? null;
}

describe.each(Object.entries(transports))('the contract over %s', (_name, transport) => {
  async function connect() {
    const open = await consoleWithSandbox({}, { password: secret });
    const { client, close } = await transport(open);
    onTestFinished(async () => close());
    return { ...open, client, close };
  }

  it('answers calls with and without input', async () => {
    const { client, folder } = await connect();
    expect(await client.console.info()).toMatchObject({
      dataFolder: folder,
      pid: process.pid,
      shell: 'headless',
      contract: contractVersion,
    });
    expect(await client.messages.counts({})).toEqual({
      all: 0,
      open: 0,
      attention: 0,
      scheduled: 0,
      byState: {},
    });
    const id = await sendOne(client, '+37255500010');
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    expect((await client.messages.list({})).rows.map((row) => row.id)).toEqual([id]);
  });

  it('returns expected failures as codes and parameters, from which their texts are made', async () => {
    const { client } = await connect();
    const answer = await client.messages.send({
      to: ['12'],
      chain: { steps: [{ channel: 'sms', text: 'A' }] },
      requestKey: requestKey(),
    });
    expect(answer).toEqual({
      ok: false,
      problem: {
        code: expect.stringMatching(/^number-/u),
        field: 'to[0]',
        id: expect.stringMatching(/^messaging\.number-/u),
        params: {},
      },
    });
    expect(answer.ok ? null : englishText(answer.problem)).toEqual({
      message: expect.stringMatching(/\.$/u),
      hint: expect.stringMatching(/\.$/u),
    });
    expect(codeOf(await client.messages.get({ id: 'nothing' }))).toBe('no-such-message');
  });

  it('rejects input that violates the contract, and continues', async () => {
    const { client } = await connect();
    const wrong: unknown = { to: 'not a list', requestKey: 1 };
    await expect(client.messages.send(wrong as never)).rejects.toThrow();
    await expect(
      (client as unknown as { nowhere: { call(): Promise<unknown> } }).nowhere.call(),
    ).rejects.toThrow();
    expect(await client.accounts.list()).toHaveLength(1);
  });

  it('delivers changes as they happen, and stops when the listener leaves', async () => {
    const { client, console } = await connect();
    const heard: Change[] = [];
    const stop = new AbortController();
    const changes = await client.console.changes(undefined, { signal: stop.signal });
    const listening = (async () => {
      for await (const change of changes) heard.push(change);
    })();
    await eventually(() => heard.map(({ type }) => type)).toContain('overview');
    const id = await sendOne(client, '+37255500000');
    await eventually(() =>
      heard.some((change) => change.type === 'messages' && change.ids.includes(id) && change.added),
    ).toBe(true);
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    await client.settings.set({ theme: 'dark' });
    await eventually(() => heard.map(({ type }) => type)).toContain('settings');
    stop.abort();
    await listening.catch(() => undefined);
    const before = heard.length;
    console.parts.emit({ type: 'settings-changed' });
    expect(await client.settings.get()).toMatchObject({ theme: 'dark' });
    expect(heard).toHaveLength(before);
  });

  it('lets a listener leave by breaking out of its loop', async () => {
    const { client } = await connect();
    for await (const change of await client.console.changes()) {
      expect(change.type).toBe('overview');
      break;
    }
    expect(await client.accounts.list()).toHaveLength(1);
  });

  it('has a separate listener for each client', async () => {
    const { client, console } = await connect();
    const one = (await client.console.changes())[Symbol.asyncIterator]();
    const two = (await client.console.changes())[Symbol.asyncIterator]();
    expect([await nextType(one), await nextType(two)]).toEqual(['overview', 'overview']);
    await one.return?.();
    console.parts.emit({ type: 'settings-changed' });
    expect(await nextType(two)).toBe('settings');
    await two.return?.();
  });

  it('carries big messages in both directions', async () => {
    const { client } = await connect();
    await client.outbox.pause();
    const to = Array.from({ length: 10_000 }, (_, index) => `+3725${String(5_000_000 + index)}`);
    const text = 'ü'.repeat(999);
    const sent = must(
      await client.messages.send({
        to,
        chain: { steps: [{ channel: 'viber', text }] },
        requestKey: requestKey(),
      }),
    );
    expect(sent.messages).toHaveLength(10_000);
    const rows = await client.messages.rows({ ids: sent.messages.slice(0, 1_000).map(({ id }) => id) });
    expect(rows).toHaveLength(1_000);
    expect((await messageOf(client, sent.messages[0]?.id ?? '')).steps[0]?.text).toBe(text);
  });

  it('answers many concurrent calls, each with its own answer', async () => {
    const { client } = await connect();
    await client.outbox.pause();
    const ids = await Promise.all(
      Array.from({ length: 100 }, (_, index) => sendOne(client, `+372555${String(10_000 + index)}`)),
    );
    const details = await Promise.all(ids.map((id) => messageOf(client, id)));
    expect(details.map(({ id }) => id)).toEqual(ids);
    expect(new Set(details.map(({ to }) => to)).size).toBe(100);
  });

  it('never returns a password, whatever is called', async () => {
    const { client } = await connect();
    const everything = JSON.stringify(
      await Promise.all([
        client.accounts.list(),
        client.console.overview(),
        client.settings.get(),
        client.console.info(),
      ]),
    );
    expect(everything).not.toContain(secret);
  });
});

describe('a console that ends', () => {
  it('ends the calls and listeners of all attached clients', async () => {
    const open = await consoleWithSandbox();
    const attached = await attachToConsole(open.folder, 'test');
    if (attached === null) throw new Error('nobody listens');
    const { client, lost, isLost } = must(attached);
    const changes = (async () => {
      for await (const change of await client.console.changes()) void change;
    })().catch(() => undefined);
    expect(isLost()).toBe(false);
    await open.stop();
    await lost;
    await changes;
    expect(isLost()).toBe(true);
    await expect(client.console.info()).rejects.toThrow();
    expect(await attachToConsole(open.folder, 'test')).toBeNull();
  });
});
