import { fail, ok, type Result, term } from '../../../../../shared/messaging/problem.ts';
import { reportsProblem } from '../../../../../shared/problems/reports.ts';
import type { TunnelKind } from './types.ts';

/** Named by localtunnel 2.0.2 where nothing else is asked for. */
export const defaultTunnelHost = 'https://localtunnel.me';

/**
 * Reads the value of --tunnel: "none", "localtunnel", or the fixed public URL of the operator's own (http or https,
 * a path is allowed; no query, no fragment, no user name). Problem: "tunnel-invalid".
 */
export function parseTunnelOption(text: string): Result<TunnelKind> {
  const word = text.trim();
  if (word === 'none') return ok({ kind: 'none' });
  if (word === 'localtunnel') return ok({ kind: 'localtunnel', host: defaultTunnelHost, subdomain: null });
  const url = plainUrl(word);
  return typeof url === 'string'
    ? fail(reportsProblem('tunnel-invalid', { why: term(url) }, 'tunnel'))
    : ok({ kind: 'fixed', url: url.origin + url.pathname.replace(/\/+$/, '') });
}

/**
 * Reads the value of --tunnel-host: the address of a localtunnel server, without a path.
 * @returns without a trailing slash. Problem: "tunnel-host-invalid"
 */
export function parseTunnelHost(text: string): Result<string> {
  const url = plainUrl(text.trim());
  if (typeof url !== 'string' && url.pathname === '/') return ok(url.origin);
  const why = term(typeof url === 'string' ? url : 'has a path');
  return fail(reportsProblem('tunnel-host-invalid', { why, example: defaultTunnelHost }, 'tunnelHost'));
}

/** Whether a URL leads to this machine itself. */
export function isLoopback(url: string): boolean {
  const host = URL.parse(url)?.hostname ?? '';
  return host === 'localhost' || host === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(host);
}

/** @returns what is wrong, as the end of a sentence that holds nothing of the text: there may be a password in it */
function plainUrl(text: string): URL | string {
  const url = URL.parse(text);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return 'is no http or https URL';
  }
  if (url.username !== '' || url.password !== '') return 'holds a user name or a password';
  // URL drops an empty "?" or "#", which would still be one to who typed it: look at the text.
  return /[?#]/.test(text) ? 'has a query or a fragment' : url;
}
