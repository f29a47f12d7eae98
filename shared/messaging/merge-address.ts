/**
 * How a value goes into an address that is being written, `https://shop.ee/{path}?name={name}`: a value that is itself an
 * address, a path or a query stays one; anything else becomes one encoded part, so that it changes nothing around it.
 */

/** Only what an address may hold (RFC 3986), and escapes that are whole: such a value is a piece of an address already. */
const pieceOfAddress = /^(?:[\w\-.~:/?#[\]@!$&'()*+,;=]|%[0-9a-f]{2})*$/iu;
/** What follows a placeholder goes on with the host: `https://{shop}.example.com`, `https://{name}@…`, `https://{a}{b}`. */
const goesOnWithHost = /^(?:[\p{L}\p{N}\-_@{]|[.:][\p{L}\p{N}])/u;
const scheme = /^https?:\/\//iu;

const encode = (value: string): string => encodeURIComponent(value.toWellFormed());

/** Encodes what no address may hold, and leaves escapes as they are. */
function encodeRest(value: string): string {
  return encodeURI(value.toWellFormed()).replace(/%25(?=[0-9a-f]{2})/giu, '%');
}

/** The host as it is written, also in letters of its own alphabet; what follows it encoded where it must be. */
function encodeAddress(value: string): string {
  const end = value.search(/[/?#]/u);
  if (end < 0) return value.replace(/\s/gu, encode);
  return value.slice(0, end).replace(/\s/gu, encode) + encodeRest(value.slice(end));
}

/** A path keeps its slashes, and the query that it ends with; one that would lead upwards is no path. */
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
 * Returns a value as it goes into an address.
 * @param before the address up to the placeholder: `https://shop.ee/`
 * @param after what is written behind the placeholder, as far as it is known
 * @returns how many characters of `before` the value takes the place of (its own scheme counts), and what is written
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
    const bare = value.replace(/^\/\/(?=[^/])/u, '').replace(after.startsWith('/') ? /\/+$/u : /^$/u, '');
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
  // Within the host, only what begins the path does not belong to it.
  return kept(value.startsWith('/') && !value.startsWith('//') ? encodePath(value) : encode(value));
}
