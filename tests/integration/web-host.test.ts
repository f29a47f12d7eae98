/** Tests the host of the browser UI over real sockets, as its user and as an attacker. */
import { createORPCClient } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import {
  askPort,
  type BrowserUiFixture,
  cookieOf,
  startBrowserUiFixture,
} from '../helpers/browser-ui-fixture.ts';
import { rawConnection } from '../helpers/raw-http.ts';

let page: BrowserUiFixture;
beforeAll(async () => {
  page = await startBrowserUiFixture();
});
afterAll(() => page.stop());

const opening = (): string => `/${new URL(page.host.openingUrl()).search}`;
const own = (): string => `127.0.0.1:${page.host.port}`;

/** Tries to open the contract's socket. @returns "open", or the status that refused it */
function trySocket(headers: Record<string, string>, path = '/contract'): Promise<string | number> {
  const socket = new WebSocket(`ws://127.0.0.1:${page.host.port}${path}`, { headers });
  return new Promise((resolve, reject) => {
    socket.once('open', () => {
      socket.close();
      resolve('open');
    });
    socket.once('unexpected-response', (_request, response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    socket.once('error', reject);
  });
}

describe('a one-time address of the browser UI', () => {
  it('contains a token of at least 128 bits, different each time', () => {
    const tokens = Array.from({ length: 20 }, () =>
      new URL(page.host.openingUrl()).searchParams.get('token'),
    );
    expect(new Set(tokens).size).toBe(20);
    for (const token of tokens)
      expect(Buffer.from(token ?? '', 'base64url').length).toBeGreaterThanOrEqual(16);
  });

  it('gives a cookie for this console only and redirects to the clean address', async () => {
    const answer = await page.ask(opening());
    expect(answer.status).toBe(303);
    expect(answer.headers.location).toBe('/');
    const [cookie = ''] = [answer.headers['set-cookie'] ?? ''].flat();
    expect(cookie.split('; ').slice(1).sort()).toEqual(['HttpOnly', 'Path=/', 'SameSite=Strict']);
    expect(cookie.split('=')[0]).toBe(`omnideck-${page.host.port}`);
    const seen = await page.ask('/', { headers: { cookie: cookieOf(answer) } });
    expect(seen.status).toBe(200);
    expect(seen.body).toContain('<div id="root">');
  });

  it('works once', async () => {
    const path = opening();
    expect((await page.ask(path)).status).toBe(303);
    const again = await page.ask(path);
    expect(again.status).toBe(401);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('that is opened again with the cookie just shows the page', async () => {
    const path = opening();
    const cookie = cookieOf(await page.ask(path));
    const again = await page.ask(path, { headers: { cookie } });
    expect(again.status).toBe(303);
    expect(again.headers['set-cookie']).toBeUndefined();
  });

  it('is not used up by a HEAD request or by a browser’s prefetch', async () => {
    const path = opening();
    expect((await page.ask(path, { method: 'HEAD' })).status).toBe(401);
    expect((await page.ask(path, { headers: { 'sec-purpose': 'prefetch' } })).status).toBe(503);
    expect((await page.ask(path)).status).toBe(303);
  });

  it('expires after an hour', async () => {
    const path = opening();
    page.tick(61 * 60_000);
    expect((await page.ask(path)).status).toBe(401);
    page.tick(-61 * 60_000);
  });

  it('from an opening file goes through a page of this site, so that a Strict cookie is sent', async () => {
    const path = opening();
    const answer = await page.ask(path, {
      headers: { accept: 'text/html,*/*', 'sec-fetch-site': 'cross-site' },
    });
    expect(answer.status).toBe(200);
    expect(cookieOf(answer)).not.toBe('');
    expect(answer.body).toContain('http-equiv="refresh" content="0; url=/"');
    expect(answer.body).not.toContain('token');
  });

  it.each(['', 'x', 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA', '%00'])(
    'cannot be guessed: %j',
    async (token) => {
      expect((await page.ask(`/?token=${token}`)).status).toBe(401);
    },
  );
});

describe('the browser UI without its cookie', () => {
  it.each(['/', '/index.html', '/assets/index-abc123.js', '/contract', '/nothing', '/?x=1'])(
    '%s is refused with one plain sentence and nothing else',
    async (path) => {
      const answer = await page.ask(path);
      expect(answer.status).toBe(401);
      expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
      expect(answer.body.trim().split('\n')).toHaveLength(1);
      expect(answer.body).not.toContain('<');
      expect(answer.headers['set-cookie']).toBeUndefined();
    },
  );

  it.each([
    ['another value', () => `omnideck-${page.host.port}=AAAA`],
    ['an empty value', () => `omnideck-${page.host.port}=`],
    ['no value', () => `omnideck-${page.host.port}`],
  ])('%s is not enough', async (_what, cookie) => {
    expect((await page.ask('/', { headers: { cookie: cookie() } })).status).toBe(401);
  });

  it("another console's cookie is not enough", async () => {
    const other = await startBrowserUiFixture();
    try {
      const value = (await other.enter()).split('=')[1];
      const cookie = `omnideck-${page.host.port}=${value}`;
      expect((await page.ask('/', { headers: { cookie } })).status).toBe(401);
    } finally {
      await other.stop();
    }
  });

  it('the contract cannot be used', async () => {
    expect(await trySocket({ origin: `http://${own()}` })).toBe(401);
  });
});

describe('the browser UI with its cookie', () => {
  it.each([
    ['a name that leads here (DNS rebinding)', 'evil.example'],
    ['that name with our port', () => `evil.example:${page.host.port}`],
    ['another port', '127.0.0.1:1'],
    ['no port', '127.0.0.1'],
    ['the whole of loopback', () => `127.0.0.2:${page.host.port}`],
    ['our name as a part', () => `localhost:${page.host.port}.evil.example`],
  ])('%s as Host gets nothing, neither page nor socket', async (_what, host) => {
    const cookie = await page.enter();
    const name = typeof host === 'string' ? host : host();
    const answer = await page.ask('/', { headers: { cookie, host: name } });
    expect(answer.status).toBe(403);
    expect(answer.body).not.toContain('<');
    expect(await trySocket({ cookie, host: name, origin: `http://${name}` })).toBe(403);
  });

  it('a token does not work under another host name either, and stays valid', async () => {
    const path = opening();
    expect((await page.ask(path, { headers: { host: 'evil.example' } })).status).toBe(403);
    expect((await page.ask(path)).status).toBe(303);
  });

  it('localhost is accepted as a host name', async () => {
    const cookie = await page.enter();
    const host = `localhost:${page.host.port}`;
    expect((await page.ask('/', { headers: { cookie, host } })).status).toBe(200);
    expect(await trySocket({ cookie, host, origin: `http://${host}` })).toBe('open');
  });

  it.each([
    ['another site', 'https://evil.example'],
    ['another port of this computer', 'http://127.0.0.1:1'],
    ['another scheme', () => `https://${own()}`],
    ['an opaque origin', 'null'],
    ['our other name', () => `http://localhost:${page.host.port}`],
  ])('a socket from %s is refused', async (_what, origin) => {
    const cookie = await page.enter();
    expect(await trySocket({ cookie, origin: typeof origin === 'string' ? origin : origin() })).toBe(403);
  });

  it('a socket without an Origin is refused', async () => {
    expect(await trySocket({ cookie: await page.enter() })).toBe(403);
  });

  it('a socket at any other path is refused', async () => {
    const cookie = await page.enter();
    expect(await trySocket({ cookie, origin: `http://${own()}` }, '/')).toBe(404);
    expect(await trySocket({ cookie, origin: `http://${own()}` }, '/contract?x')).toBe(404);
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS', 'PATCH'])(
    '%s changes nothing, with or without the cookie',
    async (method) => {
      const cookie = await page.enter();
      const elsewhere = await page.ask('/', { method, headers: { cookie, origin: 'https://evil.example' } });
      expect(elsewhere.status).toBe(403);
      expect((await page.ask('/', { method, headers: { cookie } })).status).toBe(403);
      const here = await page.ask('/', { method, headers: { cookie, origin: `http://${own()}` } });
      expect(here.status).toBe(405);
    },
  );

  it.each([
    '/../secret.txt',
    '/assets/../../secret.txt',
    '/%2e%2e/secret.txt',
    '/assets/%2e%2e/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/..\\secret.txt',
    '//secret.txt',
    '/assets/..%5c..%5csecret.txt',
    '/assets/index-abc123.js%00.html',
    '/assets/notes.unknown',
    '/assets/',
    '/assets',
    '/etc/passwd',
    'http://127.0.0.1/secret.txt',
  ])('%s finds no file', async (path) => {
    const connection = await rawConnection(page.host.port);
    await connection.write(
      `GET ${path} HTTP/1.1\r\nHost: ${own()}\r\nCookie: ${await page.enter()}\r\nConnection: close\r\n\r\n`,
    );
    const came = await connection.closed();
    expect(came).toMatch(/^HTTP\/1\.1 404 /u);
    expect(came).not.toContain('beside the window');
    expect(came).not.toContain('not for the page');
  });

  it('the contract can be used: calls, expected failures and live changes', async () => {
    const socket = new WebSocket(`ws://${own()}/contract`, {
      headers: { cookie: await page.enter(), origin: `http://${own()}` },
    });
    const client: Client = createORPCClient(
      new RPCLink({ websocket: socket as unknown as globalThis.WebSocket }),
    );
    expect((await client.console.info()).pid).toBe(process.pid);
    expect(await client.messages.get({ id: 'nobody' })).toMatchObject({ ok: false });
    const changes = await client.console.changes();
    expect((await changes.next()).value).toMatchObject({ type: 'overview' });
    await client.settings.set({ theme: 'dark' });
    const types: string[] = [];
    for await (const change of changes) {
      types.push(change.type);
      if (change.type === 'settings') break;
    }
    expect(types).toContain('settings');
    socket.close();
  });
});

describe('responses of the browser UI', () => {
  it('have a strict policy, with a different nonce in each', async () => {
    const cookie = await page.enter();
    const nonces = new Set<string>();
    for (let turn = 0; turn < 3; turn += 1) {
      const answer = await page.ask('/', { headers: { cookie } });
      const policy = Object.fromEntries(
        String(answer.headers['content-security-policy'])
          .split('; ')
          .map((part) => [part.split(' ')[0] ?? '', part.split(' ').slice(1)]),
      );
      const nonce = /^'nonce-([A-Za-z0-9+/]{22,}=*)'$/u.exec(policy['style-src']?.[1] ?? '')?.[1] ?? '';
      nonces.add(nonce);
      expect(policy).toEqual({
        'default-src': ["'none'"],
        'script-src': ["'self'"],
        'script-src-attr': ["'none'"],
        'style-src': ["'self'", `'nonce-${nonce}'`],
        'connect-src': ["'self'", `ws://${own()}`],
        'img-src': ["'self'", 'data:'],
        'font-src': ["'self'"],
        'object-src': ["'none'"],
        'frame-ancestors': ["'none'"],
        'base-uri': ["'none'"],
        'form-action': ["'none'"],
      });
      expect(answer.body.match(/nonce="([^"]+)"/gu)).toEqual([`nonce="${nonce}"`, `nonce="${nonce}"`]);
      expect(answer.headers['cache-control']).toBe('no-store');
    }
    expect(nonces.size).toBe(3);
  });

  it.each([
    ['the page', '/', 200],
    ['a part of it', '/assets/index-abc123.js', 200],
    ['what is not there', '/nothing', 404],
  ])('%s reveals nothing to other sites, and its type is not guessed', async (_what, path, status) => {
    const answer = await page.ask(path, { headers: { cookie: await page.enter() } });
    expect(answer.status).toBe(status);
    expect(answer.headers).toMatchObject({
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
      'x-frame-options': 'DENY',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-resource-policy': 'same-origin',
    });
    expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    expect(String(answer.headers['content-security-policy'])).toContain("default-src 'none'");
    expect(answer.headers['x-powered-by']).toBeUndefined();
  });

  it('are cached forever if their name depends on their content', async () => {
    const answer = await page.ask('/assets/index-abc123.js', { headers: { cookie: await page.enter() } });
    expect(answer.headers['cache-control']).toBe('private, max-age=31536000, immutable');
    expect(answer.headers['content-type']).toBe('text/javascript; charset=utf-8');
    expect(answer.body).toBe('document.title = "there";\n');
  });
});

describe('the public tunnel', () => {
  it('leads to the callback server, which has neither the page, nor its files, nor the contract', async () => {
    const { port } = page.console.parts.callbacks;
    expect(port).not.toBe(page.host.port);
    const cookie = await page.enter();
    for (const path of ['/', opening(), '/index.html', '/assets/index-abc123.js', '/contract']) {
      const answer = await askPort(port, path, { headers: { cookie } });
      expect(answer.status, path).toBe(404);
      expect(answer.body).not.toContain('root');
      expect(answer.headers['set-cookie']).toBeUndefined();
    }
    const socket = new WebSocket(`ws://127.0.0.1:${port}/contract`, {
      headers: { cookie, origin: `http://127.0.0.1:${port}` },
    });
    const outcome = await new Promise((resolve) => {
      socket.once('open', () => resolve('open'));
      socket.once('error', () => resolve('refused'));
    });
    expect(outcome).toBe('refused');
  });
});
