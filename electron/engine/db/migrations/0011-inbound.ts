import type { Migration } from './migration.ts';

/**
 * Adds numbers that people write to, and their messages. The requests that brought them are callbacks like those of
 * delivery reports: they have the same bounds, checks and inspector.
 */
export const inbound: Migration = {
  version: 11,
  sql: `
CREATE TABLE inbound_number (
  id TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  -- long (E.164), short, or a name
  number TEXT NOT NULL,
  -- the part of its address that names it
  token TEXT NOT NULL UNIQUE,
  -- whether the key store of this folder has its secret
  secret_set INTEGER NOT NULL DEFAULT 0,
  -- what Messente sends to, as far as Omnideck knows
  shown_address TEXT,
  last_message_at INTEGER,
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX inbound_number_active ON inbound_number (account_id, number) WHERE removed_at IS NULL;

CREATE TABLE inbound_message (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  inbound_id TEXT NOT NULL REFERENCES inbound_number (id),
  -- of Messente's two ids, or of the bytes where it has none: what arrives again is the same message
  identity TEXT NOT NULL,
  received_at INTEGER NOT NULL,
  msg_id TEXT,
  sub_msg_id TEXT,
  channel TEXT,
  sender TEXT,
  recipient TEXT,
  text TEXT,
  at INTEGER,
  stripped_at INTEGER,
  UNIQUE (inbound_id, identity)
) STRICT;
CREATE INDEX inbound_message_sender ON inbound_message (sender) WHERE sender IS NOT NULL;
CREATE INDEX inbound_message_parts ON inbound_message (inbound_id, msg_id) WHERE msg_id IS NOT NULL;
CREATE INDEX inbound_message_age ON inbound_message (received_at);
CREATE INDEX inbound_message_unstripped ON inbound_message (received_at) WHERE stripped_at IS NULL OR text IS NOT NULL;

ALTER TABLE callback ADD COLUMN inbound_id TEXT REFERENCES inbound_number (id);
ALTER TABLE callback ADD COLUMN inbound_message_id INTEGER REFERENCES inbound_message (id) ON DELETE CASCADE;
CREATE INDEX callback_inbound ON callback (inbound_message_id) WHERE inbound_message_id IS NOT NULL;
-- The limits and lists of reports have indexes without inbound messages.
DROP INDEX callback_refused;
CREATE INDEX callback_refused ON callback (account_id, id) WHERE verdict <> 'verified' AND inbound_id IS NULL;
DROP INDEX callback_loose;
CREATE INDEX callback_loose ON callback (account_id, id)
  WHERE outcome IN ('unknown-message', 'unreadable') AND omnimessage_seq IS NULL AND inbound_id IS NULL;
CREATE INDEX callback_inbound_refused ON callback (inbound_id, id) WHERE inbound_id IS NOT NULL AND verdict <> 'verified';
ALTER TABLE postponed_callback ADD COLUMN inbound_id TEXT REFERENCES inbound_number (id);
`,
};
