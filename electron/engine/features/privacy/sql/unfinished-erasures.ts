/**
 * The key of the stored erasures whose work outside the database is not done: the digests of their numbers, as a JSON
 * list.
 */
export const unfinishedErasuresKey = 'unfinished_erasures';

/** Parses the stored value. */
export function parseUnfinished(stored: string | undefined): readonly string[] {
  const digests: unknown = JSON.parse(stored ?? '[]');
  return Array.isArray(digests) ? digests.filter((digest) => typeof digest === 'string') : [];
}
