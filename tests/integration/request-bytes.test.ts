/** Tests that the stored request and the request that a server receives are the same bytes. */
import { describe, expect, it, onTestFinished } from 'vitest';
import { channelForms } from '../helpers/channel-forms.ts';
import { messageOf, must, openConsole, requestKey } from '../helpers/console-fixture.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';
import { startScriptedHttp } from '../helpers/scripted-messente.ts';

type Received = { readonly body: string; readonly length: number; readonly storedBefore: unknown };

/**
 * Opens a console whose account sends to this test's HTTP server. The server answers the first request of
 * each message with 429, so that each message has two attempts.
 */
async function consoleAtServer() {
  const received: Received[] = [];
  const newestStored = async () => {
    const { rows } = await client.messages.list({ limit: 1 });
    const { attempts } = await messageOf(client, rows[0]?.id ?? '');
    return attempts.at(-1)?.request;
  };
  const server = await startScriptedHttp(async (request, response, body) => {
    if (request.method !== 'POST') return response.writeHead(404).end('{}');
    const isFirst = !received.some((one) => one.body === body);
    const length = Number(request.headers['content-length']);
    received.push({ body, length, storedBefore: await newestStored() });
    if (isFirst) return response.writeHead(429, { 'retry-after': '0' }).end('{"errors":[]}');
    const id = `o-${received.length}`;
    return response.writeHead(201).end(JSON.stringify({ omnimessage_id: id, messages: [] }));
  });
  onTestFinished(() => server.close());
  const { client } = await openConsole({ callbackPort: 0 });
  const address = { baseUrl: `${server.url}/v1`, plainUrl: server.url };
  const account = { name: 'T', username: 'bytes-user', password: 'bytes-password', ...address };
  must(await client.accounts.add({ ...account, unchecked: true }));
  return { client, received };
}

const tricky = 'Õhtu 🦆 “x" \\ </script> \u2028 \u202e {name} 漢字';

describe('the request of an attempt', () => {
  it('is stored before it is sent, and the server receives the stored bytes, for every form of every channel', {
    timeout: 60_000,
  }, async () => {
    const { client, received } = await consoleAtServer();
    const chains = [...channelForms.map(({ step }) => [step]), [{ channel: 'sms' as const, text: tricky }]];
    for (const [index, steps] of chains.entries()) {
      received.length = 0;
      const sent = must(
        await client.messages.send({
          to: [`+37255500${String(index).padStart(3, '0')}`],
          chain: {
            steps: steps.map(({ content, ...step }) =>
              content ? { ...step, content: { ...content } } : step,
            ),
          },
          literal: true,
          requestKey: requestKey(),
        }),
      );
      const id = sent.messages[0]?.id ?? '';
      await eventually(async () => (await messageOf(client, id)).acceptedAt).not.toBeNull();
      const stored = (await messageOf(client, id)).attempts.map(({ request }) => request);
      expect(stored).toHaveLength(2);
      expect(received.map(({ body }) => body)).toEqual(stored);
      expect(received.map(({ storedBefore }) => storedBefore)).toEqual(stored);
      expect(received.map(({ length }) => length)).toEqual(stored.map((text) => Buffer.byteLength(text)));
    }
  });

  it('is exported as it was sent, except for the token in the callback address', async () => {
    const { client, received } = await consoleAtServer();
    const chain = { steps: [{ channel: 'sms' as const, text: tricky }] };
    const sent = must(
      await client.messages.send({ to: ['+37255500001'], chain, literal: true, requestKey: requestKey() }),
    );
    const id = sent.messages[0]?.id ?? '';
    await eventually(async () => (await messageOf(client, id)).acceptedAt).not.toBeNull();
    const token = /\/dlr\/([0-9a-f]{16,})\//u.exec(received[0]?.body ?? '')?.[1] ?? '';
    expect(token).not.toBe('');
    const piece = await client.backups.exportPiece({ filter: {}, format: 'jsonl', after: null });
    expect(piece.text).not.toContain(token);
    const { attempts }: { attempts: { request: string }[] } = JSON.parse(piece.text);
    expect(attempts.map(({ request }) => request)).toEqual(
      received.map(({ body }) => body.replace(`/dlr/${token}/`, '/dlr/-/')),
    );
  });
});
