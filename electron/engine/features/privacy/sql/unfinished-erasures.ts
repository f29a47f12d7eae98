/**
 * The key of the stored erasures whose work outside the database is not done: the digests of their numbers, as a JSON
 * list.
 */
export const unfinishedErasuresKey = 'unfinished_erasures';

/** Parses the stored value. One that cannot be read counts as an unfinished erasure, so that it is reported. */
export function parseUnfinished(stored: string | undefined): readonly string[] {
  try {
    const digests: unknown = JSON.parse(stored ?? '[]');
    return Array.isArray(digests) ? digests.filter((digest) => typeof digest === 'string') : [];
  } catch {
    return ['unreadable'];
  }
}
