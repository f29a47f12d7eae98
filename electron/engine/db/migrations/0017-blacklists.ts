import type { Migration } from './migration.ts';

/** Adds what Omnideck writes to Messente's blacklists, and what it found there. */
export const blacklists: Migration = {
  version: 17,
  sql: `
-- A number that is to be on the blacklist of an account, because the person opted out. Deleted when it is on no blacklist
-- through Omnideck any more.
CREATE TABLE blacklist_order (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL,
  number TEXT NOT NULL,
  -- Which blacklist: the address and the user of the account when the order was made. After a change of the account the
  -- order says nothing about its present blacklist.
  list TEXT NOT NULL,
  -- The opt-out for which it is written: its source, and when it came (epoch ms).
  source TEXT NOT NULL,
  withdrawn_at INTEGER NOT NULL,
  -- 'wanted': nothing was requested. 'asked': it may have been written. 'written': Messente answered 204, so the entry is
  -- Omnideck's. 'deleting': it may have been deleted.
  state TEXT NOT NULL DEFAULT 'wanted' CHECK (state IN ('wanted', 'asked', 'written', 'deleting')),
  -- 1: the opt-out ends, so the entry must go.
  undo INTEGER NOT NULL DEFAULT 0,
  tries INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER NOT NULL,
  problem TEXT
) STRICT;
CREATE INDEX blacklist_order_number ON blacklist_order (number, list);
CREATE INDEX blacklist_order_open ON blacklist_order (account_id, next_try_at) WHERE undo = 1 OR state IN ('wanted', 'asked');

-- An entry of a blacklist that Omnideck did not write; deleted when it has vanished.
CREATE TABLE blacklist_entry (
  account_id TEXT NOT NULL,
  number TEXT NOT NULL,
  found_at INTEGER NOT NULL,
  PRIMARY KEY (account_id, number)
) STRICT, WITHOUT ROWID;
CREATE INDEX blacklist_entry_number ON blacklist_entry (number);

-- The last reading of an account's blacklist.
CREATE TABLE blacklist_reading (
  account_id TEXT PRIMARY KEY,
  tried_at INTEGER NOT NULL,
  -- When it was read as a whole, and how many entries it had.
  read_at INTEGER,
  entries INTEGER,
  problem TEXT
) STRICT, WITHOUT ROWID;
`,
};
