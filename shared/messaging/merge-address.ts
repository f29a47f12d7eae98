import { trimEnd } from './trim-end.ts';

/**
 * Inserts a value into an address, `https://shop.ee/{path}?name={name}`: a value that is itself an address, a
 * path or a query keeps its meaning; any other value becomes one encoded part, so that it cannot change the
 * rest of the address.
 */

/**
 * Only characters that an address may contain (RFC 3986), and complete escapes: such a value is already part
 * of an address.
 */
const pieceOfAddress = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/iu;
/**
 * The text after a placeholder continues the host: `https://{shop}.example.com`, `https://{name}@…`,
 * `https://{a}{b}`.
 */
const goesOnWithHost = /^(?:[\p{L}\p{N}\-_@{]|[.:][\p{L}\p{N}])/u;
const scheme = /^https?:\/\//iu;

const encode = (value: string): string => encodeURIComponent(value.toWellFormed());

/** Encodes characters that no address may contain, and keeps escapes. */
function encodeRest(value: string): string {
  return encodeURI(value.toWellFormed()).replace(/%25(?=[0-9a-f]{2})/giu, '%');
}

/** Keeps the host as written, also in its own alphabet, and encodes the rest where necessary. */
function encodeAddress(value: string): string {
  const end = value.search(/[/?#]/u);
  if (end < 0) return value.replace(/\s/gu, encode);
  return value.slice(0, end).replace(/\s/gu, encode) + encodeRest(value.slice(end));
}

/** Encodes a path and keeps its slashes and its query. A path with ".." is not treated as a path. */
function encodePath(value: string): string {
  const [path = '', query] = value.split(/\?(?=[^\s?#=]+=)/u, 2);
  const parts = path.split('/');
  if (parts.some((part) => part === '.' || part === '..')) return encode(value);
  const encoded = parts.map((part) =>
    /^[^?#]*$/u.test(part) && pieceOfAddress.test(part) ? part : encode(part),
  );
  return encoded.join('/') + (query === undefined ? '' : `?${encodeRest(query)}`);
}

/**
 * Returns a value as inserted into an address.
 * @param before the address up to the placeholder: `https://shop.ee/`
 * @param after the text after the placeholder, as far as it is known
 * @returns how many characters of `before` the value replaces (if it has its own scheme), and the text to
 * insert
 */
export function placeInAddress(
  before: string,
  text: string,
  after: string,
): { readonly replaced: number; readonly written: string } {
  const value = text.trim();
  const kept = (written: string) => ({ replaced: 0, written });
  const beyondScheme = before.replace(scheme, '');
  if (beyondScheme === '' && scheme.test(before)) {
    const relative = value.replace(/^\/\/(?=[^/])/u, '');
    const bare = after.startsWith('/') ? trimEnd(relative, /\//u) : relative;
    if (goesOnWithHost.test(after)) return kept(encode(value));
    if (scheme.test(bare)) return { replaced: before.length, written: encodeRest(bare) };
    return kept(encodeAddress(bare));
  }
  if (/[?#]/u.test(beyondScheme)) {
    const isQuery = /[?&]$/u.test(beyondScheme) && /^[^\s=&#]+=/u.test(value) && pieceOfAddress.test(value);
    return kept(isQuery ? value : encode(value));
  }
  if (beyondScheme.includes('/')) {
    const path = beyondScheme.endsWith('/') ? value.replace(/^\/(?=[^/])/u, '') : value;
    return kept(encodePath(path));
  }
  // Within the host, only the beginning of the path is not part of it.
  return kept(value.startsWith('/') && !value.startsWith('//') ? encodePath(value) : encode(value));
}
