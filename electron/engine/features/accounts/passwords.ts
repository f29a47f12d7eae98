/** The passwords that may have signed a report: the API key's current password, and earlier ones. */
export type SigningPasswords = { readonly current: string; readonly earlier: readonly string[] };

export type AccountPasswords =
  | ({ readonly kind: 'known' } & SigningPasswords)
  | { readonly kind: 'locked' }
  | { readonly kind: 'none' };
