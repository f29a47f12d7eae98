import http from 'node:http';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { bodyOf, isSignedWith } from '../helpers/callback-receiver.ts';
import { eventually, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

let fixture: SandboxFixture;
beforeEach(async () => {
  fixture = await sandboxFixture();
});
afterEach(() => fixture[Symbol.asyncDispose]());

type Messages = { count: number; messages: { to: string; dlr_url: string | null; body: unknown }[] };

async function messages(query = ''): Promise<Messages> {
  const { status, body } = await fixture.control('GET', `/messages${query}`);
  expect(status).toBe(200);
  return body as Messages;
}

function omnimessage(to: string, rest: object = {}) {
  return { to, messages: [{ channel: 'sms', text: 'Hi' }], ...rest };
}

/** Uses node:http, because fetch does not allow a foreign Host header. */
function rawStatus(method: string, path: string, headers: Record<string, string>): Promise<number> {
  return new Promise((resolve, reject) => {
    const request = http.request(
      { host: '127.0.0.1', port: fixture.sandbox.port, method, path, headers },
      (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      },
    );
    request.on('error', reject);
    request.end();
  });
}

describe('the control API of the sandbox', () => {
  it('lists accepted messages with their requests, optionally of one number', async () => {
    const request = omnimessage('+37255500000', { dlr_url: `${fixture.receiver.url}/a`, priority: 'high' });
    await fixture.api('POST', '/omnimessage', request);
    await fixture.api('POST', '/omnimessages', {
      messages: [omnimessage('+37255500100'), omnimessage('+37255500000')],
    });
    expect((await messages()).count).toBe(3);
    const mine = await messages('?to=%2B37255500000');
    expect(mine.count).toBe(2);
    expect(mine.messages[0]).toMatchObject({
      omnimessage_id: expect.any(String),
      to: '+37255500000',
      dlr_url: `${fixture.receiver.url}/a`,
      accepted_at: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      body: request,
    });
    expect((await messages('?to=+37255500100')).count).toBe(1);
    expect(await messages('?limit=0')).toMatchObject({ count: 3, messages: [] });
  });

  it('shows each attempt of a callback', async () => {
    fixture.receiver.answerWith(() => (fixture.receiver.all.length === 1 ? 500 : 204));
    await fixture.api('POST', '/omnimessage', omnimessage('+37255500000', { dlr_url: fixture.receiver.url }));
    await fixture.receiver.waitFor(3);
    await eventually(async () => (await messages()).messages[0]).toMatchObject({
      events: [
        { status: 'ACK', callbacks: [{ outcome: 'received', tries: [{ status: 500 }, { status: 204 }] }] },
        { status: 'DELIVRD', callbacks: [{ outcome: 'received', tries: [{ status: 204 }] }] },
      ],
    });
  });

  it('refuses a web page by its Origin, by its Sec-Fetch-Site, and by a host name that points to this computer', async () => {
    const here = `127.0.0.1:${fixture.sandbox.port}`;
    const foreign: Record<string, string>[] = [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://127.0.0.1:1' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      { host: `evil.example:${fixture.sandbox.port}` },
      { host: 'evil.example' },
      { host: '127.0.0.1' },
    ];
    for (const headers of foreign) {
      for (const [method, path] of [
        ['GET', '/sandbox/messages'],
        ['GET', '/sandbox/messages/'],
        ['POST', '/sandbox/reset'],
        ['PUT', '/sandbox/weather'],
        ['POST', '/sandbox/inbound'],
      ] as const) {
        expect(await rawStatus(method, path, { host: here, ...headers }), JSON.stringify(headers)).toBe(403);
      }
    }
    expect(await rawStatus('GET', '/sandbox/messages', { host: here })).toBe(200);
    expect(await rawStatus('POST', '/sandbox/reset', { host: here, origin: `http://${here}` })).toBe(200);
    expect(await rawStatus('GET', '/sandbox/messages', { host: `localhost:${fixture.sandbox.port}` })).toBe(
      200,
    );
  });

  it('does not let foreign pages send through the API either; a program may use any host name', async () => {
    const { port } = fixture.sandbox;
    for (const path of ['/v1/omnimessage', '/v1/omnimessages', '/v1/get_balance']) {
      for (const origin of ['https://evil.example', `http://evil.example:${port}`, 'null']) {
        const host = `evil.example:${port}`;
        expect(await rawStatus('POST', path, { host, origin }), `${path} ${origin}`).toBe(403);
      }
      expect(await rawStatus('POST', path, { host: `my-machine:${port}` })).not.toBe(403);
    }
  });

  it('is not under the paths of the API', async () => {
    expect((await fixture.api('POST', '/sandbox/reset')).status).toBe(404);
  });

  it('answers unknown paths in its own format', async () => {
    const unknown = await fixture.control('GET', '/nothing');
    expect([unknown.status, unknown.body]).toMatchObject([404, { problems: [{ code: 'no-such-call' }] }]);
    const wrong = await fixture.control('DELETE', '/weather');
    expect([wrong.status, wrong.body]).toMatchObject([405, { problems: [{ code: 'wrong-method' }] }]);
    expect(wrong.headers.get('allow')).toBe('GET, PUT');
    const broken = await fixture.control('PUT', '/weather', '{');
    expect([broken.status, broken.body]).toMatchObject([400, { problems: [{ code: 'not-json' }] }]);
  });

  it('deletes everything on a reset', async () => {
    await fixture.api('POST', '/omnimessage', omnimessage('+37255500042'));
    await fixture.api('POST', '/omnimessage', omnimessage('+37255500016', { dlr_url: fixture.receiver.url }));
    await fixture.control('PUT', '/weather', { credit: '1', latency_ms: 5 });
    await fixture.control('POST', '/reset');
    expect(await messages()).toMatchObject({ count: 0, messages: [] });
    expect((await fixture.control('GET', '/weather')).body).toMatchObject({
      credit: '100.00',
      latency_ms: 0,
    });
    expect((await fixture.api('POST', '/omnimessage', omnimessage('+37255500042'))).status).toBe(500);
    // Reports of earlier messages would have arrived long before this one's.
    await fixture.api('POST', '/omnimessage', omnimessage('+37255500116', { dlr_url: fixture.receiver.url }));
    const callbacks = await fixture.receiver.waitFor(2);
    expect(callbacks.map((callback) => bodyOf(callback).to)).toEqual(['+37255500116', '+37255500116']);
  });
});

describe('the conditions of the sandbox', () => {
  it('can be an outage: every call of the API is answered 503, and nothing is accepted', async () => {
    await fixture.control('PUT', '/weather', { outage: true });
    const answer = await fixture.api('POST', '/omnimessage', omnimessage('+37255500000'));
    expect([answer.status, answer.body]).toEqual([
      503,
      { errors: [{ code: '104', title: 'Internal Server Error', detail: expect.any(String), source: null }] },
    ]);
    expect((await fetch(`${fixture.sandbox.plainUrl}/get_balance`)).status).toBe(503);
    await fixture.control('PUT', '/weather', { outage: false });
    expect((await fixture.api('POST', '/omnimessage', omnimessage('+37255500000'))).status).toBe(201);
    expect((await messages()).count).toBe(1);
  });

  it('can drop callbacks, while GET status still shows the events', async () => {
    await fixture.control('PUT', '/weather', { callbacks: 'dropped' });
    const sent = await fixture.api(
      'POST',
      '/omnimessage',
      omnimessage('+37255500000', { dlr_url: fixture.receiver.url }),
    );
    const { omnimessage_id: id } = sent.body as { omnimessage_id: string };
    await eventually(async () => (await fixture.api('GET', `/omnimessage/${id}/status`)).body).toMatchObject({
      statuses: [{ status: 'DELIVRD' }],
    });
    expect((await messages()).messages[0]).toMatchObject({
      events: [{ callbacks: [{ outcome: 'dropped' }] }, { callbacks: [{ outcome: 'dropped' }] }],
    });
    expect(fixture.receiver.all).toEqual([]);
  });

  it('can delay callbacks, which keep the times of their events', async () => {
    await fixture.control('PUT', '/weather', { callbacks: 'delayed', delay_ms: 10_000 });
    await fixture.api('POST', '/omnimessage', omnimessage('+37255500000', { dlr_url: fixture.receiver.url }));
    const callbacks = await fixture.receiver.waitFor(2);
    for (const callback of callbacks) {
      const at = Date.parse(`${String(bodyOf(callback).timestamp)}Z`);
      expect(callback.receivedAt - at).toBeGreaterThanOrEqual(10_000 / 20 - 1);
    }
  });

  it('can delay answers', async () => {
    await fixture.control('PUT', '/weather', { latency_ms: 150 });
    const before = performance.now();
    await fixture.api('GET', '/omnimessage/x/status');
    expect(performance.now() - before).toBeGreaterThanOrEqual(149);
  });

  it.each([
    ['outage', { outage: 'yes' }],
    ['callbacks', { callbacks: 'lost' }],
    ['latency_ms', { latency_ms: -1 }],
    ['credit', { credit: 5 }],
    ['credit', { credit: '-1' }],
    ['prices.XX', { prices: { XX: { sms: '1' } } }],
    ['prices.EE.sms', { prices: { EE: { sms: '1e3' } } }],
    ['sunshine', { sunshine: true }],
  ])('refuse an invalid %s with its field, and stay unchanged', async (field, change) => {
    const before = await fixture.control('GET', '/weather');
    const { status, body } = await fixture.control('PUT', '/weather', { outage: true, ...change });
    expect(status).toBe(400);
    expect((body as { problems: { field: string }[] }).problems.map((problem) => problem.field)).toEqual([
      field,
    ]);
    expect((await fixture.control('GET', '/weather')).body).toEqual(before.body);
  });
});

describe('an inbound message of the sandbox', () => {
  const inbound = { secret: 'shared', from: '+447700900000', to: '1234', text: 'STOP ✋' };

  it("is posted in Messente's format, signed with the number's shared secret", async () => {
    const { status } = await fixture.control('POST', '/inbound', {
      ...inbound,
      url: `${fixture.receiver.url}/in`,
    });
    expect(status).toBe(202);
    const [callback] = await fixture.receiver.waitFor(1, '/in');
    if (callback === undefined) throw new Error('nothing came');
    expect(isSignedWith('shared', callback)).toBe(true);
    expect(bodyOf(callback)).toEqual({
      msg_id: expect.any(String),
      sub_msg_id: expect.any(String),
      channel: 'sms',
      recipient: '1234',
      time: expect.stringMatching(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/),
      text: 'STOP ✋',
      sender: '+447700900000',
    });
  });

  it('is retried until it is received', async () => {
    fixture.receiver.answerWith(() => (fixture.receiver.all.length < 3 ? 503 : 200));
    await fixture.control('POST', '/inbound', { ...inbound, channel: 'whatsapp', url: fixture.receiver.url });
    const callbacks = await fixture.receiver.waitFor(3);
    expect(new Set(callbacks.map(({ rawBody }) => rawBody.toString())).size).toBe(1);
  });

  it('is refused without a URL or a secret, with the field', async () => {
    const { status, body } = await fixture.control('POST', '/inbound', { from: '447', to: '1', text: 'x' });
    expect(status).toBe(400);
    const fields = (body as { problems: { field: string }[] }).problems.map(({ field }) => field);
    expect(fields).toEqual(['url', 'secret', 'from']);
  });
});
