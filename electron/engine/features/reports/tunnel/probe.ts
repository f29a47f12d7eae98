import { type IncomingMessage, request as requestHttp } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../../shared/problems/reports.ts';
import type { Probe } from '../types.ts';

export type ProbeOptions = {
  /** The address before the probe's path, without a trailing slash. */
  readonly publicUrl: string;
  readonly probe: Probe;
  /** Where to connect instead of the URL's host; the Host header stays. */
  readonly connectTo: { readonly host: string; readonly port: number } | null;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/**
 * Requests our own probe through the public address on a new connection, and compares the answer: the only
 * way to know that the address leads here. Redirects are not followed, because Messente is not known to
 * follow them.
 * @returns null if it does; problems "address-unreachable", "address-silent", "address-leads-elsewhere"
 */
export function probeAddress(options: ProbeOptions): Promise<Problem | null> {
  const { connectTo, probe, publicUrl, signal, timeoutMs } = options;
  const url = new URL(publicUrl + probe.path);
  const request = url.protocol === 'https:' ? requestHttps : requestHttp;
  return new Promise((resolve) => {
    const asked = request({
      host: connectTo?.host ?? url.hostname.replace(/^\[|\]$/g, ''),
      port: connectTo?.port ?? (url.port === '' ? (url.protocol === 'https:' ? 443 : 80) : Number(url.port)),
      // RFC 6066 does not allow an IP address there.
      servername: isIP(url.hostname.replace(/^\[|\]$/g, '')) === 0 ? url.hostname : '',
      path: url.pathname,
      agent: false,
      signal,
      // Public tunnel servers show visitors a page first, unless this header says that no person is looking
      // (#598).
      headers: {
        Host: url.host,
        'Bypass-Tunnel-Reminder': '1',
        'User-Agent': 'omnideck-probe',
        Accept: 'text/plain',
      },
    });
    const finish = (outcome: Problem | null): void => {
      clearTimeout(timer);
      resolve(outcome);
      asked.destroy();
    };
    const timer = setTimeout(() => finish(silent(timeoutMs)), timeoutMs);
    asked.on('error', (error: NodeJS.ErrnoException) => finish(unreachable(error.code ?? error.name)));
    asked.on('response', (response) => {
      readStart(response, probe.nonce.length + 1).then(
        (text) => finish(response.statusCode === 200 && text === probe.nonce ? null : elsewhere(response)),
        (error: NodeJS.ErrnoException) => finish(unreachable(error.code ?? error.name)),
      );
    });
    asked.end();
  });
}

/** Reads at most this many bytes, because another server may send anything. */
async function readStart(response: IncomingMessage, bytes: number): Promise<string> {
  let text = '';
  for await (const chunk of response) {
    text += Buffer.from(chunk).toString('latin1');
    if (text.length >= bytes) break;
  }
  return text.slice(0, bytes);
}

function unreachable(code: string): Problem {
  const certificate = /CERT|SSL|TLS|ALTNAME/.test(code);
  return reportsProblem(certificate ? 'address-unreachable/certificate' : 'address-unreachable', { code });
}

function silent(timeoutMs: number): Problem {
  return reportsProblem('address-silent', { seconds: Math.ceil(timeoutMs / 1000) });
}

function elsewhere(response: IncomingMessage): Problem {
  return reportsProblem('address-leads-elsewhere', { statusCode: response.statusCode ?? 0 });
}
