import type { WriteContext } from '../../../db/write-context.ts';

/** Puts a message into the full-text index, with the words it has now. */
export function indexMessage(context: WriteContext, seq: number): void {
  context.run(
    `INSERT INTO message_search (rowid, recipient, body, sender, tags)
     SELECT seq, recipient, body, sender, tags FROM message_text WHERE seq = ?`,
    seq,
  );
}

/** Takes a message out of the full-text index. Must run while its words are still what was indexed (FTS5's rule). */
export function unindexMessage(context: WriteContext, seq: number): void {
  context.run(
    `INSERT INTO message_search (message_search, rowid, recipient, body, sender, tags)
     SELECT 'delete', seq, recipient, body, sender, tags FROM message_text WHERE seq = ?`,
    seq,
  );
}
