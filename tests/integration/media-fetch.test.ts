/** A link in a message is anybody's text. What is behind it is fetched from real servers, of every bad sort. */
import { createServer, type IncomingMessage, type RequestListener, type Server } from 'node:http';
import { gzipSync } from 'node:zlib';
import { afterEach, describe, expect, it } from 'vitest';
import {
  createMediaFetcher,
  type MediaOptions,
} from '../../electron/engine/features/compose/media/fetch-media.ts';
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

describe('what is behind a link', () => {
  it.each([
    ['image/png', png()],
    ['image/gif', gif],
    ['image/jpeg', jpegHead],
    ['image/webp', webp],
  ])('is shown where it is a picture: %s', async (type, bytes) => {
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
  ])('is told by its kind alone where it is none: %s', async (type, bytes) => {
    const { url } = await serve(file(bytes, { 'content-type': 'application/octet-stream' }));
    expect(await fetchHere(url)).toEqual({
      ok: true,
      value: { type, bytes: bytes.length, dataUrl: null, says: 'application/octet-stream' },
    });
  });

  it('is told of a large video without fetching it', async () => {
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

  it('is asked for without cookies, referrer or anything that tells of this machine', async () => {
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

  it('says so where the server calls a picture by another name', async () => {
    const { url } = await serve(file(png(), { 'content-type': 'image/jpeg; q=1' }));
    expect(await fetchHere(url)).toMatchObject({
      ok: true,
      value: { type: 'image/png', says: 'image/jpeg' },
    });
  });

  it('says what it is instead of what it says', async () => {
    const page = await serve(file('<!doctype html><title>Hi</title>', { 'content-type': 'image/png' }));
    expect(await fetchHere(page.url)).toMatchObject({
      ok: false,
      problem: { code: 'media-lies', field: 'url', message: 'It says image/png, is HTML.' },
    });
    const film = await serve(file(mp4Head, { 'content-type': 'image/jpeg' }));
    expect(await fetchHere(film.url)).toMatchObject({
      problem: { code: 'media-lies', message: 'It says image/jpeg, is MP4.' },
    });
    const noise = await serve(file(Buffer.alloc(64, 7), { 'content-type': 'image/webp' }));
    expect(await problemOf(noise.url)).toBe('media-lies');
  });

  it.each([
    ['an SVG', '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', 'media-is-svg'],
    ['an SVG with a declaration', '<?xml version="1.0"?><!-- a -->\n<svg/>', 'media-is-svg'],
    ['a web page', '\uFEFF<!-- hello --> <HTML><body>', 'media-is-page'],
    ['nothing', '', 'media-empty'],
  ])('is never given as a picture where it is %s', async (_what, body, code) => {
    for (const type of ['text/html', 'image/svg+xml', '']) {
      const { url } = await serve(file(body, type === '' ? {} : { 'content-type': type }));
      const told = await problemOf(url);
      expect([code, 'media-lies']).toContain(told);
    }
  });

  it('is not shown where it only begins as a picture', async () => {
    const { url } = await serve(
      file(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 16]), { 'content-type': 'image/jpeg' }),
    );
    expect(await problemOf(url)).toBe('media-broken');
  });

  it('is not shown where a few bytes claim to be a billion points', async () => {
    const { url } = await serve(file(png(1, 1, [0, 0, 0], [65_000, 65_000])));
    expect(await fetchHere(url)).toMatchObject({
      problem: {
        code: 'media-too-many-points',
        message: 'The picture is 65000 × 65000 points, too many to show here.',
      },
    });
  });
});

describe('a server that wastes time or room', () => {
  it('never answers: it is given up', async () => {
    const { url, asked } = await serve(() => undefined);
    expect(await problemOf(url, { timeoutMs: 300 })).toBe('media-too-slow');
    expect(asked).toHaveLength(1);
  });

  it('drips: it is given up, however long it would go on', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png' });
      response.write(png().subarray(0, 16));
      const drip = setInterval(() => response.write('.'), 20);
      response.on('close', () => clearInterval(drip));
    });
    expect(await problemOf(url, { timeoutMs: 400 })).toBe('media-too-slow');
  });

  it('has a name that is never looked up to an end: it is given up', async () => {
    const lookup = () => new Promise<never>(() => undefined);
    expect(await problemOf('http://slow.test/', { timeoutMs: 100, lookup })).toBe('media-too-slow');
  });

  it('sends a huge picture: the reading stops at the limit', async () => {
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

  it('takes a picture of exactly the limit, and none of a byte more', async () => {
    const limit = 5 * 1024 * 1024;
    const exact = Buffer.concat([png(), Buffer.alloc(limit - png().length)]);
    const { url } = await serve(file(exact));
    expect(await problemOf(url)).toBe('ok: image/png');
    const over = await serve(file(Buffer.concat([exact, Buffer.alloc(1)])));
    expect(await problemOf(over.url)).toBe('media-too-large');
  });

  it('packs what it was asked not to pack: it is not unpacked', async () => {
    const bomb = gzipSync(Buffer.alloc(50_000_000));
    const { url } = await serve(file(bomb, { 'content-encoding': 'gzip', 'content-type': 'image/png' }));
    expect(await problemOf(url)).toBe('media-compressed');
    const hidden = await serve(file(bomb, { 'content-type': 'image/png' }));
    expect(await fetchHere(hidden.url)).toMatchObject({
      problem: { message: 'It says image/png, is gzip.' },
    });
  });

  it('breaks off: that is said', async () => {
    const { url } = await serve((_request, response) => {
      response.writeHead(200, { 'content-type': 'image/png', 'content-length': '9999' });
      response.write(png(), () => response.socket?.destroy());
    });
    expect(await problemOf(url)).toBe('media-cut');
  });

  it.each([404, 403, 500, 204])('answers %i: that is said', async (status) => {
    const { url } = await serve((_request, response) => response.writeHead(status).end());
    expect(await problemOf(url)).toBe(status === 204 ? 'media-empty' : 'media-status');
  });

  it('is not there: that is said', async () => {
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

describe('a link that leads inside', () => {
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
  ])('is not asked: %s', async (url) => {
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
  ])('is none at all: %s', async (url) => {
    expect(await createMediaFetcher()(url)).toMatchObject({ problem: { code: 'media-link-invalid' } });
  });

  it('is not asked by a name of which one address is inside', async () => {
    const lookup = async () => [
      { address: '93.184.215.14', family: 4 },
      { address: '192.168.1.1', family: 4 },
    ];
    const result = await createMediaFetcher({ lookup })('http://two-faced.test/');
    expect(result).toMatchObject({ problem: { code: 'media-not-public' } });
  });

  it('connects to the address that was judged, even where the name means another a moment later', async () => {
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

  it('is not followed there by a redirect', async () => {
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

  it('follows three redirects and no fourth, and ends a loop', async () => {
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
