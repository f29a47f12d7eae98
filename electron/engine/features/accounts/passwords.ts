/** The secrets that may have signed a report: the API key's password now, and those it had before. */
export type SigningPasswords = { readonly current: string; readonly earlier: readonly string[] };

export type AccountPasswords =
  | ({ readonly kind: 'known' } & SigningPasswords)
  | { readonly kind: 'locked' }
  | { readonly kind: 'none' };
