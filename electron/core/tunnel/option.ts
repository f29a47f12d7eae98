import { fail, ok, problem, type Result } from '../../../shared/messaging/problem.ts';
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
  const url = URL.parse(word);
  if (url === null || (url.protocol !== 'http:' && url.protocol !== 'https:')) {
    return invalid('is neither "none" nor "localtunnel" nor an http or https URL');
  }
  if (url.username !== '' || url.password !== '') return invalid('holds a user name or a password');
  // URL drops an empty "?" or "#", which would still be one to who typed it: look at the text.
  if (/[?#]/.test(word)) return invalid('has a query or a fragment');
  return ok({ kind: 'fixed', url: url.origin + url.pathname.replace(/\/+$/, '') });
}

function invalid(what: string): Result<TunnelKind> {
  return fail(
    problem(
      'tunnel-invalid',
      `The public address ${what}.`,
      'Give "none", "localtunnel", or a URL such as https://reports.example.org or https://example.org/messente.',
      'tunnel',
    ),
  );
}
