import type { WriteContext } from '../../../db/write-context.ts';

/** Adds a message to the full-text index with its current texts. */
export function indexMessage(context: WriteContext, seq: number): void {
  context.run(
    `INSERT INTO message_search (rowid, recipient, body, sender, tags)
     SELECT seq, recipient, body, sender, tags FROM message_text WHERE seq = ?`,
    seq,
  );
}

/** Adds messages to the full-text index in ascending order, all of those from one seq to another. */
export function indexMessages(context: WriteContext, first: number, last: number): void {
  context.run(
    `INSERT INTO message_search (rowid, recipient, body, sender, tags)
     SELECT seq, recipient, body, sender, tags FROM message_text WHERE seq BETWEEN ? AND ? ORDER BY seq`,
    first,
    last,
  );
}

/**
 * Removes a message from the full-text index. Must run while its texts are still those that were indexed
 * (FTS5's rule).
 */
export function unindexMessage(context: WriteContext, seq: number): void {
  context.run(
    `INSERT INTO message_search (message_search, rowid, recipient, body, sender, tags)
     SELECT 'delete', seq, recipient, body, sender, tags FROM message_text WHERE seq = ?`,
    seq,
  );
}
