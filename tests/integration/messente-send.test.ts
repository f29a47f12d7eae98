import { afterEach, describe, expect, it } from 'vitest';
import { inEnglish } from '../helpers/english.ts';
import {
  accepted,
  clientFor,
  freePort,
  holdsNoPassword,
  omnimessageJson,
  password,
  type ScriptedServer,
  startScriptedHttp,
  startScriptedTcp,
  username,
} from '../helpers/scripted-messente.ts';

const stages: ScriptedServer[] = [];
afterEach(async () => {
  await Promise.all(stages.splice(0).map((stage) => stage.close()));
});

function staged<S extends ScriptedServer>(stage: S): S {
  stages.push(stage);
  return stage;
}

/** Starts a server that gives every request this answer. */
async function answering(
  status: number,
  body: string | Buffer,
  headers: Record<string, string> = {},
): Promise<ScriptedServer> {
  return staged(
    await startScriptedHttp((_request, response) => {
      response.writeHead(status, headers).end(body);
    }),
  );
}

const json = { 'content-type': 'application/json' };

describe('a send that Messente accepts', () => {
  it('returns the ids of the omnimessage and of each message', async () => {
    const stage = await answering(201, JSON.stringify(accepted), json);
    const outcome = await clientFor(stage.url).send(omnimessageJson);
    expect(outcome).toEqual({
      kind: 'accepted',
      omnimessageId: 'd7248cda-6c1a-4436-acf5-aaf249bb67d3',
      to: '+37255500010',
      messages: [
        { messageId: '3e28ec48-d620-4191-a96e-d91ba8ecc949', channel: 'viber', sender: 'Shop' },
        { messageId: '5d1c0a4f-2f0d-4f8a-9f55-6f0a2b5d0a11', channel: 'sms', sender: '+3725000' },
      ],
      httpStatus: 201,
      body: JSON.stringify(accepted),
    });
  });

  it('is posted to /omnimessage as JSON, with the API key as HTTP Basic credentials', async () => {
    const stage = await answering(201, JSON.stringify(accepted), json);
    await clientFor(stage.url).send(omnimessageJson);
    expect(stage.seen).toEqual([
      {
        method: 'POST',
        url: '/v1/omnimessage',
        authorization: `Basic ${Buffer.from(`${username}:${password}`).toString('base64')}`,
        connection: 'close',
        body: omnimessageJson,
      },
    ]);
  });

  it.each([
    ['without its messages', { omnimessage_id: 'abc-1', to: '+37255500010' }, 0],
    ['without its recipient', { omnimessage_id: 'abc-1', messages: accepted.messages }, 2],
    [
      'with half a message',
      { omnimessage_id: 'abc-1', messages: [{ channel: 'sms' }, accepted.messages[0]] },
      1,
    ],
    ['with messages of another type', { omnimessage_id: 'abc-1', messages: 'none' }, 0],
    ['with fields that this version does not know', { ...accepted, omnimessage_id: 'abc-1', extra: {} }, 2],
  ])('counts as accepted %s, as long as its id can be read', async (_what, body, messages) => {
    const stage = await answering(201, JSON.stringify(body), json);
    const outcome = await clientFor(stage.url).send(omnimessageJson);
    expect(outcome.kind === 'accepted' && [outcome.omnimessageId, outcome.messages.length]).toEqual([
      'abc-1',
      messages,
    ]);
  });
});

describe('a send that is certainly refused', () => {
  it.each([400, 401, 402, 403, 404, 405, 407, 411, 413, 414, 415, 422, 426, 428, 431])(
    'by HTTP %i',
    async (status) => {
      const stage = await answering(status, '<html>no</html>');
      const outcome = await clientFor(stage.url).send(omnimessageJson);
      expect(outcome).toMatchObject({ kind: 'refused', httpStatus: status, problem: { httpStatus: status } });
      expect(stage.seen).toHaveLength(1);
    },
  );

  it('names the field that Messente names', async () => {
    const body = {
      errors: [
        {
          code: '105',
          title: 'Invalid data',
          detail: 'Invalid or disallowed sender',
          source: 'payload[rcs][sender]',
        },
      ],
    };
    const stage = await answering(400, JSON.stringify(body), json);
    const outcome = await clientFor(stage.url).send(omnimessageJson);
    expect(inEnglish(outcome)).toMatchObject({
      kind: 'refused',
      problem: {
        code: 'invalid-data',
        field: 'payload[rcs][sender]',
        apiCode: '105',
        detail: 'Invalid or disallowed sender',
        message: expect.stringContaining('Invalid or disallowed sender'),
      },
    });
  });

  it('stays refused if the body of the 400 is cut off or far too large: the status is enough', async () => {
    const cut = staged(
      await startScriptedTcp((socket, received) => {
        if (received.includes('"sms"'))
          socket.end('HTTP/1.1 400 Bad Request\r\ncontent-length: 500\r\n\r\n{"err');
      }),
    );
    expect((await clientFor(cut.url).send(omnimessageJson)).kind).toBe('refused');
    const large = await answering(400, Buffer.alloc(3 * 1024 * 1024, 0x20));
    expect((await clientFor(large.url).send(omnimessageJson)).kind).toBe('refused');
  });
});

describe('a send that was certainly not made and may be retried', () => {
  it('has a server that does not listen', async () => {
    const outcome = await clientFor(`http://127.0.0.1:${await freePort()}`).send(omnimessageJson);
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      httpStatus: null,
      body: null,
      retryAfterMs: null,
      problem: { code: 'connection-refused' },
    });
  });

  it('has a host without an address', async () => {
    const outcome = await clientFor('http://no-such-host.invalid').send(omnimessageJson);
    expect(outcome.kind).toBe('not-sent');
    expect(outcome.kind === 'not-sent' && outcome.problem.code).toMatch(/^(host-not-found|dns-unavailable)$/);
  });

  it('was aborted before it began', async () => {
    const stage = await answering(201, JSON.stringify(accepted));
    const outcome = await clientFor(stage.url).send(omnimessageJson, AbortSignal.abort());
    expect(outcome).toMatchObject({ kind: 'not-sent', problem: { code: 'aborted' } });
    expect(stage.seen).toHaveLength(0);
  });

  it('was aborted while waiting for its turn', async () => {
    const stage = await answering(201, JSON.stringify(accepted));
    const controller = new AbortController();
    const sending = clientFor(stage.url, {
      limiter: {
        take: (signal) =>
          new Promise((_, reject) => signal?.addEventListener('abort', () => reject(signal.reason))),
      },
    }).send(omnimessageJson, controller.signal);
    controller.abort();
    expect(await sending).toMatchObject({ kind: 'not-sent', problem: { code: 'aborted' } });
    expect(stage.seen).toHaveLength(0);
  });

  it('has a server that does not support TLS', async () => {
    const stage = await answering(201, JSON.stringify(accepted));
    const outcome = await clientFor(stage.url.replace('http:', 'https:')).send(omnimessageJson);
    expect(outcome).toMatchObject({ kind: 'not-sent', problem: { code: 'tls-failed' } });
  });

  it('has no connection in time, because the TLS server never answers', async () => {
    const stage = staged(await startScriptedTcp(() => {}));
    const outcome = await clientFor(stage.url.replace('http:', 'https:'), { connectTimeoutMs: 200 }).send(
      omnimessageJson,
    );
    expect(outcome).toMatchObject({ kind: 'not-sent', problem: { code: 'connect-timeout' } });
    // Only the TLS greeting was sent: no byte of the request.
    expect(stage.received().join('')).not.toContain('omnimessage');
  });

  it('was aborted while connecting', async () => {
    const controller = new AbortController();
    const stage = staged(await startScriptedTcp(() => controller.abort()));
    const outcome = await clientFor(stage.url.replace('http:', 'https:')).send(
      omnimessageJson,
      controller.signal,
    );
    expect(outcome).toMatchObject({ kind: 'not-sent', problem: { code: 'aborted' } });
  });

  it('was made with a closed client', async () => {
    const stage = await answering(201, JSON.stringify(accepted));
    const client = clientFor(stage.url);
    await client.close();
    expect(await client.send(omnimessageJson)).toMatchObject({
      kind: 'not-sent',
      problem: { code: 'closed' },
    });
    expect(stage.seen).toHaveLength(0);
  });

  const now = Date.UTC(2026, 5, 1, 12, 0, 0);
  it.each([
    ['1', 1000],
    ['0', 0],
    ['999999', 3_600_000],
    ['Mon, 01 Jun 2026 12:00:30 GMT', 30_000],
    ['Mon, 01 Jun 2026 11:00:00 GMT', 0],
    ['Mon, 01 Jun 2027 11:00:00 GMT', 3_600_000],
    ['soon', null],
    ['-5', null],
    ['1.5', null],
    [undefined, null],
  ])('got 429 (too many requests) with Retry-After %s', async (header, expected) => {
    const stage = await answering(429, '', header === undefined ? {} : { 'retry-after': header });
    const outcome = await clientFor(stage.url, { now: () => now }).send(omnimessageJson);
    expect(outcome).toMatchObject({
      kind: 'not-sent',
      httpStatus: 429,
      retryAfterMs: expected,
      problem: { code: 'too-many-requests' },
    });
  });
});

describe('a send with an uncertain outcome:', () => {
  it.each([
    [
      'a failure of the server, 500',
      500,
      '{"errors":[{"code":"104","title":"Internal Server Error","detail":"x","source":null}]}',
      'server-error',
    ],
    ['502 with a web page', 502, '<html>Bad gateway</html>', 'server-error'],
    ['503', 503, '', 'server-error'],
    ['504', 504, '', 'server-error'],
    ['408', 408, '', 'client-error'],
    ['409', 409, '', 'conflict'],
    ['425', 425, '', 'client-error'],
    ['a redirect', 302, '', 'redirected'],
    ['a redirect that keeps the method', 307, '', 'redirected'],
    ['an empty 201', 201, '', 'answer-unreadable'],
    ['a 201 with a web page', 201, '<!doctype html><p>Hello', 'answer-unreadable'],
    ['a 200 with a web page', 200, '<html>login', 'answer-unreadable'],
    ['a 201 with an empty object', 201, '{}', 'answer-unreadable'],
    ['a 201 with null', 201, 'null', 'answer-unreadable'],
    ['a 201 with an id that is no text', 201, '{"omnimessage_id":5}', 'answer-unreadable'],
    ['a 201 with an empty id', 201, '{"omnimessage_id":""}', 'answer-unreadable'],
    [
      'a 201 with errors',
      201,
      '{"errors":[{"code":"105","title":"t","detail":"d","source":"to"}]}',
      'invalid-data',
    ],
    ['a 201 that is nested a million deep', 201, '['.repeat(1_000_000), 'answer-unreadable'],
    ['a 201 of 2 MB', 201, ' '.repeat(2 * 1024 * 1024), 'answer-unreadable'],
    ['a 201 that is not UTF-8', 201, Buffer.from([0x7b, 0xff, 0xfe, 0x7d]), 'answer-unreadable'],
    ['a 204', 204, '', 'answer-unreadable'],
  ])('%s', async (_what, status, body, code) => {
    const stage = await answering(
      status,
      body,
      status > 299 && status < 400 ? { location: '/elsewhere' } : json,
    );
    const outcome = await clientFor(stage.url).send(omnimessageJson);
    expect(outcome).toMatchObject({
      kind: 'unknown',
      httpStatus: status,
      omnimessageId: null,
      problem: { code },
    });
    expect(stage.seen, 'sent once, and followed nowhere').toHaveLength(1);
  });

  const whole = JSON.stringify(accepted);
  const written = (received: string): boolean => received.includes('"sms"');
  it.each([
    ['as soon as it is connected', (received: string) => (received === '' ? '' : null), 'connection-cut'],
    ['in the middle of the request', (received: string) => (received !== '' ? '' : null), 'connection-cut'],
    [
      'after the request was written',
      (received: string) => (written(received) ? '' : null),
      'connection-cut',
    ],
    [
      'in the middle of the headers',
      (received: string) => (written(received) ? 'HTTP/1.1 201 Crea' : null),
      'connection-cut',
    ],
    [
      'in the middle of the body',
      (received: string) =>
        written(received)
          ? `HTTP/1.1 201 Created\r\ncontent-length: ${whole.length}\r\n\r\n${whole.slice(0, 12)}`
          : null,
      'connection-cut',
    ],
    [
      'by an answer that is no HTTP',
      (received: string) => (written(received) ? '220 mail.example ESMTP\r\n' : null),
      'answer-unreadable',
    ],
  ])('a connection that is cut %s', async (_what, answer, code) => {
    const stage = staged(
      await startScriptedTcp((socket, received) => {
        const reply = answer(received);
        if (reply !== null && !socket.destroyed && !socket.writableEnded) socket.end(reply);
      }),
    );
    const outcome = await clientFor(stage.url).send(omnimessageJson);
    expect(outcome).toMatchObject({ kind: 'unknown', omnimessageId: null, problem: { code } });
    expect(stage.connections(), 'never tried again').toBe(1);
  });

  it('a connection that is reset instead of closed', async () => {
    const stage = staged(
      await startScriptedTcp((socket, received) => {
        if (written(received)) socket.resetAndDestroy();
      }),
    );
    expect(await clientFor(stage.url).send(omnimessageJson)).toMatchObject({
      kind: 'unknown',
      problem: { code: 'connection-cut' },
    });
    expect(stage.connections()).toBe(1);
  });

  it('a truncated body with a complete id, which is kept for polling the status', async () => {
    const body = whole.slice(0, whole.indexOf('"to"'));
    const stage = staged(
      await startScriptedTcp((socket, received) => {
        if (written(received))
          socket.end(`HTTP/1.1 201 Created\r\ncontent-length: ${whole.length}\r\n\r\n${body}`);
      }),
    );
    expect(await clientFor(stage.url).send(omnimessageJson)).toMatchObject({
      kind: 'unknown',
      httpStatus: 201,
      omnimessageId: accepted.omnimessage_id,
    });
  });

  it('a cut inside the id, of which nothing is kept', async () => {
    const body = whole.slice(0, 40);
    const stage = staged(
      await startScriptedTcp((socket, received) => {
        if (written(received))
          socket.end(`HTTP/1.1 201 Created\r\ncontent-length: ${whole.length}\r\n\r\n${body}`);
      }),
    );
    expect(await clientFor(stage.url).send(omnimessageJson)).toMatchObject({
      kind: 'unknown',
      omnimessageId: null,
    });
  });

  it('no answer in time', async () => {
    const stage = staged(await startScriptedHttp(() => {}));
    const outcome = await clientFor(stage.url, { answerTimeoutMs: 150 }).send(omnimessageJson);
    expect(outcome).toMatchObject({
      kind: 'unknown',
      httpStatus: null,
      problem: { code: 'no-answer-in-time' },
    });
    expect(stage.seen).toHaveLength(1);
  });

  it('an answer that arrives slowly until after the time limit', async () => {
    let timer: NodeJS.Timeout | undefined;
    const stage = staged(
      await startScriptedHttp((_request, response) => {
        response.writeHead(201, json);
        timer = setInterval(() => response.write(' '), 20);
        response.on('close', () => clearInterval(timer));
      }),
    );
    const outcome = await clientFor(stage.url, { answerTimeoutMs: 200 }).send(omnimessageJson);
    expect(outcome).toMatchObject({
      kind: 'unknown',
      httpStatus: 201,
      problem: { code: 'no-answer-in-time' },
    });
  });

  it('an abort after the request was written', async () => {
    const controller = new AbortController();
    const stage = staged(await startScriptedHttp(() => controller.abort()));
    const outcome = await clientFor(stage.url).send(omnimessageJson, controller.signal);
    expect(outcome).toMatchObject({ kind: 'unknown', problem: { code: 'aborted' } });
  });

  it('closing the client waits for sends under way', async () => {
    let answer: (() => void) | undefined;
    let arrived: (() => void) | undefined;
    const arrival = new Promise<void>((resolve) => {
      arrived = resolve;
    });
    const stage = staged(
      await startScriptedHttp((_request, response) => {
        answer = () => response.writeHead(201, json).end(JSON.stringify(accepted));
        arrived?.();
      }),
    );
    const client = clientFor(stage.url);
    const order: string[] = [];
    const sending = client.send(omnimessageJson).then((outcome) => order.push(outcome.kind));
    await arrival;
    const closing = client.close().then(() => order.push('closed'));
    answer?.();
    await Promise.all([sending, closing]);
    expect(order).toEqual(['accepted', 'closed']);
  });
});

describe('credentials of Messente', () => {
  it('are in no outcome, even if the server echoes everything that it received', async () => {
    for (const status of [200, 201, 400, 401, 403, 404, 429, 500, 302]) {
      const stage = staged(
        await startScriptedHttp((request, response) => {
          const detail = `${request.headers.authorization} ${password}`;
          response
            .writeHead(status, json)
            .end(
              JSON.stringify({ errors: [{ code: '105', title: password, detail, source: detail }], detail }),
            );
        }),
      );
      const outcome = await clientFor(stage.url).send(omnimessageJson);
      expect(holdsNoPassword(outcome), `HTTP ${status}: ${JSON.stringify(outcome)}`).toBe(true);
    }
  });

  it('are in no problem of the calls that have them in their address', async () => {
    const echo = staged(
      await startScriptedHttp((request, response) => {
        response.writeHead(404).end(`<html>Not found: ${request.url}</html>`);
      }),
    );
    const cut = staged(await startScriptedTcp((socket, received) => received !== '' && socket.destroy()));
    const refused = `http://127.0.0.1:${await freePort()}`;
    for (const url of [echo.url, cut.url, refused]) {
      const client = clientFor(url);
      for (const result of [await client.balance(), await client.prices('EE')]) {
        expect(result.ok).toBe(false);
        expect(holdsNoPassword(result)).toBe(true);
        expect(JSON.stringify(result)).not.toContain('username=');
      }
    }
  });

  it('are read again for each request', async () => {
    const stage = await answering(201, JSON.stringify(accepted), json);
    let current = 'first';
    const client = clientFor(stage.url, { credentials: () => ({ username, password: current }) });
    await client.send(omnimessageJson);
    current = 'second';
    await client.send(omnimessageJson);
    expect(stage.seen.map((request) => atob(request.authorization?.slice(6) ?? ''))).toEqual([
      `${username}:first`,
      `${username}:second`,
    ]);
  });
});
