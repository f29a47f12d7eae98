/**
 * Loads what is behind a link that the user has allowed: a picture completely, of any other file only its
 * type. The server learns only this computer's address: no cookies, no referrer, a neutral user agent.
 */
import { lookup as systemLookup } from 'node:dns/promises';
import { isIP, type LookupFunction } from 'node:net';
import { buildConnector, Client, type Dispatcher } from 'undici';
import { fail, ok, type Problem, type Result } from '../../../../../shared/messaging/problem.ts';
import { pictureTypes, tellingBytes, typeOf } from './file-type.ts';
import { mediaProblems } from './media-problems.ts';
import { pictureSize } from './picture-size.ts';
import { isPublicAddress } from './public-address.ts';

export type Media = {
  /** According to its bytes. */
  readonly type: string;
  /** null if the server gives no size and the file was not read completely. */
  readonly bytes: number | null;
  /** A data: URL of a picture; null for other files. */
  readonly dataUrl: string | null;
  /** The server's type, if it differs; null if both agree. */
  readonly says: string | null;
};

type Address = { readonly address: string; readonly family: number };

export type MediaOptions = {
  /** For the whole load including redirects, ms. */
  readonly timeoutMs?: number;
  readonly maximumBytes?: number;
  readonly maximumRedirects?: number;
  /** The maximum width × height of a picture. */
  readonly maximumPoints?: number;
  /** Returns whether an address may be requested; default: public addresses. */
  readonly mayAsk?: (address: string) => boolean;
  /** Returns all addresses of a host name; default: the system's resolver. */
  readonly lookup?: (host: string) => Promise<readonly Address[]>;
};

const mediaLimits = {
  timeoutMs: 10_000,
  maximumBytes: 5 * 1024 * 1024,
  maximumRedirects: 3,
  maximumPoints: 40_000_000,
} as const;

type Limits = Required<MediaOptions>;
type Answer = { readonly redirect: URL } | { readonly media: Result<Media> };

/** Ends a load; caught in one place. */
class Stop extends Error {
  readonly problem: Problem;

  constructor(why: Problem) {
    super(why.code);
    this.problem = why;
  }
}

/**
 * Creates the loader. @returns a call that never rejects because of a link, a name or a server; its problems
 * are in media-problems.ts
 */
export function createMediaFetcher(options: MediaOptions = {}): (url: string) => Promise<Result<Media>> {
  const limits: Limits = {
    ...mediaLimits,
    mayAsk: isPublicAddress,
    lookup: (host) => systemLookup(host, { all: true, verbatim: true }),
    ...options,
  };
  return async (url) => {
    const controller = new AbortController();
    let timer: NodeJS.Timeout | undefined;
    const tooLate = new Promise<Result<Media>>((resolve) => {
      timer = setTimeout(() => {
        resolve(fail(mediaProblems.tooSlow(limits.timeoutMs / 1000)));
        controller.abort();
      }, limits.timeoutMs);
    });
    // A name lookup cannot be cancelled, so it competes with the time limit.
    const result = await Promise.race([follow(url, limits, controller.signal), tooLate]);
    clearTimeout(timer);
    controller.abort();
    return result;
  };
}

async function follow(url: string, limits: Limits, signal: AbortSignal): Promise<Result<Media>> {
  try {
    let target = readUrl(url, undefined);
    for (let redirects = 0; ; redirects += 1) {
      const answer = await ask(target, limits, signal);
      if ('media' in answer) return answer.media;
      if (redirects === limits.maximumRedirects)
        return fail(mediaProblems.tooManyRedirects(limits.maximumRedirects));
      target = answer.redirect;
    }
  } catch (error) {
    if (error instanceof Stop) return fail(error.problem);
    throw error;
  }
}

/** Parses a link. @throws Stop */
function readUrl(written: string, base: URL | undefined): URL {
  const url = URL.parse(written.trim(), base?.href);
  const web = url?.protocol === 'http:' || url?.protocol === 'https:';
  if (!url || !web || url.hostname === '' || url.username !== '' || url.password !== '')
    throw new Stop(mediaProblems.badLink());
  return url;
}

/** Returns the addresses of a host if all of them may be requested. @throws Stop */
async function addressesOf(host: string, limits: Limits): Promise<readonly Address[]> {
  const bare = host.replace(/^\[|\]$/g, '');
  const family = isIP(bare);
  let addresses: readonly Address[];
  try {
    addresses = family === 0 ? await limits.lookup(bare) : [{ address: bare, family }];
  } catch {
    throw new Stop(mediaProblems.notFound(host));
  }
  if (addresses.length === 0) throw new Stop(mediaProblems.notFound(host));
  // A single non-public address is enough to refuse, because we cannot control which one would be used.
  if (!addresses.every(({ address }) => limits.mayAsk(address))) throw new Stop(mediaProblems.notPublic());
  return addresses;
}

/**
 * Returns a lookup that gives only checked addresses, so that the name cannot resolve differently when
 * connecting.
 */
function pinned(addresses: readonly Address[]): LookupFunction {
  return (_host, options, callback) => {
    const [first] = addresses;
    if (options.all) callback(null, [...addresses]);
    else callback(null, first?.address ?? '', first?.family);
  };
}

/** Sends a request. @throws Stop */
async function ask(target: URL, limits: Limits, signal: AbortSignal): Promise<Answer> {
  const addresses = await addressesOf(target.hostname, limits);
  if (signal.aborted) throw new Stop(mediaProblems.tooSlow(limits.timeoutMs / 1000));
  const client = new Client(target.origin, {
    allowH2: false,
    headersTimeout: 0,
    bodyTimeout: 0,
    maxHeaderSize: 16 * 1024,
    connect: buildConnector({ allowH2: false, timeout: 0, lookup: pinned(addresses) }),
  });
  try {
    const response = await client.request({
      method: 'GET',
      path: `${target.pathname}${target.search}`,
      headers: { accept: 'image/*, */*', 'accept-encoding': 'identity', 'user-agent': 'omnideck' },
      reset: true,
      signal,
    });
    return await readAnswer(response, target, limits);
  } catch (error) {
    if (error instanceof Stop) throw error;
    throw new Stop(networkProblem(error, target.hostname));
  } finally {
    client.destroy().catch(() => undefined);
  }
}

function networkProblem(error: unknown, host: string): Problem {
  const code = error instanceof Error && 'code' in error ? String(error.code) : 'unspecified';
  if (/^(?:ERR_TLS|ERR_SSL|CERT_|DEPTH_ZERO|SELF_SIGNED|UNABLE_TO_)|^EPROTO$/.test(code))
    return mediaProblems.certificate(host);
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET') return mediaProblems.cut(host);
  return mediaProblems.unreachable(host, code);
}

const one = (header: string | string[] | undefined) => (Array.isArray(header) ? header[0] : header);

async function readAnswer(
  { statusCode, headers, body }: Dispatcher.ResponseData,
  target: URL,
  limits: Limits,
): Promise<Answer> {
  // The unread rest ends with its connection, which is not our error.
  body.on('error', () => undefined);
  const location = one(headers.location);
  if ([301, 302, 303, 307, 308].includes(statusCode) && location !== undefined)
    return { redirect: readUrl(location, target) };
  if (statusCode < 200 || statusCode > 299) return { media: fail(mediaProblems.status(statusCode)) };
  const encoding = one(headers['content-encoding'])?.trim().toLowerCase() ?? '';
  if (encoding !== '' && encoding !== 'identity') return { media: fail(mediaProblems.compressed(encoding)) };
  const length = Number(one(headers['content-length']) ?? Number.NaN);
  const says = one(headers['content-type'])?.split(';')[0]?.trim().toLowerCase() ?? '';
  const read = await readBody(body, limits.maximumBytes).catch(() => {
    throw new Stop(mediaProblems.cut(target.hostname));
  });
  return { media: judge(read, says, Number.isFinite(length) ? length : null, limits) };
}

type Body = { readonly bytes: Uint8Array; readonly whole: boolean };

/** Reads a picture to its end or one byte beyond the limit; of other files only enough to detect the type. */
async function readBody(body: AsyncIterable<unknown>, maximumBytes: number): Promise<Body> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  let picture: boolean | null = null;
  for await (const chunk of body) {
    if (!(chunk instanceof Uint8Array)) continue;
    chunks.push(chunk);
    size += chunk.length;
    if (size > maximumBytes) return { bytes: Buffer.concat(chunks), whole: false };
    if (picture === null && size >= tellingBytes) {
      picture = pictureTypes.has(typeOf(Buffer.concat(chunks).subarray(0, tellingBytes)));
      if (!picture) return { bytes: Buffer.concat(chunks), whole: false };
    }
  }
  return { bytes: Buffer.concat(chunks), whole: true };
}

function judge({ bytes, whole }: Body, says: string, length: number | null, limits: Limits): Result<Media> {
  if (bytes.length === 0) return fail(mediaProblems.empty());
  const type = typeOf(bytes.subarray(0, tellingBytes));
  const other = says === '' || says === type ? null : says;
  if (type === 'image/svg+xml') return fail(mediaProblems.svg());
  if (type === 'text/html') {
    const honest = other === null || says === 'application/xhtml+xml';
    return fail(honest ? mediaProblems.page() : mediaProblems.lies(says, type));
  }
  // The server calls it a picture, but it is not a known picture format.
  if (pictureTypes.has(says) && !pictureTypes.has(type)) return fail(mediaProblems.lies(says, type));
  const size = whole ? bytes.length : length;
  if (!pictureTypes.has(type)) return ok({ type, bytes: size, dataUrl: null, says: other });
  if (!whole) return fail(mediaProblems.tooLarge(Math.floor(limits.maximumBytes / 1024 / 1024)));
  const points = pictureSize(bytes, type);
  if (points === null) return fail(mediaProblems.broken(type));
  if (points.width * points.height > limits.maximumPoints)
    return fail(mediaProblems.tooManyPoints(points.width, points.height));
  const dataUrl = `data:${type};base64,${Buffer.from(bytes).toString('base64')}`;
  return ok({ type, bytes: bytes.length, dataUrl, says: other });
}
