import { createServer, type ListenOptions } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { listenOnLoopback } from '../../electron/engine/features/reports/listen.ts';
import { startCallbackServer } from '../../electron/engine/features/reports/server.ts';
import { hmac, localId, startTestCallbackServer, token } from '../helpers/callback-server-fixture.ts';
import { rawConnection, rawRequest } from '../helpers/raw-http.ts';
import { eventually } from '../helpers/sandbox-fixture.ts';

const path = `/dlr/${token}/${localId}`;
const report = Buffer.from('{"status":"DELIVRD","to":"+37255500010","sender":"Привіт"}', 'utf8');
const signed = { 'X-Messente-Signature': hmac(report) };

/** Returns the status codes in the order in which they were received. */
function statuses(text: string): number[] {
  return [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
}

/** Delays storing callbacks until it is released. */
function gate() {
  let open: () => void = () => undefined;
  let reached: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  const asked = new Promise<void>((resolve) => {
    reached = resolve;
  });
  const keep = (): Promise<void> => {
    reached();
    return opened;
  };
  return { keep, asked, open: () => open() };
}

describe('the callback server', () => {
  test.each([
    ['GET', '/', 404],
    ['GET', '/favicon.ico', 404],
    ['POST', '/', 404],
    ['POST', '/dlr/', 404],
    ['POST', `/dlr/${'f'.repeat(32)}`, 404],
    ['POST', `/dlr/${token}/`, 404],
    ['POST', `/dlr/${token}/not-one-of-ours`, 404],
    ['POST', `${path}/more`, 404],
    ['POST', `${path}?query`, 404],
    ['POST', `/dlr/../dlr/${token}`, 404],
    ['POST', `//dlr/${token}`, 404],
    ['GET', '/probe/0123456789abcdef0123456789abcdef', 404],
    ['GET', path, 405],
    ['HEAD', path, 405],
    ['OPTIONS', path, 405],
    ['PUT', path, 405],
    ['DELETE', path, 405],
    ['OPTIONS', '*', 404],
    ['TRACE', '/', 404],
  ])('%s %s is answered %i with an empty body and no banner', async (method, target, status) => {
    const desk = await startTestCallbackServer();
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest(method, target, signed));
    // The second answer shows where the first answer ended.
    await connection.write(rawRequest('GET', '/second', {}));
    const text = await connection.until(/(HTTP\/1\.1 .*){2}\r\n\r\n$/s);
    expect(statuses(text)).toEqual([status, 404]);
    expect(text).not.toMatch(/^(server|x-powered-by|via):/im);
    expect(desk.kept).toHaveLength(0);
    if (status === 405) expect(text).toMatch(/allow: POST/i);
    connection.socket.destroy();
  });

  test('opens on 127.0.0.1 and on ::1, with one port number', async () => {
    const desk = await startTestCallbackServer();
    expect(desk.server.addresses).toContain('127.0.0.1');
    for (const address of desk.server.addresses) {
      const connection = await rawConnection(desk.server.port, address);
      await connection.write(rawRequest('POST', path, signed, report));
      await connection.until(/^HTTP\/1\.1 200 /);
      connection.socket.destroy();
    }
    expect(desk.kept).toHaveLength(desk.server.addresses.length);
  });

  test('reports a port that is in use on either address, and leaves nothing open', async () => {
    for (const host of (await startTestCallbackServer()).server.addresses) {
      const other = createServer();
      await new Promise<void>((resolve) =>
        other.listen({ port: 0, host, ipv6Only: host === '::1' }, resolve),
      );
      const address = other.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      const started = await startCallbackServer(
        { port },
        {
          now: Date.now,
          accountOfToken: () => null,
          inboundOfToken: () => null,
          subscriptions: { isToken: () => false, keep: async () => 'unreadable' },
          passwords: () => ({ kind: 'none' }),
          keep: async () => undefined,
          postpone: async () => true,
          log: () => undefined,
          noteFailure: () => undefined,
        },
      );
      expect(started.ok).toBe(false);
      if (!started.ok) expect(started.problem.code).toBe('port-taken');
      await new Promise((resolve) => other.close(resolve));
      if (host === '::1') await expect(rawConnection(port)).rejects.toThrow('ECONNREFUSED');
    }
  });

  test('answers its own probe while one is expected, only by GET', async () => {
    const desk = await startTestCallbackServer({ pathPrefix: '/p' });
    const probe = desk.server.expectProbe();
    expect(probe.path).toMatch(/^\/p\/probe\/[0-9a-f]{32}$/);
    const ask = async (method: string): Promise<string> => {
      const connection = await rawConnection(desk.server.port);
      await connection.write(rawRequest(method, probe.path, { Connection: 'close' }));
      return connection.closed();
    };
    expect(await ask('GET')).toMatch(new RegExp(`^HTTP/1.1 200 [^]*\r\n\r\n${probe.nonce}$`));
    expect(statuses(await ask('POST'))).toEqual([405]);
    const later = desk.server.expectProbe();
    expect([later.path, later.nonce]).not.toContain(probe.path);
    probe.forget();
    expect(statuses(await ask('GET'))).toEqual([404]);
  });

  test('understands the absolute form of a request target, as HTTP requires', async () => {
    const desk = await startTestCallbackServer();
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', `http://callbacks.test${path}`, signed, report));
    await connection.until(/^HTTP\/1\.1 200 /);
    expect(desk.kept[0]?.target).toBe(`http://callbacks.test${path}`);
    connection.socket.destroy();
  });
});

describe('a request that is not plain HTTP', () => {
  test('with an upgrade header is treated as a normal request', async () => {
    const desk = await startTestCallbackServer();
    const connection = await rawConnection(desk.server.port);
    const upgrade = { Connection: 'Upgrade', Upgrade: 'websocket', 'Sec-WebSocket-Key': 'eA==' };
    await connection.write(rawRequest('GET', '/', upgrade));
    await connection.until(/^HTTP\/1\.1 404 /);
    connection.socket.destroy();
  });

  test.each([
    ['CONNECT', 'CONNECT example.org:443 HTTP/1.1\r\nHost: example.org\r\n\r\n', 404],
    ['nonsense', 'nonsense\r\n\r\n', 400],
    ['a TLS hello', '\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03', 400],
    ['no Host', `POST ${path} HTTP/1.1\r\nContent-Length: 0\r\n\r\n`, 400],
    [
      'two lengths',
      `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nContent-Length: 3\r\n\r\nabc`,
      400,
    ],
    [
      'a length and chunks',
      `POST ${path} HTTP/1.1\r\nHost: a\r\nContent-Length: 2\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n`,
      400,
    ],
    ['headers without end', `POST ${path} HTTP/1.1\r\nHost: a\r\nX: ${'x'.repeat(20_000)}`, 431],
    [
      'an expectation that we do not know',
      `POST ${path} HTTP/1.1\r\nHost: a\r\nExpect: tea\r\nConnection: close\r\n\r\n`,
      417,
    ],
  ])('%s is refused and the connection is closed', async (_name, bytes, status) => {
    const desk = await startTestCallbackServer();
    const connection = await rawConnection(desk.server.port);
    await connection.write(Buffer.from(bytes, 'latin1'));
    expect(statuses(await connection.closed())).toEqual([status]);
    expect(desk.kept).toHaveLength(0);
  });

  test('with garbage after it does not lose the answer of the request that is being stored', async () => {
    const desk = await startTestCallbackServer();
    const { keep, asked, open } = gate();
    desk.keep = keep;
    const connection = await rawConnection(desk.server.port);
    await connection.write(
      Buffer.concat([rawRequest('POST', path, signed, report), Buffer.from('nonsense\r\n\r\n')]),
    );
    await asked;
    open();
    expect(statuses(await connection.closed())).toEqual([200]);
  });

  test('with "100 Continue" gets it for a callback, and a refusal for anything else', async () => {
    const desk = await startTestCallbackServer();
    const connection = await rawConnection(desk.server.port);
    const request = rawRequest('POST', path, { ...signed, Expect: '100-continue' }, report);
    await connection.write(request.subarray(0, request.length - report.length));
    await connection.until(/^HTTP\/1\.1 100 Continue\r\n\r\n$/);
    await connection.write(report);
    await connection.until(/HTTP\/1\.1 200 /);
    connection.socket.destroy();

    for (const [target, length, status] of [
      ['/elsewhere', 10, 404],
      [path, 65_537, 413],
    ] as const) {
      const refused = await rawConnection(desk.server.port);
      await refused.write(
        rawRequest('POST', target, { Expect: '100-continue', 'Content-Length': String(length) }),
      );
      expect(statuses(await refused.closed())).toEqual([status]);
    }
  });
});

describe('the body of a callback', () => {
  test('that is chunked, and cut inside a letter, is put together correctly', async () => {
    const desk = await startTestCallbackServer();
    const cut = report.indexOf(Buffer.from('и', 'utf8')) + 1;
    const connection = await rawConnection(desk.server.port);
    const head = rawRequest('POST', path, { ...signed, 'Transfer-Encoding': 'chunked' });
    await connection.write(head);
    for (const part of [report.subarray(0, cut), report.subarray(cut)]) {
      await connection.write(
        Buffer.concat([Buffer.from(`${part.length.toString(16)}\r\n`), part, Buffer.from('\r\n')]),
      );
    }
    await connection.write('0\r\n\r\n');
    await connection.until(/^HTTP\/1\.1 200 /);
    expect(Buffer.from(desk.kept[0]?.body ?? []).equals(report)).toBe(true);
    connection.socket.destroy();
  });

  test('of 64 KiB in chunks of one byte is accepted, and needs no more memory than its size', async () => {
    const desk = await startTestCallbackServer({ maxBufferedBytes: 150_000 });
    const body = Buffer.alloc(65_536, 'я');
    const connection = await rawConnection(desk.server.port);
    const pieces = [
      rawRequest('POST', path, { 'X-Messente-Signature': hmac(body), 'Transfer-Encoding': 'chunked' }),
    ];
    for (const byte of body) pieces.push(Buffer.from([0x31, 13, 10, byte, 13, 10]));
    pieces.push(Buffer.from('0\r\n\r\n'));
    await connection.write(Buffer.concat(pieces));
    await connection.until(/^HTTP\/1\.1 200 /);
    expect(Buffer.from(desk.kept[0]?.body ?? []).equals(body)).toBe(true);
    connection.socket.destroy();
  });

  test('over 64 KiB is refused as soon as its length is announced, before it is sent', async () => {
    const desk = await startTestCallbackServer();
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', path, { ...signed, 'Content-Length': '65537' }));
    expect(statuses(await connection.closed())).toEqual([413]);
    expect(desk.server.stats()).toMatchObject({ tooLarge: 1, bufferedBytes: 0, inFlight: 0 });
  });

  test('that grows over 64 KiB in chunks is refused at once, even if the sender continues', async () => {
    const desk = await startTestCallbackServer();
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', path, { ...signed, 'Transfer-Encoding': 'chunked' }));
    const chunk = Buffer.concat([Buffer.from('4000\r\n'), Buffer.alloc(0x4000), Buffer.from('\r\n')]);
    for (let count = 0; count < 5; count += 1) connection.socket.write(chunk);
    await connection.until(/^HTTP\/1\.1 413 /);
    let isClosed = false;
    const closed = connection.closed().then(() => {
      isClosed = true;
    });
    while (!isClosed) {
      connection.socket.write(chunk);
      await new Promise((resolve) => setImmediate(resolve));
    }
    await closed;
    expect(desk.kept).toHaveLength(0);
    expect(desk.server.stats().bufferedBytes).toBe(0);
  });

  test('that the sender cuts off leaves nothing behind', async () => {
    const desk = await startTestCallbackServer();
    const request = rawRequest('POST', path, signed, report);
    for (const how of ['end', 'destroy', 'resetAndDestroy'] as const) {
      const connection = await rawConnection(desk.server.port);
      await connection.write(request.subarray(0, request.length - 5));
      await expect.poll(() => desk.server.stats().inFlight).toBe(1);
      connection.socket[how]();
      expect(statuses(await connection.closed()).filter((status) => status !== 400)).toEqual([]);
      await expect.poll(() => desk.server.stats().inFlight).toBe(0);
    }
    expect(desk.kept).toHaveLength(0);
    expect(desk.server.stats()).toMatchObject({ cut: 3, bufferedBytes: 0 });
  });

  test('is answered in order if several are sent on one connection without waiting', async () => {
    const desk = await startTestCallbackServer();
    const held = gate();
    let first = true;
    desk.keep = () => {
      if (!first) return Promise.resolve();
      first = false;
      return held.keep();
    };
    const connection = await rawConnection(desk.server.port);
    await connection.write(
      Buffer.concat([
        rawRequest('POST', path, signed, report),
        rawRequest('POST', path, {}, report),
        rawRequest('GET', '/nothing', {}),
        rawRequest('POST', path, signed, report),
      ]),
    );
    await expect.poll(() => desk.kept.length).toBe(2);
    expect(connection.received()).toBe('');
    held.open();
    expect(statuses(await connection.until(/(HTTP.*){4}\r\n\r\n$/s))).toEqual([200, 401, 404, 200]);
    connection.socket.destroy();
    await expect.poll(() => desk.server.stats().inFlight).toBe(0);
  });
});

describe('a callback whose sender does not wait for the answer', () => {
  test('is stored anyway', async () => {
    const desk = await startTestCallbackServer();
    const { keep, asked, open } = gate();
    desk.keep = keep;
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', path, signed, report));
    await asked;
    connection.socket.resetAndDestroy();
    await expect.poll(() => desk.server.stats().connections).toBe(0);
    open();
    await expect.poll(() => desk.kept.length).toBe(1);
    expect(desk.server.stats()).toMatchObject({ inFlight: 0, bufferedBytes: 0, cut: 0 });
  });
});

describe('the addresses of the callback server', () => {
  /** A real server that fails when it should listen on ::1. */
  function failingOn6(code: string) {
    const server = createServer();
    const listen = server.listen.bind(server);
    server.listen = ((options: ListenOptions, listening: () => void) => {
      if (options.host !== '::1') return listen(options, listening);
      queueMicrotask(() => server.emit('error', Object.assign(new Error(code), { code })));
      return server;
    }) as typeof server.listen;
    return server;
  }

  test('are only 127.0.0.1 if the computer has no IPv6', async () => {
    for (const code of ['EADDRNOTAVAIL', 'EAFNOSUPPORT']) {
      const listening = await listenOnLoopback(() => failingOn6(code), 0);
      expect(listening.ok && listening.value.addresses).toEqual(['127.0.0.1']);
      if (listening.ok) for (const server of listening.value.servers) server.close();
    }
  });

  test('use another port if the chosen one is free on only one of them', async () => {
    let made = 0;
    const ports: number[] = [];
    const listening = await listenOnLoopback(() => {
      made += 1;
      const server = made < 4 ? failingOn6('EADDRINUSE') : createServer();
      server.on('listening', () => {
        const address = server.address();
        if (address !== null && typeof address === 'object') ports.push(address.port);
      });
      return server;
    }, 0);
    expect(listening.ok).toBe(true);
    if (!listening.ok) return;
    // 127.0.0.1 twice, ::1 once with a failure and once with success.
    expect(ports).toHaveLength(listening.value.addresses.length + 1);
    expect(new Set(ports.slice(1))).toEqual(new Set([listening.value.port]));
    for (const server of listening.value.servers) server.close();
  });

  test('cannot use a privileged port or an invalid path prefix, which is reported as a problem', async () => {
    const refused = await listenOnLoopback(() => failingOn6('EACCES'), 0);
    expect(!refused.ok && refused.problem.code).toBe('port-not-allowed');
    const odd = await listenOnLoopback(() => failingOn6('ENFILE'), 0);
    expect(!odd.ok && odd.problem).toMatchObject({ code: 'cannot-listen', field: 'callbackPort' });
    for (const pathPrefix of ['hooks', '/a b', '/a/../b', '/a?b', '/a//b']) {
      await expect(startTestCallbackServer({ pathPrefix })).rejects.toThrow('path prefix');
    }
  });
});

describe('the limits of the callback server', () => {
  const quick = { sweepIntervalMs: 10 };

  test('cut off a sender that sends headers slowly, although it never stops', async () => {
    const desk = await startTestCallbackServer({ ...quick, headersTimeoutMs: 60 });
    const connection = await rawConnection(desk.server.port);
    const drip = setInterval(() => connection.socket.write('X-Slow: 1\r\n'), 5);
    connection.socket.write(`POST ${path} HTTP/1.1\r\nHost: a\r\n`);
    expect(statuses(await connection.closed()).filter((status) => status !== 408)).toEqual([]);
    clearInterval(drip);
  });

  test('cut off a sender that sends a body slowly, although it never stops, and store nothing of it', async () => {
    const desk = await startTestCallbackServer({ ...quick, bodyTimeoutMs: 60 });
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', path, { ...signed, 'Content-Length': '60000' }));
    const drip = setInterval(() => connection.socket.write('x'), 5);
    expect(statuses(await connection.closed())).toEqual([]);
    clearInterval(drip);
    expect(desk.kept).toHaveLength(0);
    await expect.poll(() => desk.server.stats().bufferedBytes).toBe(0);
  });

  test('cut off an idle connection, before its first request and after one', async () => {
    const desk = await startTestCallbackServer({ ...quick, idleTimeoutMs: 60 });
    const silent = await rawConnection(desk.server.port);
    const used = await rawConnection(desk.server.port);
    await used.write(rawRequest('POST', path, signed, report));
    expect(statuses(await used.closed())).toEqual([200]);
    expect(await silent.closed()).toBe('');
    expect(desk.server.stats()).toMatchObject({ connections: 0, dropped: 2 });
  });

  test('do not cut off a callback that is being stored, however long that takes', async () => {
    const limits = { headersTimeoutMs: 30, bodyTimeoutMs: 30, idleTimeoutMs: 30 };
    const desk = await startTestCallbackServer({ ...quick, ...limits });
    const { keep, asked, open } = gate();
    desk.keep = keep;
    const connection = await rawConnection(desk.server.port);
    const witness = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', path, signed, report));
    await asked;
    // The witness is cut off after the same time, so a limit that applied to our connection would have cut it
    // off too.
    await witness.closed();
    const second = await rawConnection(desk.server.port);
    await second.closed();
    open();
    expect(statuses(await connection.until(/\r\n\r\n/))).toEqual([200]);
  });

  test('parse no more of a connection than a few requests whose answers wait', async () => {
    const desk = await startTestCallbackServer({ maxPipelined: 2 });
    const { keep, asked, open } = gate();
    desk.keep = keep;
    const connection = await rawConnection(desk.server.port);
    await connection.write(
      Buffer.concat(Array.from({ length: 5 }, () => rawRequest('POST', path, signed, report))),
    );
    await asked;
    // Another connection is not slowed down, and shows that the server had time for more of the first one.
    const other = await rawConnection(desk.server.port);
    for (let sent = 1; sent <= 5; sent += 1) {
      await other.write(rawRequest('GET', '/', {}));
      await other.until(new RegExp(`(HTTP.*){${sent}}\\r\\n\\r\\n$`, 's'));
    }
    expect(desk.server.stats()).toMatchObject({ verified: 2 });
    open();
    expect(statuses(await connection.until(/(HTTP.*){5}\r\n\r\n$/s))).toEqual([200, 200, 200, 200, 200]);
    expect(desk.kept).toHaveLength(5);
    for (const { socket } of [connection, other]) socket.destroy();
  });

  test('close a connection after its last request', async () => {
    const desk = await startTestCallbackServer({ maxRequests: 3 });
    const connection = await rawConnection(desk.server.port);
    for (let sent = 0; sent < 3; sent += 1) {
      await connection.write(rawRequest('POST', path, signed, report));
      await connection.until(new RegExp(`(HTTP.*){${sent + 1}}\r\n\r\n$`, 's'));
    }
    const text = await connection.closed();
    expect(statuses(text)).toEqual([200, 200, 200]);
    expect(text.match(/connection: close/giu)).toHaveLength(1);
  });

  test('cut off a client that never reads its answers', async () => {
    const desk = await startTestCallbackServer({
      ...quick,
      ...{ answerTimeoutMs: 60, maxRequests: Number.POSITIVE_INFINITY },
    });
    const { socket } = await rawConnection(desk.server.port);
    socket.pause();
    const flood = Buffer.concat(Array.from({ length: 1_000 }, () => rawRequest('GET', '/', {})));
    const sendOn = (error?: Error | null): void => {
      if (error === undefined || error === null) socket.write(flood, sendOn);
    };
    sendOn();
    await expect.poll(() => desk.server.stats().dropped).toBe(1);
    await expect.poll(() => desk.server.stats()).toMatchObject({ connections: 0, inFlight: 0 });
    socket.destroy();
  });

  test('let a new connection replace the one with the slowest headers if no connection is idle', async () => {
    const desk = await startTestCallbackServer({ maxConnections: 2 });
    const slow = [];
    for (let index = 0; index < 2; index += 1) {
      slow.push(await rawConnection(desk.server.port));
      await slow.at(-1)?.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nX-Slow: `);
      await expect.poll(() => desk.server.stats().connections).toBe(index + 1);
    }
    const honest = await rawConnection(desk.server.port);
    await honest.write(rawRequest('POST', path, signed, report));
    await honest.until(/^HTTP\/1\.1 200 /);
    expect(await slow[0]?.closed()).toBe('');
    expect(desk.server.stats()).toMatchObject({ connections: 2, dropped: 1 });
    for (const { socket } of [...slow, honest]) socket.destroy();
  });

  test('let no new connection replace one that ever delivered a valid report', async () => {
    const desk = await startTestCallbackServer({ maxConnections: 2 });
    const honest = await rawConnection(desk.server.port);
    await honest.write(rawRequest('POST', path, signed, report));
    await honest.until(/^HTTP\/1\.1 200 /);
    // Each newcomer sends headers that never end, and must replace the newcomer before it.
    for (let index = 0; index < 5; index += 1) {
      const slow = await rawConnection(desk.server.port);
      onTestFinished(() => void slow.socket.destroy());
      await slow.write(`POST ${path} HTTP/1.1\r\nHost: a\r\nX-Slow: `);
      await eventually(() => desk.server.stats().dropped).toBe(index);
    }
    await honest.write(rawRequest('POST', path, signed, report));
    await honest.until(/^(HTTP\/1\.1 200 .*){2}/s);
    honest.socket.destroy();
  });

  test('let a new connection replace the longest idle one if there are too many', async () => {
    const desk = await startTestCallbackServer({ maxConnections: 3 });
    const { keep, asked, open } = gate();
    desk.keep = keep;
    const busy = await rawConnection(desk.server.port);
    await busy.write(rawRequest('POST', path, signed, report));
    await asked;
    const oldest = await rawConnection(desk.server.port);
    await expect.poll(() => desk.server.stats().connections).toBe(2);
    const idle = await rawConnection(desk.server.port);
    await expect.poll(() => desk.server.stats().connections).toBe(3);
    const next = await rawConnection(desk.server.port);
    await oldest.closed();
    await next.write(rawRequest('GET', '/', {}));
    await next.until(/404/);
    open();
    await busy.until(/^HTTP\/1\.1 200 /);
    for (const connection of [busy, idle, next]) connection.socket.destroy();
  });

  test('ask the next sender to come again if too much is in memory', async () => {
    const desk = await startTestCallbackServer({ maxBufferedBytes: 40_000 });
    const { keep, asked, open } = gate();
    desk.keep = keep;
    const large = Buffer.alloc(30_000, 1);
    const first = await rawConnection(desk.server.port);
    await first.write(rawRequest('POST', path, { 'X-Messente-Signature': hmac(large) }, large));
    await asked;
    const second = await rawConnection(desk.server.port);
    await second.write(rawRequest('POST', path, { 'X-Messente-Signature': hmac(large) }, large));
    expect(statuses(await second.closed())).toEqual([503]);
    open();
    await first.until(/^HTTP\/1\.1 200 /);
    const third = await rawConnection(desk.server.port);
    await third.write(rawRequest('POST', path, { 'X-Messente-Signature': hmac(large) }, large));
    await third.until(/^HTTP\/1\.1 200 /);
    expect(desk.server.stats()).toMatchObject({ overloaded: 1, verified: 2, bufferedBytes: 0 });
    first.socket.destroy();
    third.socket.destroy();
  });

  test('refuse a flood of forged callbacks without disk access and without blocking others', async () => {
    const desk = await startTestCallbackServer({ maxForgedInFlight: 4 });
    let reached = 0;
    const held = gate();
    desk.keep = (callback) => {
      if (callback.verdict.kind === 'verified') return Promise.resolve();
      reached += 1;
      return held.keep();
    };
    const forgers = await Promise.all(Array.from({ length: 40 }, () => rawConnection(desk.server.port)));
    await Promise.all(
      forgers.map((forger) =>
        forger.write(rawRequest('POST', path, { 'X-Messente-Signature': 'f'.repeat(64) }, report)),
      ),
    );
    await expect.poll(() => desk.server.stats().forgedDropped).toBe(36);
    expect(reached).toBe(4);
    const honest = await rawConnection(desk.server.port);
    await honest.write(rawRequest('POST', path, signed, report));
    await honest.until(/^HTTP\/1\.1 200 /);
    held.open();
    for (const forger of forgers) {
      await forger.until(/^HTTP\/1\.1 401 /);
      forger.socket.destroy();
    }
    honest.socket.destroy();
    // Many events produce only a few log lines.
    expect(desk.logged.length).toBeLessThan(3);
  });
});

describe('stopping the callback server', () => {
  test('stores and answers callbacks under way, accepts nothing new, and closes the other connections', async () => {
    const desk = await startTestCallbackServer();
    const { keep, asked, open } = gate();
    desk.keep = keep;
    const committing = await rawConnection(desk.server.port);
    await committing.write(rawRequest('POST', path, signed, report));
    await asked;
    const idle = await rawConnection(desk.server.port);
    const half = await rawConnection(desk.server.port);
    const request = rawRequest('POST', path, signed, report);
    await half.write(request.subarray(0, request.length - 3));
    await expect.poll(() => desk.server.stats().inFlight).toBe(2);

    let stopped = false;
    const stop = desk.server.stop().then(() => {
      stopped = true;
    });
    expect(await idle.closed()).toBe('');
    expect(await half.closed()).toBe('');
    await expect(rawConnection(desk.server.port)).rejects.toThrow('ECONNREFUSED');
    expect(stopped).toBe(false);
    open();
    expect(statuses(await committing.closed())).toEqual([200]);
    await stop;
    expect(desk.kept).toHaveLength(1);
    expect(desk.server.stats()).toMatchObject({ connections: 0, inFlight: 0, bufferedBytes: 0 });
  });

  test('does not wait forever for a disk that never answers', async () => {
    const desk = await startTestCallbackServer({ stopGraceMs: 50 });
    const { keep, asked } = gate();
    desk.keep = keep;
    const connection = await rawConnection(desk.server.port);
    await connection.write(rawRequest('POST', path, signed, report));
    await asked;
    await desk.server.stop();
    expect(await connection.closed()).toBe('');
  });
});
