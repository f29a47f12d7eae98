import type { Migration } from './migration.ts';

/**
 * Adds pending cancellations: of messages to people who opted out or were erased, and of messages of removed
 * accounts.
 */
export const cancellations: Migration = {
  version: 4,
  sql: `
-- Written in the transaction of the opt-out, and kept when its message is erased: so it holds neither number nor text.
CREATE TABLE cancellation (
  -- our id of the message
  message_id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  -- Messente's id; null while it is not known: then a verified report on the message's own path tells it
  omnimessage_id TEXT,
  -- when Messente is to send it; null: at once, so that its chain has begun
  send_at INTEGER,
  -- after this nothing of its chain can reach the person any more: send time and all waits
  until_at INTEGER NOT NULL,
  reason TEXT NOT NULL CHECK (reason IN ('opt-out', 'erased', 'account-removed', 'person')),
  created_at INTEGER NOT NULL,
  tries INTEGER NOT NULL DEFAULT 0,
  tried_at INTEGER,
  -- when DELETE is due; null: it waits for Messente's id, Messente has answered for good, or it is over
  next_try_at INTEGER,
  -- why the last try did not cancel it (JSON)
  problem TEXT,
  ended_at INTEGER,
  outcome TEXT CHECK (outcome IN ('cancelled', 'not-sent', 'reached', 'failed', 'over'))
) STRICT, WITHOUT ROWID;
CREATE INDEX cancellation_due ON cancellation (next_try_at) WHERE next_try_at IS NOT NULL;
CREATE INDEX cancellation_open ON cancellation (until_at) WHERE ended_at IS NULL;
`,
};
