import { randomBytes } from 'node:crypto';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, onTestFinished, test } from 'vitest';
import { createTunnel, newTunnelName } from '../../electron/engine/features/reports/tunnel/tunnel.ts';
import type {
  Tunnel,
  TunnelChange,
  TunnelState,
  TunnelTimings,
} from '../../electron/engine/features/reports/tunnel/types.ts';
import {
  hmac,
  localId,
  startTestCallbackServer,
  type TestCallbackServer,
  token,
} from '../helpers/callback-server-fixture.ts';
import { inEnglish } from '../helpers/english.ts';
import { rawConnection, rawRequest } from '../helpers/raw-http.ts';
import { startTunnelServer, type TunnelServer, tunnelDomain } from '../helpers/tunnel-server.ts';

const workerUrl = new URL('../../electron/engine/features/reports/tunnel/tunnel-worker.ts', import.meta.url);
const path = `/dlr/${token}/${localId}`;

/** As short as the real server allows: it reserves a lost name for a second. */
const brisk: Partial<TunnelTimings> = {
  probeIntervalMs: 100,
  probeTimeoutMs: 2000,
  probeRetryMs: 50,
  reopenWaitMs: 1500,
  openTimeoutMs: 5000,
  backoffFirstMs: 100,
  backoffMostMs: 400,
};

type Rig = { tunnel: Tunnel; name: string; changes: TunnelChange[]; logged: string[] };

function dig(
  desk: TestCallbackServer,
  host: string,
  timings: Partial<TunnelTimings> = {},
  subdomain?: string,
): Rig {
  const name = subdomain ?? newTunnelName(() => randomBytes(1)[0] ?? 0);
  const changes: TunnelChange[] = [];
  const logged: string[] = [];
  const tunnel = createTunnel({
    target: { kind: 'localtunnel', host, subdomain: name },
    localPort: desk.server.port,
    pathPrefix: '',
    now: Date.now,
    random: Math.random,
    probe: () => desk.server.expectProbe(),
    workerUrl,
    log: (event, details) => logged.push(JSON.stringify({ event, details })),
    timings: { ...brisk, ...timings },
  });
  tunnel.onChange((change) => changes.push(change));
  onTestFinished(() => tunnel.stop());
  return { tunnel, name, changes, logged };
}

async function server(port = 0): Promise<TunnelServer> {
  const started = await startTunnelServer(port);
  onTestFinished(() => started.kill());
  return started;
}

async function becomes(tunnel: Tunnel, status: TunnelState['status']): Promise<TunnelState> {
  await expect.poll(() => tunnel.state().status).toBe(status);
  return tunnel.state();
}

/** Sends a callback as from the internet: to the tunnel server, by name, in the given pieces. */
async function postThrough(at: TunnelServer, host: string, pieces: readonly Uint8Array[], password?: string) {
  const body = Buffer.concat(pieces);
  const connection = await rawConnection(at.port);
  const head = [
    `POST ${path} HTTP/1.1`,
    `Host: ${host}`,
    'Content-Type: application/json',
    `X-Messente-Signature: ${hmac(body, password)}`,
    `Content-Length: ${body.length}`,
  ];
  await connection.write(`${head.join('\r\n')}\r\n\r\n`);
  for (const piece of pieces) {
    await connection.write(piece);
    // Send the next piece in its own packet.
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  const text = await connection.until(/\r\n\r\n/);
  connection.socket.destroy();
  return Number(text.split(' ')[1]);
}

describe('a localtunnel', () => {
  test('opens under the requested name, is proven by a probe, and lets callbacks in', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const { tunnel, name, changes, logged } = dig(desk, at.host);
    expect(tunnel.state()).toMatchObject({ kind: 'localtunnel', status: 'off', publicUrl: null });
    await tunnel.start();
    const state = await becomes(tunnel, 'open');
    expect(state).toMatchObject({
      publicUrl: `http://${name}.${tunnelDomain}`,
      proof: 'probe',
      problem: null,
    });
    expect(state.lastProofAt).toBeGreaterThan(0);

    expect(await postThrough(at, `${name}.${tunnelDomain}`, [Buffer.from('{"status":"SEEN"}')])).toBe(200);
    expect(desk.kept).toHaveLength(1);
    expect(changes.some((change) => change.publicUrlChanged)).toBe(false);
    // The name is enough to know the address, so it must not be in the log.
    expect(logged.join()).not.toContain(name);

    await tunnel.stop();
    expect(tunnel.state()).toMatchObject({ status: 'off', publicUrl: null });
    const gone = await rawConnection(at.port);
    await gone.write(rawRequest('GET', '/', { Connection: 'close' }));
    await gone.until(/^HTTP/);
    gone.socket.destroy();
  });

  test('carries bodies byte for byte: cut inside a letter, and binary', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const { tunnel, name } = dig(desk, at.host);
    await tunnel.start();
    await becomes(tunnel, 'open');
    const cyrillic = Buffer.from(
      '{"status":"DELIVRD","sender":"Щастя і здоров’я","to":"+380441234567"}',
      'utf8',
    );
    const inside = cyrillic.indexOf(Buffer.from('щ'.toUpperCase(), 'utf8')) + 1;
    const binary = Buffer.concat([Buffer.from('1f8b0800', 'hex'), randomBytes(20_000)]);
    const bodies = [
      [cyrillic.subarray(0, inside), cyrillic.subarray(inside)],
      Array.from(cyrillic, (byte) => Buffer.from([byte])),
      [binary],
      [binary.subarray(0, 9001), binary.subarray(9001)],
    ];
    for (const pieces of bodies) {
      expect(await postThrough(at, `${name}.${tunnelDomain}`, pieces)).toBe(200);
      const kept = desk.kept.at(-1);
      expect(Buffer.from(kept?.body ?? []).equals(Buffer.concat(pieces))).toBe(true);
      expect(kept?.verdict).toEqual({ kind: 'verified', secret: 'current' });
    }
    expect(await postThrough(at, `${name}.${tunnelDomain}`, [cyrillic], 'a stranger')).toBe(401);
  });

  test('is replaced under the same name when the server was restarted and has forgotten it', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const { tunnel, name, changes } = dig(desk, at.host);
    await tunnel.start();
    const before = await becomes(tunnel, 'open');
    await at.restart();
    await expect.poll(() => changes.map((change) => change.state.status)).toContain('down');
    const after = await becomes(tunnel, 'open');
    expect(after.publicUrl).toBe(before.publicUrl);
    expect(changes.some((change) => change.publicUrlChanged)).toBe(false);
    expect(await postThrough(at, `${name}.${tunnelDomain}`, [Buffer.from('{}')])).toBe(200);
  });

  test('opens once the server is running, if it was down at the start, and can be stopped before that', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    await at.kill();
    const { tunnel } = dig(desk, at.host);
    await tunnel.start();
    const down = await becomes(tunnel, 'down');
    expect(down).toMatchObject({ publicUrl: null, problem: { code: 'tunnel-server-unreachable' } });
    expect(inEnglish(down).problem?.message).toContain('ECONNREFUSED');
    const impatient = dig(desk, at.host);
    await impatient.tunnel.start();
    await impatient.tunnel.stop();
    expect(impatient.tunnel.state().status).toBe('off');
    await at.restart();
    await becomes(tunnel, 'open');
  });

  test('is shown as down while the server is down, keeps its address, and returns with the server', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const { tunnel, name } = dig(desk, at.host);
    await tunnel.start();
    await becomes(tunnel, 'open');
    await at.kill();
    await expect.poll(() => tunnel.state().problem?.code).toBe('tunnel-server-unreachable');
    expect(tunnel.state().publicUrl).toBe(`http://${name}.${tunnelDomain}`);
    await at.restart();
    await becomes(tunnel, 'open');
    expect(await postThrough(at, `${name}.${tunnelDomain}`, [Buffer.from('{}')])).toBe(200);
  });

  test('requests a reserved name again, and gets it when it is released', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const first = dig(desk, at.host);
    await first.tunnel.start();
    await becomes(first.tunnel, 'open');
    // A second console with the same name, as after a crash: the server still has the first one's
    // connections.
    const second = dig(desk, at.host, { nameTries: 1000 }, first.name);
    await second.tunnel.start();
    await expect.poll(() => second.tunnel.state().problem?.code).toBe('tunnel-name-held');
    expect(second.tunnel.state()).toMatchObject({ status: 'starting', publicUrl: null });
    await first.tunnel.stop();
    const state = await becomes(second.tunnel, 'open');
    expect(state).toMatchObject({ publicUrl: `http://${first.name}.${tunnelDomain}`, problem: null });
  });

  test('finally takes another name, and reports that the address has changed', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const { tunnel, name, changes } = dig(desk, at.host, { nameTries: 1 });
    await tunnel.start();
    await becomes(tunnel, 'open');
    await at.kill();
    await becomes(tunnel, 'down');
    // Another client is faster and has the name.
    const stranger = dig(desk, at.host, {}, name);
    await tunnel.stop();
    await at.restart();
    await stranger.tunnel.start();
    await becomes(stranger.tunnel, 'open');
    const late = dig(desk, at.host, { nameTries: 1 }, name);
    await late.tunnel.start();
    const state = await becomes(late.tunnel, 'open');
    expect(state.problem?.code).toBe('tunnel-name-lost');
    expect(state.publicUrl).not.toBe(`http://${name}.${tunnelDomain}`);
    expect(changes.at(-1)?.state.status).toBe('off');
    const other = new URL(state.publicUrl ?? '').host;
    expect(await postThrough(at, other, [Buffer.from('{}')])).toBe(200);

    // The other client leaves and the server restarts: the original name returns, which changes the address.
    await stranger.tunnel.stop();
    await at.restart();
    await expect.poll(() => late.tunnel.state().publicUrl).toBe(`http://${name}.${tunnelDomain}`);
    await becomes(late.tunnel, 'open');
    expect(late.changes.filter((change) => change.publicUrlChanged)).toHaveLength(1);
  });

  test('survives when its idle connections are closed', async () => {
    const desk = await startTestCallbackServer({ idleTimeoutMs: 400, sweepIntervalMs: 10 });
    const at = await server();
    const { tunnel, changes } = dig(desk, at.host);
    await tunnel.start();
    await becomes(tunnel, 'open');
    await expect.poll(() => desk.server.stats().dropped).toBeGreaterThan(4);
    const cutAt = Date.now();
    await expect.poll(() => tunnel.state().lastProofAt).toBeGreaterThan(cutAt);
    expect(changes.map((change) => change.state.status)).toEqual(['starting', 'starting', 'open']);
  });

  test('can be restarted under the same name after it was stopped', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const { tunnel } = dig(desk, at.host);
    await tunnel.start();
    await tunnel.start();
    const first = await becomes(tunnel, 'open');
    await tunnel.stop();
    await tunnel.stop();
    await tunnel.start();
    expect((await becomes(tunnel, 'open')).publicUrl).toBe(first.publicUrl);
  });

  test('sends a probe when the computer wakes, and reconnects soon to a server that is back', async () => {
    const desk = await startTestCallbackServer();
    const at = await server();
    const long = { probeIntervalMs: 3_600_000, backoffFirstMs: 3_600_000, backoffMostMs: 3_600_000 };
    const { tunnel } = dig(desk, at.host, long);
    await tunnel.start();
    const first = await becomes(tunnel, 'open');
    const probed = await tunnel.probeNow();
    expect(probed.status).toBe('open');
    expect(probed.lastProofAt ?? 0).toBeGreaterThanOrEqual(first.lastProofAt ?? 0);
    await at.kill();
    tunnel.wake();
    await expect.poll(() => tunnel.state().problem?.code).toBe('tunnel-server-unreachable');
    await at.restart();
    tunnel.wake();
    await becomes(tunnel, 'open');
  });
});

describe('a faulty tunnel server', () => {
  async function odd(answer: (asked: number) => { status: number; body: string } | null) {
    let asked = 0;
    const http: Server = createServer((_request, response) => {
      asked += 1;
      const found = answer(asked);
      if (found === null) return;
      response.writeHead(found.status, { 'Content-Type': 'application/json' }).end(found.body);
    });
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      http.closeAllConnections();
      http.close();
    });
    return { host: `http://127.0.0.1:${(http.address() as AddressInfo).port}`, asked: () => asked };
  }

  test.each([
    ['says 503', { status: 503, body: '503 Tunnel Unavailable' }, 'tunnel-server-refused'],
    ['limits the rate', { status: 429, body: '' }, 'tunnel-server-refused'],
    ['answers with a page', { status: 200, body: '<html></html>' }, 'tunnel-broken'],
    [
      'answers with a strange address',
      { status: 200, body: '{"url":"file:///etc/passwd","port":1}' },
      'tunnel-broken',
    ],
  ])('that %s is recognised, and not requested again and again', async (_name, answer, code) => {
    const desk = await startTestCallbackServer();
    const at = await odd(() => answer);
    const { tunnel } = dig(desk, at.host, { backoffFirstMs: 3_600_000, backoffMostMs: 3_600_000 });
    await tunnel.start();
    const state = await becomes(tunnel, 'down');
    expect(state.problem?.code).toBe(code);
    // localtunnel detects a wrong page only when it starts to request again.
    expect(at.asked()).toBeLessThanOrEqual(answer.body === '<html></html>' ? 2 : 1);
  });

  test('that never answers does not block forever', async () => {
    const desk = await startTestCallbackServer();
    const at = await odd(() => null);
    const { tunnel } = dig(desk, at.host, { openTimeoutMs: 300 });
    await tunnel.start();
    expect((await becomes(tunnel, 'down')).problem?.code).toBe('tunnel-server-silent');
  });

  test('that gives an address whose sockets refuse is replaced, and nothing crashes', async () => {
    const desk = await startTestCallbackServer();
    const at = await odd((asked) => ({
      status: 200,
      body:
        asked > 1 ? '{"message":"404"}' : '{"id":"x","url":"http://x.lt.test","port":1,"max_conn_count":4}',
    }));
    const { tunnel } = dig(desk, at.host, { nameTries: 0 });
    await tunnel.start();
    expect((await becomes(tunnel, 'down')).problem?.code).toBe('address-leads-elsewhere');
  });
});
