import { describe, expect, it } from 'vitest';
import {
  consoleWithSandbox,
  messageOf,
  must,
  openConsole,
  postReport,
  reportUrl,
  sendOne,
  type TestConsole,
} from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const report = (status: string, more: Readonly<Record<string, unknown>> = {}) => ({
  status,
  err: 0,
  channel: 'viber',
  to: '+37255500000',
  timestamp: '2026-01-01T00:00:00.000000',
  ...more,
});

/** A console whose key store is locked, with a message that waits for its reports. */
async function lockedConsole(): Promise<TestConsole & { readonly id: string; readonly path: string }> {
  const { client, accountId, folder, stop } = await consoleWithSandbox();
  await client.outbox.pause();
  const id = await sendOne(client, '+37255500000');
  await stop();
  const locked = await openConsole({ folder, passphrase: null });
  return { ...locked, id, path: await reportUrl(locked.client, accountId) };
}

describe('delivery reports that arrive while the key store is locked', () => {
  it.fails('are kept and answered 200, change nothing until it opens, and are verified then', async () => {
    const { client, id, path } = await lockedConsole();
    const url = `${path}/${id}`;
    expect(await postReport(url, report('DELIVRD'))).toBe(200);
    expect(await postReport(url, report('FAILED'), 'a guess')).toBe(200);
    expect(await postReport(url, report('SEEN'), null)).toBe(200);
    expect(await messageOf(client, id)).toMatchObject({ state: 'queued', callbacks: 0 });
    expect((await client.callbacks.refused()).total).toBe(0);
    must(await client.secrets.unlock({ passphrase: 'a passphrase' }));
    await eventually(async () => (await messageOf(client, id)).state).toBe('delivered');
    await eventually(async () =>
      (await client.callbacks.list({})).rows.map(({ verdict }) => verdict),
    ).toEqual(['unsigned', 'forged', 'verified']);
  });
});
