import { randomBytes } from 'node:crypto';
import { createServer, request as requestHttp } from 'node:http';
import type { AddressInfo } from 'node:net';
import fc from 'fast-check';
import { describe, expect, onTestFinished, test } from 'vitest';
import { nothingKnown, proofOf } from '../../electron/engine/features/reports/tunnel/health.ts';
import {
  createTunnel,
  newTunnelName,
  parseTunnelHost,
  parseTunnelOption,
} from '../../electron/engine/features/reports/tunnel/tunnel.ts';
import type {
  Tunnel,
  TunnelKind,
  TunnelTimings,
} from '../../electron/engine/features/reports/tunnel/types.ts';
import { startTestCallbackServer, type TestCallbackServer } from '../helpers/callback-server-fixture.ts';
import { inEnglish } from '../helpers/english.ts';

function point(
  desk: TestCallbackServer,
  target: TunnelKind,
  timings: Partial<TunnelTimings> = {},
  pathPrefix = '',
): Tunnel {
  const tunnel = createTunnel({
    target,
    localPort: desk.server.port,
    pathPrefix,
    now: Date.now,
    random: Math.random,
    probe: () => desk.server.expectProbe(),
    workerUrl: new URL('file:///nowhere'),
    log: () => undefined,
    timings: { probeIntervalMs: 3_600_000, probeRetryMs: 5, probeTimeoutMs: 2000, ...timings },
  });
  onTestFinished(() => tunnel.stop());
  return tunnel;
}

/**
 * Starts a reverse proxy that forwards to the path that `rewrite` returns; for null it answers 502 itself.
 */
async function proxy(desk: TestCallbackServer, rewrite: (path: string) => string | null): Promise<string> {
  const http = createServer((request, response) => {
    const path = rewrite(request.url ?? '');
    if (path === null) {
      response.writeHead(502).end('Bad Gateway');
      return;
    }
    const onward = { port: desk.server.port, host: '127.0.0.1', path, method: request.method ?? 'GET' };
    requestHttp({ ...onward, headers: request.headers }, (answer) => {
      response.writeHead(answer.statusCode ?? 500, answer.headers);
      answer.pipe(response);
    }).end();
  });
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    http.closeAllConnections();
    http.close();
  });
  return `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
}

describe('a fixed public address', () => {
  test('is proven through a proxy that removes its own path', async () => {
    const desk = await startTestCallbackServer();
    const origin = await proxy(desk, (path) => path.replace(/^\/hooks/, ''));
    const tunnel = point(desk, { kind: 'fixed', url: `${origin}/hooks` });
    await tunnel.start();
    expect(await tunnel.probeNow()).toMatchObject({
      status: 'open',
      publicUrl: `${origin}/hooks`,
      proof: 'probe',
    });
  });

  test('is proven through a proxy that forwards its path, which is not added twice', async () => {
    const desk = await startTestCallbackServer({ pathPrefix: '/hooks' });
    const origin = await proxy(desk, (path) => path);
    const tunnel = point(desk, { kind: 'fixed', url: `${origin}/hooks` }, {}, '/hooks');
    await tunnel.start();
    expect(await tunnel.probeNow()).toMatchObject({ status: 'open', publicUrl: origin });
  });

  test('that leads elsewhere is unproven with a hint, and is proven once it is corrected', async () => {
    const desk = await startTestCallbackServer();
    let broken = true;
    const origin = await proxy(desk, (path) => (broken ? null : path));
    const tunnel = point(desk, { kind: 'fixed', url: origin });
    await tunnel.start();
    const unproven = await tunnel.probeNow();
    expect(unproven).toMatchObject({ status: 'unproven', publicUrl: origin, proof: null });
    expect(inEnglish(unproven).problem?.message).toContain('502');
    expect(inEnglish(unproven).problem?.hint).toContain('inside');
    broken = false;
    expect(await tunnel.probeNow()).toMatchObject({ status: 'open', problem: null, proof: 'probe' });
  });

  test('that cannot be reached from inside is proven by a recent verified callback', async () => {
    const desk = await startTestCallbackServer();
    const origin = await proxy(desk, () => null);
    const tunnel = point(desk, { kind: 'fixed', url: origin });
    await tunnel.start();
    await tunnel.probeNow();
    const at = Date.now();
    tunnel.noteVerifiedCallback(at);
    expect(tunnel.state()).toMatchObject({
      status: 'open',
      proof: 'callback',
      lastProofAt: at,
      problem: null,
    });
    expect(await tunnel.probeNow()).toMatchObject({ status: 'open', proof: 'callback' });

    const forgetful = point(desk, { kind: 'fixed', url: origin }, { proofFreshMs: 1000 });
    await forgetful.start();
    await forgetful.probeNow();
    forgetful.noteVerifiedCallback(Date.now() - 1001);
    expect(forgetful.state().status).toBe('unproven');
  });

  test('is not proven by another server that answers 200 to everything', async () => {
    const desk = await startTestCallbackServer();
    const http = createServer((_request, response) => response.end('x'.repeat(100_000)));
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void http.close());
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const tunnel = point(desk, { kind: 'fixed', url });
    await tunnel.start();
    expect((await tunnel.probeNow()).status).toBe('unproven');
  });

  test('that never answers is abandoned, and stopping does not wait for it', async () => {
    const desk = await startTestCallbackServer();
    const http = createServer(() => undefined);
    await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => {
      http.closeAllConnections();
      http.close();
    });
    const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}`;
    const tunnel = point(desk, { kind: 'fixed', url }, { probeTimeoutMs: 50 });
    await tunnel.start();
    expect(inEnglish(await tunnel.probeNow()).problem?.message).toContain('did not answer');
    const patient = point(desk, { kind: 'fixed', url }, { probeTimeoutMs: 3_600_000 });
    await patient.start();
    await patient.stop();
    expect(patient.state().status).toBe('off');
  });

  test('that is not configured is off, whatever is requested', async () => {
    const desk = await startTestCallbackServer();
    const tunnel = point(desk, { kind: 'none' });
    await tunnel.start();
    tunnel.wake();
    tunnel.noteVerifiedCallback(Date.now());
    expect(await tunnel.probeNow()).toMatchObject({ kind: 'none', status: 'off', publicUrl: null });
  });
});

describe('a typed public address', () => {
  test.each([
    ['none', { kind: 'none' }],
    [' localtunnel ', { kind: 'localtunnel', host: 'https://localtunnel.me', subdomain: null }],
    ['https://reports.example.org', { kind: 'fixed', url: 'https://reports.example.org' }],
    ['https://Example.org:8443/messente/', { kind: 'fixed', url: 'https://example.org:8443/messente' }],
    ['http://127.0.0.1:3000', { kind: 'fixed', url: 'http://127.0.0.1:3000' }],
  ])('%j is accepted', (text, kind) => {
    expect(parseTunnelOption(text)).toEqual({ ok: true, value: kind });
  });

  test.each([
    '',
    'ngrok',
    'example.org',
    'ftp://example.org',
    'https://',
    'https://example.org/?a=1',
    'https://example.org/#top',
    'https://example.org/?',
    'https://olga:secret@example.org',
    'file:///etc/passwd',
  ])('%j is refused, and not repeated in the problem', (text) => {
    const parsed = parseTunnelOption(text);
    expect(parsed.ok).toBe(false);
    if (parsed.ok) return;
    expect(parsed.problem.code).toBe('tunnel-invalid');
    expect(JSON.stringify(parsed.problem)).not.toContain('secret');
  });

  test('has no path if it is a tunnel server’s', () => {
    expect(parseTunnelHost('http://127.0.0.1:8080/')).toEqual({ ok: true, value: 'http://127.0.0.1:8080' });
    expect(parseTunnelHost('https://example.org/path').ok).toBe(false);
    expect(parseTunnelHost('example.org').ok).toBe(false);
  });

  test('gets a generated name that tunnel servers accept, never the same twice', () => {
    const names = new Set(Array.from({ length: 500 }, () => newTunnelName(() => randomBytes(1)[0] ?? 0)));
    expect(names.size).toBe(500);
    // The rule of localtunnel's server.
    for (const name of names) expect(name).toMatch(/^(?:[a-z0-9][a-z0-9-]{4,63}[a-z0-9]|[a-z0-9]{4,63})$/);
  });
});

describe('the proof of a public address', () => {
  const time = fc.option(fc.integer({ min: 0, max: 1_000_000 }), { nil: null });
  const anyHealth = fc.record({ probedAt: time, callbackAt: time, failingSince: time });

  test('is never a callback that is too old, and does not exist before anything has come back', () => {
    expect(proofOf(nothingKnown, 5, 10)).toBeNull();
    fc.assert(
      fc.property(anyHealth, fc.integer({ min: 1, max: 100_000 }), (health, freshMs) => {
        const now = (health.callbackAt ?? 0) + freshMs + 1;
        const proof = proofOf(health, now, freshMs);
        expect(proof).not.toBe('callback');
        if (health.probedAt === null) expect(proof).toBeNull();
      }),
    );
  });

  test('expires when probes stop coming back, unless a callback arrived after that', () => {
    const health = { probedAt: 100, callbackAt: 150, failingSince: 200 };
    expect(proofOf(health, 210, 1000)).toBeNull();
    expect(proofOf({ ...health, callbackAt: 205 }, 210, 1000)).toBe('callback');
    expect(proofOf({ ...health, failingSince: null }, 210, 1000)).toBe('probe');
  });
});
