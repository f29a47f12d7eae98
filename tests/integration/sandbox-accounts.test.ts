/**
 * Tests accounts besides the sandbox's default account, opened with its control API: each has its own credit,
 * weather and seed.
 */
import { describe, expect, it } from 'vitest';
import {
  type Answer,
  basicAuth,
  call,
  eventually,
  type SandboxFixture,
  sandboxFixture,
} from '../helpers/sandbox-fixture.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

const sms = (to: string, text = 'Hi') => ({ to, messages: [{ channel: 'sms', text }] });
const as = (username: string, password = 'demo') => ({ authorization: basicAuth(username, password) });
const idOf = ({ body }: Answer) => (body as { omnimessage_id: string }).omnimessage_id;

async function balanceOf({ sandbox }: SandboxFixture, username: string): Promise<unknown> {
  const query = `username=${username}&password=demo`;
  return (await call('GET', `${sandbox.plainUrl}/get_balance?${query}`, undefined, {})).body;
}

describe('a separate account of the sandbox', () => {
  it('pays from its own credit, and only itself and the default account see its messages', async () => {
    await using fixture = await sandboxFixture();
    const { api, control } = fixture;
    expect(await control('PUT', '/accounts/ci-1', { credit: '0.10', seed: 5 })).toMatchObject({
      status: 200,
      body: { username: 'ci-1', credit: '0.10', seed: 5, messages: 0 },
    });
    const sent = await api('POST', '/omnimessage', sms('+37255500000'), as('ci-1'));
    expect(sent.status).toBe(201);
    expect(await balanceOf(fixture, 'ci-1')).toBe('OK 0.04');
    expect(await balanceOf(fixture, 'demo')).toBe('OK 100.00');
    const status = `/omnimessage/${idOf(sent)}/status`;
    expect((await api('GET', status)).status).toBe(200);
    expect((await api('GET', status, undefined, as('ci-1'))).status).toBe(200);
    const own = await api('POST', '/omnimessage', sms('+37255500100'));
    const others = `/omnimessage/${idOf(own)}/status`;
    expect((await api('GET', others, undefined, as('ci-1'))).status).toBe(404);
    expect((await api('POST', '/omnimessage', sms('+37255500000'), as('ci-1', 'wrong'))).status).toBe(401);
    expect((await api('POST', '/omnimessage', sms('+37255500000'), as('ci-2'))).status).toBe(401);
    const listed = (path: string) =>
      control('GET', path).then(({ body }) => (body as { count: number }).count);
    expect([await listed('/messages'), await listed('/messages?account=ci-1')]).toEqual([2, 1]);
    expect((await control('GET', '/messages?account=ci-2')).status).toBe(404);
    // A second call finds the opened account unchanged.
    expect(await control('PUT', '/accounts/ci-1', { credit: '9' })).toMatchObject({
      body: { credit: '0.04' },
    });
  });

  it('has its own weather, and a reset restores its initial values', async () => {
    await using fixture = await sandboxFixture();
    const { api, control } = fixture;
    await control('PUT', '/accounts/ci-1', { credit: '5' });
    await control('PUT', '/weather?account=ci-1', { outage: true, credit: '1' });
    expect((await api('POST', '/omnimessage', sms('+37255500000'), as('ci-1'))).status).toBe(503);
    expect((await api('POST', '/omnimessage', sms('+37255500000'))).status).toBe(201);
    expect((await control('GET', '/weather')).body).toMatchObject({ outage: false });
    await control('POST', '/reset');
    expect((await control('GET', '/weather?account=ci-1')).body).toMatchObject({
      outage: false,
      credit: '5',
    });
  });

  it('behaves the same with the same seed, whatever other accounts did before', async () => {
    await using fixture = await sandboxFixture();
    const { api, control } = fixture;
    const chain = (at: number) => ({
      to: `+3725550${String(at).padStart(2, '0')}77`,
      messages: [
        { channel: 'viber', text: 'Hi', ttl: 1 },
        { channel: 'sms', text: 'Hi', ttl: 1 },
      ],
    });
    const run = async (username: string): Promise<void> => {
      await control('PUT', `/accounts/${username}`, { seed: 7 });
      for (let at = 0; at < 20; at += 1) await api('POST', '/omnimessage', chain(at), as(username));
    };
    const results = async (username: string) => {
      await run(username);
      let last: unknown;
      await eventually(async () => {
        const { messages } = (await control('GET', `/messages?account=${username}`)).body as {
          messages: { to: string; steps: { status: string | null; started_at: string | null }[] }[];
        };
        last = messages.map(({ to, steps }) => [to, ...steps.map(({ status }) => status)]);
        return messages.every(({ steps }) => steps.every(({ status }) => status !== 'ACK'));
      }).toBe(true);
      return last;
    };
    await api('POST', '/omnimessage', chain(0));
    expect(await results('one')).toEqual(await results('two'));
  });

  it('is still there after a restart, with its credit and its messages', async () => {
    const dataDir = temporaryFolder();
    let id = '';
    {
      await using fixture = await sandboxFixture({ dataDir });
      await fixture.control('PUT', '/accounts/ci-1', { credit: '0.10', seed: 5 });
      id = idOf(await fixture.api('POST', '/omnimessage', sms('+37255500000'), as('ci-1')));
    }
    await using fixture = await sandboxFixture({ dataDir });
    expect(await balanceOf(fixture, 'ci-1')).toBe('OK 0.04');
    expect(await balanceOf(fixture, 'demo')).toBe('OK 100.00');
    expect((await fixture.api('GET', `/omnimessage/${id}/status`, undefined, as('ci-1'))).status).toBe(200);
    const { body } = await fixture.control('GET', '/accounts');
    expect(body).toMatchObject({
      accounts: [{ username: 'demo' }, { username: 'ci-1', seed: 5, messages: 1 }],
    });
  });
});
