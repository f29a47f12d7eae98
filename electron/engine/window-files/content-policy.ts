/**
 * Returns the Content-Security-Policy of the window. Scripts come only from the build; styles as well, except
 * those that Mantine adds with this answer's nonce. The page connects only to its own host, cannot be framed,
 * and submits no forms.
 * @param nonce unique to this answer, base64 (at least 128 bits); null means that no inline styles are
 * allowed
 * @param connect further addresses that the page may connect to
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

/** The policy of an answer that contains only text. */
export const bareContentSecurityPolicy =
  "default-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'";

/** Security headers of every answer. */
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
