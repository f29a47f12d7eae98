import { fail, ok, type Result, term } from '../../../../../shared/messaging/problem.ts';
import { trimEnd } from '../../../../../shared/messaging/trim-end.ts';
import { reportsProblem } from '../../../../../shared/problems/reports.ts';
import type { TunnelKind } from './types.ts';

/** The default of localtunnel 2.0.2. */
export const defaultTunnelHost = 'https://localtunnel.me';

/**
 * Parses the value of --tunnel: "none", "localtunnel", or the user's own fixed public URL (http or https, a
 * path is allowed; no query, no fragment, no user name). Problem: "tunnel-invalid".
 */
export function parseTunnelOption(text: string): Result<TunnelKind> {
  const word = text.trim();
  if (word === 'none') return ok({ kind: 'none' });
  if (word === 'localtunnel') return ok({ kind: 'localtunnel', host: defaultTunnelHost, subdomain: null });
  const url = plainUrl(word);
  return typeof url === 'string'
    ? fail(reportsProblem('tunnel-invalid', { why: term(url) }, 'tunnel'))
    : ok({ kind: 'fixed', url: url.origin + trimEnd(url.pathname, /\//u) });
}

/**
 * Parses the value of --tunnel-host: the address of a localtunnel server, without a path.
 * @returns the address without a trailing slash. Problem: "tunnel-host-invalid"
 */
export function parseTunnelHost(text: string): Result<string> {
  const url = plainUrl(text.trim());
  if (typeof url !== 'string' && url.pathname === '/') return ok(url.origin);
  const why = term(typeof url === 'string' ? url : 'has a path');
  return fail(reportsProblem('tunnel-host-invalid', { why, example: defaultTunnelHost }, 'tunnelHost'));
}

/** Returns whether a URL leads to this computer. */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/**
 * Returns the parsed URL, or what is wrong as the end of a sentence. It never quotes the text, which may
 * contain a password.
 */
function plainUrl(text: string): URL | string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return 'is no http or https URL';
  }
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password';
  // URL drops an empty "?" or "#", so check the text itself.
  return /[?#]/.test(text) ? 'has a query or a fragment' : url;
}
