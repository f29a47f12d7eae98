import type { Migration } from './migration.ts';

/** Adds subscriptions that wait to be confirmed, the addresses that they arrive at, and an index of the do-not-send list. */
export const subscriptions: Migration = {
  version: 19,
  sql: `
-- Made when the address of an account is shown first.
CREATE TABLE subscription_address (
  account_id TEXT PRIMARY KEY,
  token TEXT NOT NULL UNIQUE,
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- At most one for each number and address: the newest.
CREATE TABLE subscription (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  account_id TEXT NOT NULL,
  number TEXT NOT NULL,
  -- The parameters id and time as received.
  external_id TEXT,
  time TEXT,
  identity TEXT NOT NULL,
  -- How many different ones have arrived since the last decision.
  count INTEGER NOT NULL,
  received_at INTEGER NOT NULL,
  UNIQUE (account_id, number)
) STRICT;

-- Those that have arrived, also after a decision: a repeat changes nothing. The identity is a digest with the token.
CREATE TABLE subscription_seen (
  seq INTEGER PRIMARY KEY,
  identity TEXT NOT NULL UNIQUE
) STRICT;

CREATE INDEX do_not_send_newest ON do_not_send (added_at DESC, number);
`,
};
