import { createHmac } from 'node:crypto';
import { Agent, request } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { createForwarder } from '../../electron/cli/commands/forward.ts';
import { version } from '../../electron/cli/version.ts';
import type { ReportDetail } from '../../shared/contract/reports.ts';
import { startCallbackReceiver } from '../helpers/callback-receiver.ts';
import { messageOf, must, openConsole, reportUrl, requestKey } from '../helpers/console-fixture.ts';
import { jsonLines, startOmnideck } from '../helpers/omnideck-process.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

/** Posts a callback, signed as Messente signs. */
function post(agent: Agent, url: string, body: string): Promise<number> {
  const bytes = Buffer.from(body);
  return new Promise((resolve, reject) => {
    const asked = request(
      url,
      {
        agent,
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'content-length': bytes.length,
          'x-messente-signature': createHmac('sha256', 'demo').update(bytes).digest('hex'),
        },
      },
      (answer) => {
        answer.resume();
        answer.on('end', () => resolve(answer.statusCode ?? 0));
      },
    );
    asked.on('error', reject);
    asked.end(bytes);
  });
}

describe('listen --forward', () => {
  it('forwards 10,000 callbacks byte for byte, those of each message in order', {
    timeout: 240_000,
  }, async () => {
    const { client, folder } = await openConsole({ version });
    const account = must(await client.accounts.sandbox());
    const numbers = Array.from({ length: 100 }, (_, index) => `+3725556${String(index).padStart(2, '0')}32`);
    // Ending 32: the sandbox itself sends no report.
    const sent = must(
      await client.messages.send({
        accountId: account.id,
        to: numbers,
        chain: { steps: [{ channel: 'sms', text: 'Hi' }] },
        requestKey: requestKey(),
      }),
    );
    await eventually(async () => (await client.console.overview()).counts.byState.pending).toBe(100);
    const targets = await Promise.all(
      sent.messages.map(async ({ id }) => {
        const { callbackUrl, omnimessageId, steps, to } = await messageOf(client, id);
        return { url: callbackUrl ?? '', omnimessageId, messageId: steps[0]?.messageId, to };
      }),
    );
    const receiver = await startCallbackReceiver();
    onTestFinished(() => receiver.close());
    const listen = startOmnideck(['listen', '--data', folder, '--json', '--forward', `${receiver.url}/mine`]);
    onTestFinished(async () => void (await listen.kill()));
    const agent = new Agent({ keepAlive: true, maxSockets: 16 });
    onTestFinished(() => agent.destroy());
    await eventually(() => listen.stderr()).toContain('Listening');

    // Spaces, escapes and letters that a parser would write differently: the bytes must not change.
    const bodyFor = (target: (typeof targets)[number], number: number) =>
      `{ "status":"ACK",  "n" : ${number},"err":0,"channel":"sms","message_id":"${target.messageId}","omnimessage_id":"${target.omnimessageId}","to":"${target.to}","sender":"T\\u00f5nu õ","timestamp":"2026-11-25T00:00:00.${String(number).padStart(3, '0')}000" }`;
    await Promise.all(
      targets.map(async (target) => {
        for (let number = 0; number < 100; number += 1) {
          expect(await post(agent, target.url, bodyFor(target, number))).toBe(200);
        }
      }),
    );
    const counted = () => receiver.whole('/mine').map(({ rawBody }) => rawBody.toString());
    await eventually(() => counted().length).toBe(10_000);
    const arrived = new Map<string, string[]>();
    for (const body of counted()) {
      const id = /"omnimessage_id":"([^"]+)"/u.exec(body)?.[1] ?? '';
      arrived.set(id, [...(arrived.get(id) ?? []), body]);
    }
    for (const target of targets) {
      expect(arrived.get(target.omnimessageId ?? '')).toEqual(
        Array.from({ length: 100 }, (_, number) => bodyFor(target, number)),
      );
    }
    listen.signal('SIGINT');
    const ended = await listen.ended;
    expect(ended.code).toBe(0);
    expect(jsonLines(ended.stdout).length).toBe(10_000);
    expect(ended.stderr).toContain('10000 callbacks were passed on.');
  });
});

it.each([
  ['--forward', ['verified']],
  ['--forward-all', ['verified', 'forged', 'unsigned']],
])('%s posts the expected ones', async (option, expected) => {
  const { client, folder } = await openConsole({ version });
  const account = must(await client.accounts.sandbox());
  const url = await reportUrl(client, account.id);
  const receiver = await startCallbackReceiver();
  onTestFinished(() => receiver.close());
  const all = option === '--forward' ? [] : [option];
  const listen = startOmnideck(['listen', '--data', folder, '--forward', `${receiver.url}/mine`, ...all]);
  onTestFinished(async () => void (await listen.kill()));
  await eventually(() => listen.stderr()).toContain('Listening');
  const posted = async (body: string, signature: string | null): Promise<number> => {
    const headers: Record<string, string> = signature === null ? {} : { 'x-messente-signature': signature };
    return (await fetch(url, { method: 'POST', body, headers })).status;
  };
  const signed = (body: string) => createHmac('sha256', 'demo').update(body).digest('hex');
  expect(await posted('unsigned', null)).toBe(401);
  expect(await posted('forged', signed('other'))).toBe(401);
  expect(await posted('verified', signed('verified'))).toBe(200);
  const arrived = () =>
    receiver
      .whole('/mine')
      .map(({ rawBody }) => rawBody.toString())
      .sort();
  await eventually(arrived).toContain('verified');
  await eventually(() => listen.stdout().trimEnd().split('\n').length).toBe(3);
  listen.signal('SIGINT');
  expect((await listen.ended).code).toBe(0);
  expect(arrived()).toEqual([...expected].sort());
});

const callback = (id: number, messageId: string | null, body: string): ReportDetail => ({
  id,
  receivedAt: 0,
  accountId: 'a',
  verdict: 'verified',
  outcome: 'applied',
  messageId,
  status: null,
  channel: null,
  to: null,
  inbound: null,
  bytes: body.length,
  method: 'POST',
  path: '/dlr/…',
  headers: [['Content-Type', 'application/json']],
  bodyBase64: Buffer.from(body).toString('base64'),
  bodyText: body,
  secret: 'current',
  reason: { text: '' },
});

describe('a failing target of listen --forward', () => {
  it('is retried with a notice, and the order of its message is kept', async () => {
    const receiver = await startCallbackReceiver();
    onTestFinished(() => receiver.close());
    let refusals = 2;
    receiver.answerWith(({ rawBody }) => (rawBody.toString() === 'one' && refusals-- > 0 ? 500 : 204));
    const shown: string[] = [];
    const forwarder = createForwarder({
      target: new URL(receiver.url),
      show: (message) => shown.push(message),
      retryAfterMs: [1, 1, 1],
    });
    for (const [index, body] of ['one', 'two', 'three'].entries())
      forwarder.forward(callback(index, 'm', body));
    forwarder.forward(callback(9, 'other', 'beside'));
    await forwarder.end(new AbortController().signal);
    expect(forwarder.counts()).toEqual({ taken: 4, failed: 0, waiting: 0 });
    const order = receiver.all.map(({ rawBody }) => rawBody.toString()).filter((body) => body !== 'beside');
    expect(order).toEqual(['one', 'one', 'one', 'two', 'three']);
    expect(shown).toEqual([
      expect.stringMatching(/answered 500\. Callback 0 is tried again in 0\.001 s\./u),
      expect.stringMatching(/answered 500/u),
      'Callback 0 was received at attempt 3.',
    ]);
  });

  it('that keeps failing is abandoned and counted; waiting retries end when the command ends', async () => {
    const receiver = await startCallbackReceiver();
    onTestFinished(() => receiver.close());
    receiver.answerWith(() => 503);
    const shown: string[] = [];
    const forwarder = createForwarder({
      target: new URL(receiver.url),
      show: (message) => shown.push(message),
      retryAfterMs: [3_600_000],
    });
    forwarder.forward(callback(1, 'm', 'one'));
    await receiver.waitFor(1);
    await forwarder.end(AbortSignal.abort());
    expect(forwarder.counts()).toEqual({ taken: 0, failed: 1, waiting: 0 });
    expect(shown.at(-1)).toMatch(/was not passed on: \d attempts? failed/u);
  });
});
