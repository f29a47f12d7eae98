import type { Migration } from './migration.ts';

/**
 * Adds callbacks that arrived while the key store was locked. They are stored as received until their
 * signatures can be checked.
 */
export const postponedCallbacks: Migration = {
  version: 7,
  sql: `
-- In a table of its own: no bound, retention rule or index of verified or forged callbacks touches these.
CREATE TABLE postponed_callback (
  -- out of the ids of callbacks, so that it stays the same once it is one of them
  id INTEGER PRIMARY KEY,
  received_at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  local_id TEXT,
  method TEXT NOT NULL,
  target TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BLOB NOT NULL,
  -- bytes of target, headers and body
  size INTEGER NOT NULL
) STRICT;
-- What counts them reads this alone.
CREATE INDEX postponed_callback_size ON postponed_callback (size);
`,
};
