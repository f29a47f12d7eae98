import { trimEnd } from '../../../../shared/messaging/trim-end.ts';
import type { LocalId } from '../../../../shared/messaging/types.ts';

/** The meaning of a request target; null: unknown. */
export type Route =
  | { readonly kind: 'report'; readonly token: string; readonly localId: LocalId | null }
  | { readonly kind: 'inbound'; readonly token: string; readonly localId: null }
  | { readonly kind: 'subscription'; readonly token: string; readonly query: string }
  | { readonly kind: 'probe'; readonly path: string };

const localIdPattern = /^[0-9a-hjkmnp-tv-z]{16}$/;
const prefixPattern = /^(?:\/[A-Za-z0-9._~-]+)*$/;

/**
 * Normalises a path prefix without its trailing slash. @returns null if it is not a path of plain segments
 * ("", "/hooks", "/a/b")
 */
export function readPathPrefix(text: string): string | null {
  const prefix = trimEnd(text, /\//u);
  return prefixPattern.test(prefix) && !/\/\.{1,2}(?:\/|$)/.test(prefix) ? prefix : null;
}

/**
 * Returns a function that interprets a request target strictly: no escapes, no trailing slash, and a query only for a
 * subscription.
 */
export function makeRouter(prefix: string): (target: string) => Route | null {
  const reports = `${prefix}/dlr/`;
  const inbound = `${prefix}/inbound/`;
  const subscriptions = `${prefix}/subscribe/`;
  const probes = `${prefix}/probe/`;
  return (target) => {
    const path = target.startsWith('/') ? target : pathOfAbsolute(target);
    if (path.startsWith(reports)) {
      const end = path.indexOf('/', reports.length);
      if (end === -1) return { kind: 'report', token: path.slice(reports.length), localId: null };
      const localId = path.slice(end + 1);
      if (!localIdPattern.test(localId)) return null;
      return { kind: 'report', token: path.slice(reports.length, end), localId: localId as LocalId };
    }
    if (path.startsWith(inbound))
      return { kind: 'inbound', token: path.slice(inbound.length), localId: null };
    if (path.startsWith(subscriptions)) {
      const [token = '', ...query] = path.slice(subscriptions.length).split('?');
      return { kind: 'subscription', token, query: query.join('?') };
    }
    return path.startsWith(probes) ? { kind: 'probe', path } : null;
  };
}

/** RFC 9112, 3.2.2: a server must also accept the absolute form ("http://host/path"). */
function pathOfAbsolute(target: string): string {
  const match = /^https?:\/\/[^/]+(\/.*)$/i.exec(target);
  return match?.[1] ?? '';
}
