import type { IncomingHttpHeaders } from 'node:http';
import {
  bareContentSecurityPolicy,
  cacheHeader,
  contentSecurityPolicy,
  protectiveHeaders,
} from '../engine/window-files/content-policy.ts';
import type { PageFiles } from '../engine/window-files/window-files.ts';
import type { BrowserAccess } from './browser-access.ts';

export type BrowserRequest = {
  readonly method: string;
  /** The request target as received. */
  readonly target: string;
  readonly headers: IncomingHttpHeaders;
};

export type BrowserAnswer = {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
};

export type BrowserRules = {
  readonly port: number;
  readonly access: BrowserAccess;
  readonly files: PageFiles;
  readonly nonce: () => string;
};

/** The path of the WebSocket for the contract. */
const contractPath = '/contract';

/**
 * Answers a request after these checks, in this order: is the Host right (another name that leads to
 * 127.0.0.1 is DNS rebinding), is the method GET or HEAD, does the request have a token, does it have the
 * cookie, does the file exist.
 */
export function answerPage(request: BrowserRequest, rules: BrowserRules): BrowserAnswer {
  const refused = refuseRequest(request, rules.port);
  if (refused !== null) return refused;
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    return text(405, 'This address is only to be looked at.', { allow: 'GET, HEAD' });
  }
  const [path = '', query = ''] = request.target.split('?', 2);
  const token = path === '/' ? new URLSearchParams(query).get('token') : null;
  if (token !== null) return answerToken(token, request, rules);
  if (!rules.access.admits(request.headers.cookie)) return accessRefused();
  if (path === '/' || path === '/index.html') {
    const nonce = rules.nonce();
    return {
      status: 200,
      headers: {
        ...protectiveHeaders,
        'content-security-policy': contentSecurityPolicy(nonce, [`ws://${request.headers.host}`]),
        'content-type': 'text/html; charset=utf-8',
        'cache-control': cacheHeader(false),
      },
      body: rules.files.index(nonce),
    };
  }
  const file = rules.files.file(path);
  if (file === null) return text(404, 'There is no such file.');
  return {
    status: 200,
    headers: {
      ...protectiveHeaders,
      'content-security-policy': bareContentSecurityPolicy,
      'content-type': file.type,
      'cache-control': cacheHeader(file.immutable),
    },
    body: file.body,
  };
}

/**
 * Checks whether a WebSocket may be opened. Browsers let any page open a WebSocket to any host and send the
 * cookies along (all ports of 127.0.0.1 count as one site), so the Origin must be exactly ours.
 * @returns the answer that refuses the request, or null
 */
export function refuseSocket(request: BrowserRequest, rules: BrowserRules): BrowserAnswer | null {
  const refused = refuseRequest(request, rules.port);
  if (refused !== null) return refused;
  const { origin, host, cookie } = request.headers;
  if (origin !== `http://${host}`) return text(403, 'This is for the page itself.');
  if (!rules.access.admits(cookie)) return accessRefused();
  return request.target === contractPath ? null : text(404, 'There is nothing at this address.');
}

function refuseRequest({ method, headers }: BrowserRequest, port: number): BrowserAnswer | null {
  const ownHosts = [
    `127.0.0.1:${port}`,
    `localhost:${port}`,
    ...(port === 80 ? ['127.0.0.1', 'localhost'] : []),
  ];
  if (headers.host === undefined || !ownHosts.includes(headers.host)) {
    return text(403, 'This page is at 127.0.0.1 and under no other name.');
  }
  const reads = method === 'GET' || method === 'HEAD';
  if (!reads && headers.origin !== `http://${headers.host}`) {
    return text(403, 'This is for the page itself.');
  }
  return null;
}

/** A used token is not an error for a browser that already has the cookie, e.g. after a reload. */
function answerToken(token: string, request: BrowserRequest, { access }: BrowserRules): BrowserAnswer {
  // A browser's prefetch must not use up the token.
  if (request.headers['sec-purpose'] !== undefined) return text(503, 'Not ahead of time.');
  const value = request.method === 'GET' ? access.exchange(token) : null;
  if (value === null && !access.admits(request.headers.cookie)) return accessRefused();
  const headers = {
    ...protectiveHeaders,
    'content-security-policy': bareContentSecurityPolicy,
    'cache-control': cacheHeader(false),
    ...(value === null ? {} : { 'set-cookie': access.cookie(value) }),
  };
  // A redirect from an opening file or from a link on another site still counts as cross-site, so the browser
  // would not send the Strict cookie. An intermediate page makes the next request same-site.
  const site = request.headers['sec-fetch-site'];
  const asksForPage = request.headers.accept?.includes('text/html') === true;
  if (asksForPage && site !== 'none' && site !== 'same-origin') {
    return {
      status: 200,
      headers: { ...headers, 'content-type': 'text/html; charset=utf-8' },
      body: '<!doctype html><html lang="en"><meta charset="utf-8"><meta http-equiv="refresh" content="0; url=/"><title>Omnideck</title></html>',
    };
  }
  return { status: 303, headers: { ...headers, location: '/' }, body: '' };
}

function accessRefused(): BrowserAnswer {
  return text(
    401,
    'This page is opened by its owner: run "omnideck open" (in a clone of the repository "npm run -s omnideck -- open"), or use the address that "serve" printed (each works once).',
  );
}

function text(status: number, message: string, more: Readonly<Record<string, string>> = {}): BrowserAnswer {
  return {
    status,
    headers: {
      ...protectiveHeaders,
      'content-security-policy': bareContentSecurityPolicy,
      'content-type': 'text/plain; charset=utf-8',
      'cache-control': cacheHeader(false),
      ...more,
    },
    body: `${message}\n`,
  };
}
