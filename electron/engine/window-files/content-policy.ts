/**
 * What the page may do, said in headers. Scripts come from the build alone; styles too, and those that Mantine writes
 * into the page with this answer's nonce. It talks to its own host and nobody else, is framed by nobody, sends no form.
 * @param nonce this answer's own, base64 (at least 128 bits); null: this answer may have no inline style
 * @param connect where it may connect to, besides itself
 */
export function contentSecurityPolicy(nonce: string | null, connect: readonly string[]): string {
  const style = nonce === null ? "'self'" : `'self' 'nonce-${nonce}'`;
  return [
    "default-src 'none'",
    "script-src 'self'",
    "script-src-attr 'none'",
    `style-src ${style}`,
    `connect-src ${["'self'", ...connect].join(' ')}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "object-src 'none'",
    "frame-ancestors 'none'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join('; ');
}

/** For an answer that shows nothing but text. */
export const bareContentSecurityPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** For every answer, whatever it is. */
export const protectiveHeaders: Readonly<Record<string, string>> = {
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy':
    'camera=(), display-capture=(), geolocation=(), hid=(), microphone=(), midi=(), payment=(), serial=(), usb=()',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
};

export function cacheHeader(immutable: boolean): string {
  return immutable ? 'private, max-age=31536000, immutable' : 'no-store';
}
