import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, isSignedWith, startCallbackReceiver } from '../helpers/callback-receiver.ts';
import {
  basicAuth,
  call,
  epochOf,
  eventually,
  type SandboxFixture,
  sandboxFixture,
} from '../helpers/sandbox-fixture.ts';

const speed = 50;
let fixture: SandboxFixture;
beforeEach(async () => {
  fixture = await sandboxFixture({ speed, password: 'пароль of a key' });
});
afterEach(() => fixture[Symbol.asyncDispose]());

async function send(to: string, dlr_url: string, text = 'Hi') {
  const body = { to, dlr_url, messages: [{ channel: 'sms', text }] };
  const answer = await fixture.api('POST', '/omnimessage', body, {
    authorization: basicAuth('demo', 'пароль of a key'),
  });
  expect(answer.status).toBe(201);
}

type Tries = { at: string; status: number | null; error: string | null }[];

async function triesOf(to: string): Promise<{ outcome: string; tries: Tries }[]> {
  const { body } = await fixture.control('GET', `/messages?to=${encodeURIComponent(to)}`);
  const { messages } = body as {
    messages: { events: { callbacks: { outcome: string; tries: Tries }[] }[] }[];
  };
  return messages.flatMap(({ events }) => events.flatMap(({ callbacks }) => callbacks));
}

const outcomesOf = async (to: string) => (await triesOf(to)).map(({ outcome }) => outcome);

describe('a callback of the sandbox', () => {
  it('is JSON, signed over its raw bytes with the password of the key, in lower-case hexadecimal', async () => {
    await send('+37255500000', fixture.receiver.url);
    for (const callback of await fixture.receiver.waitFor(2)) {
      expect(isSignedWith('пароль of a key', callback)).toBe(true);
      expect(isSignedWith('demo', callback)).toBe(false);
      expect(callback.headers['x-messente-signature']).toMatch(/^[0-9a-f]{64}$/);
      expect(callback.headers['content-type']).toBe('application/json');
      expect(Object.keys(bodyOf(callback))).toEqual([
        'status',
        'sender',
        'err',
        'message_id',
        'to',
        'channel',
        'error',
        'omnimessage_id',
        'timestamp',
        'price_info',
      ]);
    }
  });

  it('is posted to the URL including its query', async () => {
    await send('+37255500000', `${fixture.receiver.url}/a/b?c=d%20e`);
    expect(await fixture.receiver.waitFor(2, '/a/b?c=d%20e')).toHaveLength(2);
  });

  it('is retried after 1, 5 and 25 s with the same bytes, then abandoned, and the next one follows', async () => {
    fixture.receiver.answerWith((callback) => (bodyOf(callback).status === 'ACK' ? 500 : 200));
    await send('+37255500000', fixture.receiver.url);
    const callbacks = await fixture.receiver.waitFor(5);
    expect(callbacks.map((callback) => bodyOf(callback).status)).toEqual([
      'ACK',
      'ACK',
      'ACK',
      'ACK',
      'DELIVRD',
    ]);
    expect(new Set(callbacks.slice(0, 4).map(({ rawBody }) => rawBody.toString())).size).toBe(1);
    await eventually(() => outcomesOf('+37255500000')).toEqual(['given-up', 'received']);
    const at = (await triesOf('+37255500000'))[0]?.tries.map((tried) => epochOf(tried.at)) ?? [];
    const waits = at.slice(1).map((time, index) => (time - (at[index] ?? 0)) * speed);
    for (const [index, wanted] of [1_000, 5_000, 25_000].entries()) {
      expect(waits[index]).toBeGreaterThanOrEqual(wanted);
    }
  });

  it.each([200, 204, 302, 399])(
    'counts as received if it is answered %i; a redirect is not followed',
    async (status) => {
      fixture.receiver.answerWith(() => status);
      await send('+37255500000', `${fixture.receiver.url}/once`);
      await eventually(() => outcomesOf('+37255500000')).toEqual(['received', 'received']);
      expect(fixture.receiver.all.map(({ path }) => path)).toEqual(['/once', '/once']);
    },
  );

  it.each([400, 401, 404, 500, 503])('does not count as received if it is answered %i', async (status) => {
    fixture.receiver.answerWith(() => (fixture.receiver.all.length === 1 ? status : 204));
    await send('+37255500000', fixture.receiver.url);
    const callbacks = await fixture.receiver.waitFor(3);
    expect(callbacks.map((callback) => bodyOf(callback).status)).toEqual(['ACK', 'ACK', 'DELIVRD']);
  });

  it('waits for a receiver that is not running yet', async () => {
    const first = await startCallbackReceiver();
    await first.close();
    await send('+37255500000', first.url);
    await eventually(async () => (await triesOf('+37255500000'))[0]?.tries[0]?.error).toBe('ECONNREFUSED');
    const second = await startCallbackReceiver(Number(new URL(first.url).port));
    const callbacks = await second.waitFor(2);
    expect(callbacks.map((callback) => bodyOf(callback).status)).toEqual(['ACK', 'DELIVRD']);
    await second.close();
  });

  it('without an answer does not delay other messages or other receivers', async () => {
    const other = await startCallbackReceiver();
    fixture.receiver.answerWith(({ path }) => (path === '/silent' ? null : 204));
    for (let index = 0; index < 20; index++) await send('+37255500000', `${fixture.receiver.url}/silent`);
    await send('+37255500100', `${fixture.receiver.url}/quick`);
    await send('+37255500200', other.url);
    await fixture.receiver.waitFor(2, '/quick');
    await other.waitFor(2);
    expect(fixture.receiver.whole('/silent')).toHaveLength(20);
    await other.close();
  });

  it('is one of thousands, and none is lost, doubled or out of order', async () => {
    const count = 2_000;
    const messages = Array.from({ length: count }, (_, index) => ({
      to: `+3725${String(index).padStart(5, '0')}02`,
      dlr_url: `${fixture.receiver.url}/many`,
      messages: [{ channel: 'sms', text: 'Hi' }],
    }));
    const authorization = basicAuth('demo', 'пароль of a key');
    await fixture.control('PUT', '/weather', { credit: '1000' });
    const { body } = await call(
      'POST',
      `${fixture.sandbox.baseUrl}/omnimessages`,
      { messages },
      { authorization },
    );
    const ids = new Set(
      (body as { messages: { omnimessage_id: string }[] }).messages.map((one) => one.omnimessage_id),
    );
    expect(ids.size).toBe(count);
    const reported = new Map<unknown, string[]>();
    for (const callback of await fixture.receiver.waitFor(3 * count, '/many')) {
      const { omnimessage_id, status } = bodyOf(callback);
      reported.set(omnimessage_id, [...(reported.get(omnimessage_id) ?? []), String(status)]);
    }
    expect(reported.size).toBe(count);
    expect([...reported.values()].every((list) => list.join() === 'ACCEPTD,ACK,DELIVRD')).toBe(true);
  });
});

describe('a scheduled omnimessage of the sandbox', () => {
  const inAnHour = (ms: number) => new Date(Date.now() + ms).toISOString();

  async function schedule(to: string, time_to_send: string) {
    const { status, body } = await fixture.api(
      'POST',
      '/omnimessage',
      { to, dlr_url: fixture.receiver.url, time_to_send, messages: [{ channel: 'sms', text: 'Hi' }] },
      { authorization: basicAuth('demo', 'пароль of a key') },
    );
    expect(status).toBe(201);
    return (body as { omnimessage_id: string }).omnimessage_id;
  }
  const withId = (method: string, path: string) =>
    fixture.api(method, path, undefined, { authorization: basicAuth('demo', 'пароль of a key') });

  it('has no status before its time, is sent at its time, and can no longer be cancelled then', async () => {
    const id = await schedule('+37255500000', inAnHour(20_000));
    const before = await withId('GET', `/omnimessage/${id}/status`);
    expect(before.body).toEqual({
      omnimessage_id: id,
      to: '+37255500000',
      statuses: [
        {
          status: null,
          sender: 'Messente',
          err: null,
          message_id: expect.any(String),
          to: '+37255500000',
          channel: 'sms',
          error: null,
          omnimessage_id: id,
          timestamp: null,
          price_info: null,
        },
      ],
    });
    await fixture.receiver.waitFor(2);
    expect((await withId('DELETE', `/omnimessage/${id}`)).status).toBe(404);
  });

  it('is cancelled once, with 202 and an empty object, and is never sent', async () => {
    const id = await schedule('+37255500000', inAnHour(20_000));
    const cancelled = await withId('DELETE', `/omnimessage/${id}`);
    expect([cancelled.status, cancelled.body]).toEqual([202, {}]);
    expect((await withId('DELETE', `/omnimessage/${id}`)).status).toBe(404);
    await schedule('+37255500100', inAnHour(25_000));
    const callbacks = await fixture.receiver.waitFor(2);
    expect(callbacks.map((callback) => bodyOf(callback).to)).toEqual(['+37255500100', '+37255500100']);
    expect((await withId('GET', `/omnimessage/${id}/status`)).body).toMatchObject({
      statuses: [{ status: null }],
    });
  });

  it('for a time in the past is sent at once', async () => {
    await schedule('+37255500000', '2019-06-22T09:05');
    expect(await fixture.receiver.waitFor(2)).toHaveLength(2);
  });
});
