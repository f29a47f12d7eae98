/** What is still open, for the overview of the console and for commands that read without one. */
import type { ReadingStore } from '../../store.ts';

/** More cancellations than these are only counted, not listed. */
export const mostListed = 20;

/** Counts the messages by their states, and lists the cancellations under way. */
export async function readOpenWork(store: ReadingStore) {
  const [counts, cancellations] = await Promise.all([
    store.read('countMessages', { accountId: null }),
    store.read('openCancellations', { limit: mostListed }),
  ]);
  return { counts, cancellations };
}
