/** Returns whether the full-text search can find anything by a text: it keeps letters and digits only. */
export function isSearchable(text: string): boolean {
  return /[\p{L}\p{N}]/u.test(text);
}
