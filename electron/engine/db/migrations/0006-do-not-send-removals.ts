import type { Migration } from './migration.ts';

/** Adds the time when a number was last removed from the do-not-send list. */
export const doNotSendRemovals: Migration = {
  version: 6,
  sql: `
-- Kept for ever: a backup from before the removal must not put the number on the list again. The number is a digest by
-- the key beside the database (as in erased_number), so there is nothing in it to erase.
CREATE TABLE do_not_send_removal (
  digest TEXT PRIMARY KEY,
  removed_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;
`,
};
