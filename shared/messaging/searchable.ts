/**
 * Returns whether the full-text search can find anything with this text: it indexes only letters and digits.
 */
export function isSearchable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
