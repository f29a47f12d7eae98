import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { trimEnd } from '../../../shared/messaging/trim-end.ts';
import { messenteProblem } from '../../../shared/problems/messente.ts';
import type { MessenteEndpoint } from './types.ts';

/** Messente's own addresses (API specification 2.1.0). */
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
  return ok(`${url.origin}${trimEnd(url.pathname, /\//u)}`);
}

function isMessente(hostname: string): boolean {
  return hostname === 'messente.com' || hostname.endsWith('.messente.com');
}

/**
 * Returns whether an address belongs to Messente. If such an address cannot be reached, the network is the
 * cause, not a typing mistake.
 */
export function isMessenteAddress(address: string): boolean {
  return URL.canParse(address) && isMessente(new URL(address).hostname);
}

/**
 * Checks an account's base addresses.
 * @param baseUrl the address of the JSON calls, http or https, with or without a trailing slash; null means
 * Messente's address
 * @param plainUrl the address of the plain-text calls; null means Messente's address if baseUrl is
 * Messente's, otherwise baseUrl without its `/v1` (the sandbox serves both kinds of call on one host)
 * @returns the endpoint, or a problem: 'url-invalid', 'url-has-credentials', 'url-has-query',
 * 'url-not-private'
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
 * Returns the origins (scheme, host, port) that receive an account's password, as one string for comparison.
 * @param endpoint checked addresses
 */
export function originsOf(endpoint: MessenteEndpoint): string {
  const { baseUrl, plainUrl, backupPlainUrl } = endpoint;
  return [baseUrl, plainUrl, backupPlainUrl]
    .map((address) => (address !== null && URL.canParse(address) ? new URL(address).origin : address))
    .join(' ');
}
