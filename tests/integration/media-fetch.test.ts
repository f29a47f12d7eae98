/**
 * Tests the preview of links in messages. A link may lead anywhere, so it is fetched from real servers with
 * every kind of misbehaviour.
 */

import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createMediaFetcher,
  type MediaOptions,
} from '../../electron/engine/features/compose/media/fetch-media.ts';
import { inEnglish } from '../helpers/english.ts';
import { gif, jpegHead, mp4Head, png, webp } from '../helpers/tiny-media.ts';

const open: Server[] = [];
afterEach(async () => {
  for (const server of open.splice(0)) {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  }
});

type Served = { readonly url: string; readonly port: number; readonly asked: IncomingMessage[] };

async function serve(answer: RequestListener, host = '127.0.0.1'): Promise<Served> {
  const asked: IncomingMessage[] = [];
  const server = createServer((request, response) => {
    asked.push(request);
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, host, resolve));
  open.push(server);
  const address = server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  return { url: `http://${host}:${port}`, port, asked };
}

const file =
  (body: Uint8Array | string, headers: Record<string, string> = {}): RequestListener =>
  (_request, response) =>
    response.writeHead(200, headers).end(body);

const here = (address: string) => address === '127.0.0.1';
const fetchHere = (url: string, options: MediaOptions = {}) =>
  createMediaFetcher({ mayAsk: here, ...options })(url);

async function problemOf(url: string, options: MediaOptions = {}) {
  const result = await fetchHere(url, options);
  return result.ok ? `ok: ${result.value.type}` : result.problem.code;
}

describe('the file behind a link', () => {
  it.each([
    ['image/png', png()],
    ['image/gif', gif],
    ['image/jpeg', jpegHead],
    ['image/webp', webp],
  ])('is shown if it is a picture: %s', async (type, bytes) => {
    const { url } = await serve(file(bytes, { 'content-type': type }));
    expect(await fetchHere(url)).toEqual({
      ok: true,
      value: {
        type,
        bytes: bytes.length,
        dataUrl: `data:${type};base64,${bytes.toString('base64')}`,
        says: null,
      },
    });
  });

  it.each([
    ['video/mp4', mp4Head],
    ['application/pdf', Buffer.from('%PDF-1.7\n')],
    ['audio/mpeg', Buffer.from('ID3\x04\0\0\0\0\0\0', 'latin1')],
    ['audio/mpeg', Buffer.from([0xff, 0xfb, 0x90, 0x64, 0, 0])],
    ['audio/ogg', Buffer.from('OggS\0\x02', 'latin1')],
  ])('is described only by its type if it is not a picture: %s', async (type, bytes) => {
    const { url } = await serve(file(bytes, { 'content-type': 'application/octet-stream' }));
    expect(await fetchHere(url)).toEqual({
      ok: true,
      value: { type, bytes: bytes.length, dataUrl: null, says: 'application/octet-stream' },
    });
  });

  it('is described without a download if it is a large video', async () => {
    let sent = 0;
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'video/mp4', 'content-length': String(150_000_000) });
      response.write(Buffer.concat([mp4Head, Buffer.alloc(8192)]));
      const more = () => {
        while (sent < 150_000_000 && !response.destroyed && response.write(Buffer.alloc(65_536)))
          sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    const answer = await fetchHere(url);
    expect(answer).toMatchObject({
      ok: true,
      value: { type: 'video/mp4', bytes: 150_000_000, dataUrl: null },
    });
    expect(sent).toBeLessThan(150_000_000);
  });

  it('is requested without cookies, a referrer or anything that identifies this computer', async () => {
    const served = await serve(file(png(), { 'set-cookie': 'who=you; Path=/' }));
    await fetchHere(`${served.url}/a.png?b=1#part`);
    await fetchHere(`${served.url}/a.png`);
    expect(served.asked.map((request) => request.url)).toEqual(['/a.png?b=1', '/a.png']);
    for (const { headers } of served.asked) {
      expect(headers).toEqual({
        host: `127.0.0.1:${served.port}`,
        connection: 'close',
        accept: 'image/*, */*',
        'accept-encoding': 'identity',
        'user-agent': 'omnideck',
      });
    }
  });

  it('is described correctly if the server declares another picture type', async () => {
    const { url } = await serve(file(png(), { 'content-type': 'image/jpeg; q=1' }));
    expect(await fetchHere(url)).toMatchObject({
      ok: true,
      value: { type: 'image/png', says: 'image/jpeg' },
    });
  });

  it('is described by its content instead of its declared type', async () => {
    const page = await serve(file('<!doctype html><title>Hi</title>', { 'content-type': 'image/png' }));
    expect(inEnglish(await fetchHere(page.url))).toMatchObject({
      ok: false,
      problem: {
        code: 'media-lies',
        field: 'url',
        message: 'The server reports image/png, but the file is HTML.',
      },
    });
    const film = await serve(file(mp4Head, { 'content-type': 'image/jpeg' }));
    expect(inEnglish(await fetchHere(film.url))).toMatchObject({
      problem: { code: 'media-lies', message: 'The server reports image/jpeg, but the file is MP4.' },
    });
    const noise = await serve(file(Buffer.alloc(64, 7), { 'content-type': 'image/webp' }));
    expect(await problemOf(noise.url)).toBe('media-lies');
  });

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'media-is-svg'],
    ['an SVG with a declaration', '<?xml version="1.0"?><!-- a -->\n<svg/>', 'media-is-svg'],
    ['a web page', '\uFEFF<!-- hello --> <HTML><body>', 'media-is-page'],
    ['nothing', '', 'media-empty'],
  ])('is never shown as a picture if it is %s', async (_what, body, code) => {
    for (const type of ['text/html', 'image/svg+xml', '']) {
      const { url } = await serve(file(body, type === '' ? {} : { 'content-type': type }));
      const problemCode = await problemOf(url);
      expect([code, 'media-lies']).toContain(problemCode);
    }
  });

  it('is not shown if only its beginning is a picture', async () => {
    const { url } = await serve(
      file(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), { 'content-type': 'image/jpeg' }),
    );
    expect(await problemOf(url)).toBe('media-broken');
  });

  it('is not shown if a few bytes claim to be a billion pixels', async () => {
    const { url } = await serve(file(png(1, 1, [0, 0, 0], [65_000, 65_000])));
    expect(inEnglish(await fetchHere(url))).toMatchObject({
      problem: {
        code: 'media-too-many-points',
        message: 'The picture has 65000 × 65000 pixels, too many to show here.',
      },
    });
  });
});

describe('a server that wastes time or memory', () => {
  it('by never answering is abandoned', async () => {
    const { url, asked } = await serve(() => undefined);
    expect(await problemOf(url, { timeoutMs: 300 })).toBe('media-too-slow');
    expect(asked).toHaveLength(1);
  });

  it('by sending slowly is abandoned, however long it would continue', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.write(png().subarray(0, 16));
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await problemOf(url, { timeoutMs: 400 })).toBe('media-too-slow');
  });

  it('by a host name that never resolves is abandoned', async () => {
    const lookup = () => new Promise<never>(() => undefined);
    expect(await problemOf('http://slow.test/', { timeoutMs: 100, lookup })).toBe('media-too-slow');
  });

  it('by sending a huge picture is read only up to the limit', async () => {
    let sent = 0;
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.write(png());
      const more = () => {
        while (sent < 80_000_000 && !response.destroyed && response.write(Buffer.alloc(65_536)))
          sent += 65_536;
      };
      response.on('drain', more);
      more();
    });
    expect(await problemOf(url)).toBe('media-too-large');
    expect(sent).toBeLessThan(80_000_000);
  });

  it('is limited exactly: a picture of the maximum size is accepted, one more byte is not', async () => {
    const limit = 5 * 1024 * 1024;
    const exact = Buffer.concat([png(), Buffer.alloc(limit - png().length)]);
    const { url } = await serve(file(exact));
    expect(await problemOf(url)).toBe('ok: image/png');
    const over = await serve(file(Buffer.concat([exact, Buffer.alloc(1)])));
    expect(await problemOf(over.url)).toBe('media-too-large');
  });

  it('by compressing against our request has its answer not decompressed', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { url } = await serve(file(bomb, { 'content-encoding': 'gzip', 'content-type': 'image/png' }));
    expect(await problemOf(url)).toBe('media-compressed');
    const hidden = await serve(file(bomb, { 'content-type': 'image/png' }));
    expect(inEnglish(await fetchHere(hidden.url))).toMatchObject({
      problem: { message: 'The server reports image/png, but the file is gzip.' },
    });
  });

  it('by closing the connection early is reported', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '9999' });
      response.write(png(), () => response.socket?.destroy());
    });
    expect(await problemOf(url)).toBe('media-cut');
  });

  it.each([404, 403, 500, 204])('by answering %i is reported', async (status) => {
    const { url } = await serve((_request, response) => response.writeHead(status).end());
    expect(await problemOf(url)).toBe(status === 204 ? 'media-empty' : 'media-status');
  });

  it('by not existing is reported', async () => {
    const gone = await serve(file(png()));
    const server = open.pop();
    await new Promise((resolve) => server?.close(resolve));
    expect(await problemOf(gone.url)).toBe('media-unreachable');
    const lookup = async () => {
      throw Object.assign(new Error('ENOTFOUND'), { code: 'ENOTFOUND' });
    };
    expect(await problemOf('http://nowhere.test/a.png', { lookup })).toBe('media-host-unknown');
  });
});

describe('a link into the local network', () => {
  it.each([
    'http://127.0.0.1/',
    'http://127.1/',
    'http://2130706433/',
    'http://0x7f.0.0.1/',
    'http://0/',
    'http://localhost/',
    'http://[::1]/',
    'http://[::ffff:127.0.0.1]/',
    'http://[::ffff:10.0.0.1]/',
    'http://[::ffff:8.8.8.8]/',
    'http://10.0.0.1/',
    'http://172.16.0.1/',
    'http://192.168.1.1/',
    'http://100.64.0.1/',
    'http://169.254.169.254/latest/meta-data/',
    'http://[fe80::1]/',
    'http://[fd00:ec2::254]/',
    'http://[ff02::1]/',
    'http://[64:ff9b::7f00:1]/',
    'http://[2002:7f00:1::]/',
    'http://224.0.0.1/',
    'http://255.255.255.255/',
  ])('is not requested: %s', async (url) => {
    expect(await createMediaFetcher()(url)).toMatchObject({
      ok: false,
      problem: { code: 'media-not-public' },
    });
  });

  it.each([
    'file:///etc/passwd',
    'ftp://example.com/a.png',
    'data:image/png;base64,AA==',
    'javascript:1',
    'a.png',
    '',
    'http://',
    'http://user:secret@example.com/a.png',
  ])('is not a valid link: %s', async (url) => {
    expect(await createMediaFetcher()(url)).toMatchObject({ problem: { code: 'media-link-invalid' } });
  });

  it('is not requested if one of the host’s addresses is internal', async () => {
    const lookup = async () => [
      { address: '93.184.215.14', family: 4 },
      { address: '192.168.1.1', family: 4 },
    ];
    const result = await createMediaFetcher({ lookup })('http://two-faced.test/');
    expect(result).toMatchObject({ problem: { code: 'media-not-public' } });
  });

  it('is prevented even if the host name resolves differently a moment later: the checked address is used', async () => {
    const inside = await serve(file('secret'), '127.0.0.2');
    const outside = await serve(file(png()));
    let times = 0;
    const lookup = async () => {
      times += 1;
      return [{ address: times === 1 ? '127.0.0.1' : '127.0.0.2', family: 4 }];
    };
    expect(await problemOf(`http://rebinding.test:${outside.port}/`, { lookup })).toBe('ok: image/png');
    expect(times).toBe(1);
    expect(outside.asked.map(({ headers }) => headers.host)).toEqual([`rebinding.test:${outside.port}`]);
    expect(inside.asked).toEqual([]);
  });

  it('is not followed by a redirect', async () => {
    const inside = await serve(file(png()), '127.0.0.2');
    const { url } = await serve((_request, response) =>
      response.writeHead(302, { location: inside.url }).end(),
    );
    expect(await problemOf(url)).toBe('media-not-public');
    expect(inside.asked).toEqual([]);
    const named = await serve((_request, response) =>
      response.writeHead(307, { location: `http://inside.test:${inside.port}/` }).end(),
    );
    const lookup = async () => [{ address: '127.0.0.2', family: 4 }];
    expect(await problemOf(named.url, { lookup })).toBe('media-not-public');
    expect(inside.asked).toEqual([]);
    const scheme = await serve((_request, response) =>
      response.writeHead(301, { location: 'file:///etc/passwd' }).end(),
    );
    expect(await problemOf(scheme.url)).toBe('media-link-invalid');
  });

  it('is prevented at each redirect: three are followed, a fourth is not, and a loop ends', async () => {
    const hops =
      (count: number): RequestListener =>
      (request, response) => {
        const at = Number(request.url?.slice(1) || '0');
        if (at < count) response.writeHead(303, { location: `/${at + 1}` }).end();
        else response.end(png());
      };
    const three = await serve(hops(3));
    expect(await problemOf(three.url)).toBe('ok: image/png');
    const four = await serve(hops(4));
    expect(await problemOf(four.url)).toBe('media-redirects');
    const loop = await serve((_request, response) => response.writeHead(308, { location: '/again' }).end());
    expect(await problemOf(loop.url)).toBe('media-redirects');
    expect(loop.asked).toHaveLength(4);
  });
});
