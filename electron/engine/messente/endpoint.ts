import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import type { MessenteEndpoint } from './types.ts';

/** Messente's own addresses (the API's specification 2.1.0). */
export const defaultEndpoint: MessenteEndpoint = {
  baseUrl: 'https://api.messente.com/v1',
  plainUrl: 'https://api2.messente.com',
  backupPlainUrl: 'https://api3.messente.com',
};

function isLoopback(hostname: string): boolean {
  return (
    hostname === 'localhost' ||
    hostname.endsWith('.localhost') ||
    hostname === '[::1]' ||
    /^127\.\d{1,3}\.\d{1,3}\.\d{1,3}$/.test(hostname)
  );
}

function parseAddress(text: string, field: string): Result<string> {
  const trimmed = text.trim();
  const url = URL.canParse(trimmed) ? new URL(trimmed) : null;
  if (url === null || (url.protocol !== 'https:' && url.protocol !== 'http:') || url.hostname === '') {
    return fail(messenteProblem('url-invalid', {}, field));
  }
  if (url.username !== '' || url.password !== '') {
    return fail(messenteProblem('url-has-credentials', {}, field));
  }
  if (/[?#]/.test(trimmed)) {
    return fail(messenteProblem('url-has-query', {}, field));
  }
  if (url.protocol === 'http:' && !isLoopback(url.hostname)) {
    return fail(messenteProblem('url-not-private', {}, field));
  }
  return ok(`${url.origin}${url.pathname.replace(/\/+$/, '')}`);
}

function isMessente(hostname: string): boolean {
  return hostname === 'messente.com' || hostname.endsWith('.messente.com');
}

/** Whether that address is one of Messente's own, so that not reaching it speaks of the network, not of a typing slip. */
export function isMessenteAddress(address: string): boolean {
  return URL.canParse(address) && isMessente(new URL(address).hostname);
}

/**
 * Checks an account's base addresses.
 * @param baseUrl the JSON calls' address; http or https, with or without a trailing slash; null: Messente's own
 * @param plainUrl the plain-text calls' address; null: Messente's own where baseUrl is Messente's, else baseUrl
 * without its `/v1` (the Node client asks for them beside the JSON calls, and so does the sandbox answer)
 * @returns the endpoint, or a problem: 'url-invalid', 'url-has-credentials', 'url-has-query', 'url-not-private'
 */
export function parseEndpoint(
  baseUrl: string | null,
  plainUrl: string | null = null,
): Result<MessenteEndpoint> {
  const base = baseUrl === null ? ok(defaultEndpoint.baseUrl) : parseAddress(baseUrl, 'baseUrl');
  if (!base.ok) return base;
  if (plainUrl !== null) {
    const plain = parseAddress(plainUrl, 'plainUrl');
    if (!plain.ok) return plain;
    const backup = plain.value === defaultEndpoint.plainUrl ? defaultEndpoint.backupPlainUrl : null;
    return ok({ baseUrl: base.value, plainUrl: plain.value, backupPlainUrl: backup });
  }
  if (isMessenteAddress(base.value)) return ok({ ...defaultEndpoint, baseUrl: base.value });
  return ok({ baseUrl: base.value, plainUrl: base.value.replace(/\/v1$/, ''), backupPlainUrl: null });
}

/**
 * Returns the origins (scheme, host, port) that an account's password is sent to, as one text to compare.
 * @param endpoint checked addresses
 */
export function originsOf(endpoint: MessenteEndpoint): string {
  const { baseUrl, plainUrl, backupPlainUrl } = endpoint;
  return [baseUrl, plainUrl, backupPlainUrl]
    .map((address) => (address !== null && URL.canParse(address) ? new URL(address).origin : address))
    .join(' ');
}
