/** Posts a callback to a local server as it was received: its bytes, its headers, one answer. */

import { type ClientRequest, type IncomingMessage, request } from 'node:http';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../shared/problems/reports.ts';
import { type LookUpAll, loopbackLookup, NotLoopbackError } from './loopback-target.ts';
import { signatureHeader } from './signature.ts';

export type HeaderPairs = readonly (readonly [string, string])[];

export type ReplayAnswer = {
  readonly status: number;
  readonly tookMs: number;
  /** The first bytes of the body. */
  readonly first: Uint8Array;
  /** The answer was longer, or did not end within the time limit. */
  readonly cut: boolean;
};

const limitMs = 10_000;
const mostBytes = 4096;

/** Hop-by-hop headers, and headers that are created anew (RFC 9110, 7.6.1). */
const ofOneHop = new Set([
  'connection',
  'content-length',
  'expect',
  'host',
  'keep-alive',
  'proxy-authorization',
  'proxy-connection',
  'te',
  'trailer',
  'transfer-encoding',
  'upgrade',
]);

/** Returns the headers for an edited body: with a new signature, and without any encoding. */
export function signedHeaders(headers: HeaderPairs, signature: string): HeaderPairs {
  const others = headers.filter(([name]) => {
    const lower = name.toLowerCase();
    return lower !== signatureHeader && lower !== 'content-encoding';
  });
  return [...others, ['X-Messente-Signature', signature]];
}

/**
 * POSTs to a loopback address on a new connection. No redirect is followed; the answer is read up to 4,096
 * bytes and for 10 s.
 * @param target see loopback-target.ts; a name in it must lead to this computer
 * @returns problems `target-not-there`, `target-silent`, `target-broke-off`, `not-this-machine`,
 * `headers-not-sendable`
 */
export function postToLoopback(
  target: URL,
  callback: { readonly headers: HeaderPairs; readonly body: Uint8Array },
  more: { readonly limitMs?: number; readonly lookUpAll?: LookUpAll } = {},
): Promise<Result<ReplayAnswer>> {
  const headers = [
    ['Host', target.host],
    ...callback.headers.filter(([name]) => !ofOneHop.has(name.toLowerCase())),
    ['Content-Length', String(callback.body.length)],
    ['Connection', 'close'],
  ].flat();
  const began = performance.now();
  return new Promise((resolve) => {
    let sent: ClientRequest;
    try {
      sent = request({
        hostname: target.hostname.replace(/^\[(.*)\]$/, '$1'),
        port: target.port === '' ? 80 : target.port,
        path: `${target.pathname}${target.search}`,
        method: 'POST',
        headers,
        agent: false,
        lookup: loopbackLookup(more.lookUpAll),
      });
    } catch {
      // Our server accepted header values that Node refuses to send.
      resolve(fail(reportsProblem('headers-not-sendable')));
      return;
    }
    let answer: IncomingMessage | null = null;
    const chunks: Buffer[] = [];
    let length = 0;
    const finish = (result: Result<ReplayAnswer>): void => {
      clearTimeout(timer);
      sent.destroy();
      resolve(result);
    };
    const answered = (status: number, cut: boolean): void => {
      const first = new Uint8Array(Buffer.concat(chunks).subarray(0, mostBytes));
      finish(ok({ status, tookMs: Math.round(performance.now() - began), first, cut }));
    };
    const timer = setTimeout(() => {
      if (answer === null) finish(fail(silent(target.host)));
      else answered(answer.statusCode ?? 0, true);
    }, more.limitMs ?? limitMs);

    sent.on('response', (response) => {
      answer = response;
      const status = response.statusCode ?? 0;
      response.on('data', (chunk: Buffer) => {
        chunks.push(chunk);
        length += chunk.length;
        if (length > mostBytes) answered(status, true);
      });
      response.on('end', () => answered(status, false));
      response.on('error', () => answered(status, true));
    });
    sent.on('error', (error) => {
      // The body ended early after its head had arrived: this is reported as an incomplete answer.
      if (answer === null) finish(fail(notSent(error, target.host)));
    });
    sent.end(callback.body);
  });
}

function notSent(error: NodeJS.ErrnoException, host: string): Problem {
  if (error instanceof NotLoopbackError) {
    return reportsProblem('not-this-machine/hosts-table', { host }, 'url');
  }
  if (error.code === 'ECONNREFUSED' || error instanceof AggregateError) {
    return reportsProblem('target-not-there', { host }, 'url');
  }
  return reportsProblem('target-broke-off', { host, code: error.code ?? error.name }, 'url');
}

function silent(host: string): Problem {
  return reportsProblem('target-silent', { host }, 'url');
}
