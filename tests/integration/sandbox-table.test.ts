import http from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { bodyOf, isSignedWith, type ReceivedCallback } from '../helpers/callback-receiver.ts';
import { basicAuth, epochOf, type SandboxFixture, sandboxFixture } from '../helpers/sandbox-fixture.ts';

const speed = 20;
let fixture: SandboxFixture;
beforeAll(async () => {
  fixture = await sandboxFixture({ speed });
});
afterAll(() => fixture[Symbol.asyncDispose]());

const viber = { channel: 'viber', text: 'Hi' };
const sms = { channel: 'sms', text: 'Hi' };

let recipients = 0;
/** Returns a new number for each call. */
function recipient(ending: string): string {
  recipients++;
  return `+37255${String(recipients).padStart(4, '0')}${ending}`;
}

function request(to: string, messages: readonly object[] = [viber, sms]) {
  return { to, messages, dlr_url: `${fixture.receiver.url}/${to}` };
}

type Sent = { readonly to: string; readonly acceptedAt: number; readonly id: string };

async function acceptedOf(to: string): Promise<Sent[]> {
  const { body } = await fixture.control('GET', `/messages?to=${encodeURIComponent(to)}`);
  const { messages } = body as { messages: { accepted_at: string; omnimessage_id: string }[] };
  return messages.map(({ accepted_at, omnimessage_id }) => ({
    to,
    acceptedAt: epochOf(accepted_at),
    id: omnimessage_id,
  }));
}

async function send(to: string, messages?: readonly object[]): Promise<Sent> {
  const answer = await fixture.api('POST', '/omnimessage', request(to, messages));
  expect(answer.status).toBe(201);
  const [sent] = await acceptedOf(to);
  if (sent === undefined) throw new Error('not accepted');
  return sent;
}

/**
 * Formats a callback as `viber UNDELIV 1 at 1000`: the report's own time, in ms on the sandbox's clock since
 * the acceptance.
 */
function reportOf({ acceptedAt }: Sent, callback: ReceivedCallback): string {
  const { channel, status, err, timestamp } = bodyOf(callback);
  // Microseconds without a zone: UTC.
  expect(timestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}$/);
  const at = Date.parse(`${String(timestamp)}Z`);
  return `${String(channel)} ${String(status)} ${String(err)} at ${(at - acceptedAt) * speed}`;
}

async function statusOf({ id }: Sent): Promise<string[]> {
  const answer = await fixture.api('GET', `/omnimessage/${id}/status`);
  expect(answer.status).toBe(200);
  const { statuses } = answer.body as { statuses: { channel: string; status: string; err: number }[] };
  return statuses.map(({ channel, status, err }) => `${channel} ${status} ${err}`);
}

async function nothingLeft({ to }: Sent): Promise<void> {
  for (;;) {
    const { body } = await fixture.control('GET', `/messages?to=${encodeURIComponent(to)}`);
    const text = JSON.stringify(body);
    if (text.includes('"outcome":"waiting"')) continue;
    const { messages } = body as {
      messages: { steps: { started_at: string | null; planned: object[] }[] }[];
    };
    if (
      messages.every(({ steps }) =>
        steps.every((step) => step.started_at === null || step.planned.length === 0),
      )
    )
      return;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

describe('the sandbox number decides the outcome of a chain of Viber and SMS', () => {
  const rows: [ending: string, reports: string[], statuses: string[]][] = [
    ['00', ['viber ACK 0 at 200', 'viber DELIVRD 0 at 1000'], ['viber DELIVRD 0', 'sms null null']],
    ['01', ['viber DELIVRD 0 at 1000', 'viber SEEN 10 at 3000'], ['viber SEEN 10', 'sms null null']],
    [
      '02',
      ['viber ACCEPTD 0 at 300', 'viber ACK 0 at 600', 'viber DELIVRD 0 at 900'],
      ['viber DELIVRD 0', 'sms null null'],
    ],
    [
      '10',
      ['viber UNDELIV 1 at 1000', 'sms ACK 0 at 1200', 'sms DELIVRD 0 at 2000'],
      ['viber UNDELIV 1', 'sms DELIVRD 0'],
    ],
    ['12', ['viber UNDELIV 1 at 1000', 'sms UNDELIV 1 at 2000'], ['viber UNDELIV 1', 'sms UNDELIV 1']],
    [
      '13',
      ['viber REJECTD 7 at 500', 'sms ACK 0 at 700', 'sms DELIVRD 0 at 1500'],
      ['viber REJECTD 7', 'sms DELIVRD 0'],
    ],
    ['14', ['viber NACK 3 at 500', 'sms NACK 3 at 1000'], ['viber NACK 3', 'sms NACK 3']],
    [
      '15',
      ['viber FAILED 999 at 1000', 'sms ACK 0 at 1200', 'sms DELIVRD 0 at 2000'],
      ['viber FAILED 999', 'sms DELIVRD 0'],
    ],
    ['16', ['viber UNKNOWN 0 at 1000', 'viber DELIVRD 0 at 10000'], ['viber DELIVRD 0', 'sms null null']],
    [
      '20',
      ['viber EXPIRED 2 at 1000', 'sms ACK 0 at 1200', 'sms DELIVRD 0 at 2000', 'viber DELIVRD 0 at 4000'],
      ['viber DELIVRD 0', 'sms DELIVRD 0'],
    ],
    ['30', ['viber DELIVRD 0 at 1000', 'viber ACK 0 at 200'], ['viber DELIVRD 0', 'sms null null']],
    [
      '31',
      [...Array(3).fill('viber ACK 0 at 200'), ...Array(3).fill('viber DELIVRD 0 at 1000')],
      ['viber DELIVRD 0', 'sms null null'],
    ],
    ['32', [], ['viber DELIVRD 0', 'sms null null']],
    ['33', ['viber FAILED 1 at 1000', 'viber DELIVRD 0 at 1000'], ['viber DELIVRD 0', 'sms null null']],
    ['50', ['viber REJECTD 8 at 500', 'sms REJECTD 8 at 1000'], ['viber REJECTD 8', 'sms REJECTD 8']],
  ];

  it.concurrent.each(rows)('%s: %j', async (ending, reports, statuses) => {
    const sent = await send(recipient(ending));
    await nothingLeft(sent);
    const received = fixture.receiver.whole(`/${sent.to}`);
    expect(received.map((callback) => reportOf(sent, callback))).toEqual(reports);
    expect(await statusOf(sent)).toEqual(statuses);
  });

  it('11: no report until the ttl ends, then EXPIRED, and SMS delivers', async () => {
    const sent = await send(recipient('11'), [{ ...viber, ttl: 7 }, sms]);
    const received = await fixture.receiver.waitFor(3, `/${sent.to}`);
    expect(received.map((callback) => reportOf(sent, callback))).toEqual([
      'viber EXPIRED 2 at 7000',
      'sms ACK 0 at 7200',
      'sms DELIVRD 0 at 8000',
    ]);
  });

  it('11: a validity is in minutes', async () => {
    const fast = await sandboxFixture({ speed: 1000 });
    await using _ = fast;
    const to = recipient('11');
    await fast.api('POST', '/omnimessage', {
      to,
      dlr_url: `${fast.receiver.url}/`,
      messages: [{ ...viber, validity: 1 }],
    });
    const [callback] = await fast.receiver.waitFor(1);
    const { body } = await fast.control('GET', '/messages');
    const [message] = (body as { messages: { accepted_at: string }[] }).messages;
    if (callback === undefined || message === undefined) throw new Error('nothing came');
    const { status, timestamp } = bodyOf(callback);
    expect(status).toBe('EXPIRED');
    expect(Date.parse(`${String(timestamp)}Z`) - epochOf(message.accepted_at)).toBe(60);
  });

  it('01: an SMS is never SEEN', async () => {
    const sent = await send(recipient('01'), [sms]);
    await nothingLeft(sent);
    expect(fixture.receiver.whole(`/${sent.to}`).map((callback) => reportOf(sent, callback))).toEqual([
      'sms DELIVRD 0 at 1000',
    ]);
  });

  it('10 with only one step: the chain has failed', async () => {
    const sent = await send(recipient('10'), [sms]);
    await nothingLeft(sent);
    expect(await statusOf(sent)).toEqual(['sms UNDELIV 1']);
  });

  it('33: the FAILED report has a wrong signature, and is not retried when it is refused', async () => {
    const to = recipient('33');
    fixture.receiver.answerWith((callback) =>
      isSignedWith('demo', callback) || !callback.path.includes(to) ? 204 : 401,
    );
    const sent = await send(to);
    await nothingLeft(sent);
    const received = fixture.receiver.whole(`/${to}`);
    expect(received.map((callback) => [bodyOf(callback).status, isSignedWith('demo', callback)])).toEqual([
      ['FAILED', false],
      ['DELIVRD', true],
    ]);
    expect(received[0]?.headers['x-messente-signature']).toMatch(/^[0-9a-f]{64}$/);
  });

  it('34: the first two attempts of each callback are cut inside the body, the third is complete', async () => {
    const sent = await send(recipient('34'));
    await nothingLeft(sent);
    const all = fixture.receiver.all.filter(({ path }) => path === `/${sent.to}`);
    expect(all.map(({ complete }) => complete)).toEqual([false, false, true, false, false, true]);
    const whole = fixture.receiver.whole(`/${sent.to}`);
    expect(whole.map((callback) => bodyOf(callback).status)).toEqual(['ACK', 'DELIVRD']);
    const [first, , third] = all;
    const cut = first?.rawBody ?? Buffer.alloc(0);
    expect(cut.length).toBeGreaterThan(0);
    expect(cut.equals(third?.rawBody.subarray(0, cut.length) ?? Buffer.alloc(0))).toBe(true);
    expect(Number(first?.headers['content-length'])).toBe(third?.rawBody.length);
  });
});

describe('the sandbox number decides the response to the request', () => {
  const failure = (code: string, source: string | null) => ({
    errors: [{ code, title: expect.any(String), detail: expect.any(String), source }],
  });

  it('40: 400, Invalid data, to', async () => {
    const to = recipient('40');
    const { status, body } = await fixture.api('POST', '/omnimessage', request(to));
    expect([status, body]).toEqual([400, failure('105', 'to')]);
    expect(await acceptedOf(to)).toEqual([]);
  });

  it('41: 401, Unauthorized', async () => {
    const to = recipient('41');
    const { status, body } = await fixture.api('POST', '/omnimessage', request(to));
    expect([status, body]).toEqual([401, failure('103', null)]);
    expect(await acceptedOf(to)).toEqual([]);
  });

  it('42: 500 and not accepted, then accepted', async () => {
    const to = recipient('42');
    const { status, body } = await fixture.api('POST', '/omnimessage', request(to));
    expect([status, body]).toEqual([500, failure('104', null)]);
    expect(await acceptedOf(to)).toEqual([]);
    await send(to);
    expect(await acceptedOf(to)).toHaveLength(1);
  });

  it('43: accepted, but the connection is cut before any byte of an answer; the callbacks arrive', async () => {
    const to = recipient('43');
    const bytes = await new Promise<number>((resolve) => {
      const client = http.request(`${fixture.sandbox.baseUrl}/omnimessage`, {
        method: 'POST',
        headers: { authorization: basicAuth() },
      });
      client.on('error', () => resolve(client.socket?.bytesRead ?? -1));
      client.on('response', () => resolve(-2));
      client.end(JSON.stringify(request(to)));
    });
    expect(bytes).toBe(0);
    const received = await fixture.receiver.waitFor(2, `/${to}`);
    expect(received.map((callback) => bodyOf(callback).status)).toEqual(['ACK', 'DELIVRD']);
    expect(await acceptedOf(to)).toHaveLength(1);
  });

  it('44: the callbacks arrive long before the answer', async () => {
    const to = recipient('44');
    const controller = new AbortController();
    let answered = false;
    const answer = fetch(`${fixture.sandbox.baseUrl}/omnimessage`, {
      method: 'POST',
      headers: { authorization: basicAuth() },
      body: JSON.stringify(request(to)),
      signal: controller.signal,
    }).then(() => {
      answered = true;
    });
    await fixture.receiver.waitFor(2, `/${to}`);
    const other = await fixture.api('POST', '/omnimessage', request(recipient('00')));
    expect(other.status).toBe(201);
    expect(answered).toBe(false);
    controller.abort();
    await expect(answer).rejects.toThrow();
  });

  it('45: 429 with Retry-After once, then accepted', async () => {
    const to = recipient('45');
    const first = await fixture.api('POST', '/omnimessage', request(to));
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
    expect(await acceptedOf(to)).toEqual([]);
    await send(to);
    expect((await fixture.api('POST', '/omnimessage', request(to))).status).toBe(201);
  });

  it('in a bulk request, each omnimessage has its own success or error body, in order', async () => {
    const numbers = ['00', '40', '41', '42', '01'].map(recipient);
    const messages = [...numbers.map((to) => request(to)), { to: '372', messages: [] }];
    const { status, body } = await fixture.api('POST', '/omnimessages', { messages });
    expect(status).toBe(201);
    const entries = (body as { messages: object[] }).messages;
    expect(entries).toHaveLength(6);
    expect(entries[0]).toMatchObject({
      to: numbers[0],
      messages: [{ channel: 'viber' }, { channel: 'sms' }],
    });
    expect(entries[1]).toEqual(failure('105', 'to'));
    expect(entries[2]).toEqual(failure('103', null));
    expect(entries[3]).toEqual(failure('104', null));
    expect(entries[4]).toMatchObject({ to: numbers[4], omnimessage_id: expect.any(String) });
    expect(entries[5]).toMatchObject({ errors: [{ source: 'to' }, { source: 'messages' }] });
  });

  it('43 in a bulk request: the whole answer is cut, and all messages are accepted', async () => {
    const numbers = ['00', '43'].map(recipient);
    const sent = fixture.api('POST', '/omnimessages', { messages: numbers.map((to) => request(to)) });
    await expect(sent).rejects.toThrow();
    for (const to of numbers) expect(await acceptedOf(to)).toHaveLength(1);
  });

  it('45 in a bulk request: the whole request is throttled once, and no message is accepted', async () => {
    const numbers = ['00', '45'].map(recipient);
    const send = () => fixture.api('POST', '/omnimessages', { messages: numbers.map((to) => request(to)) });
    const first = await send();
    expect([first.status, first.headers.get('retry-after')]).toEqual([429, '1']);
    for (const to of numbers) expect(await acceptedOf(to)).toEqual([]);
    expect((await send()).status).toBe(201);
    for (const to of numbers) expect(await acceptedOf(to)).toHaveLength(1);
  });
});
