import type { Migration } from './migration.ts';

/**
 * The first schema: raw callbacks and GET status answers are stored byte for byte, status events are only
 * appended, and each request has an attempt. It supports several accounts, tags, full-text search, and
 * erasing one number.
 */
export const start: Migration = {
  version: 1,
  sql: `
CREATE TABLE setting (
  key TEXT PRIMARY KEY,
  value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE account (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('messente', 'sandbox')),
  colour TEXT NOT NULL,
  username TEXT NOT NULL,
  base_url TEXT NOT NULL,
  plain_url TEXT NOT NULL,
  backup_plain_url TEXT,
  text_store TEXT NOT NULL CHECK (text_store IN ('nostore', 'plaintext', 'sha256')),
  password_set INTEGER NOT NULL DEFAULT 0,
  pause TEXT,
  tunnel_agreed_at INTEGER,
  created_at INTEGER NOT NULL,
  removed_at INTEGER
) STRICT;
CREATE UNIQUE INDEX account_name ON account (name) WHERE removed_at IS NULL;

-- The part of a callback path that names its account. Old tokens stay valid: sent messages carry them.
CREATE TABLE account_token (
  token TEXT PRIMARY KEY,
  account_id TEXT NOT NULL REFERENCES account (id),
  created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE omnimessage (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  account_id TEXT NOT NULL REFERENCES account (id),
  batch_id TEXT NOT NULL,
  request_key TEXT NOT NULL,
  recipient TEXT NOT NULL,
  country TEXT,
  -- the composed chain as JSON; what is sent is built from it
  draft TEXT NOT NULL,
  preview TEXT NOT NULL,
  state TEXT NOT NULL,
  omnimessage_id TEXT,
  callback_url TEXT,
  created_at INTEGER NOT NULL,
  send_at INTEGER,
  next_attempt_at INTEGER,
  accepted_at INTEGER,
  settled_at INTEGER,
  -- when anything was last heard of it
  last_sign_at INTEGER,
  delivered_by TEXT,
  delivered_twice INTEGER NOT NULL DEFAULT 0,
  cost TEXT,
  problem TEXT,
  resend_of TEXT,
  -- when its texts were taken out by the retention rule
  stripped_at INTEGER,
  purpose TEXT,
  note TEXT,
  next_poll_at INTEGER,
  poll_count INTEGER NOT NULL DEFAULT 0
) STRICT;
CREATE UNIQUE INDEX omnimessage_request ON omnimessage (request_key, recipient);
-- Not unique: what another program answers must never stop a row of ours from being written.
CREATE INDEX omnimessage_remote ON omnimessage (omnimessage_id) WHERE omnimessage_id IS NOT NULL;
CREATE INDEX omnimessage_state ON omnimessage (state, seq);
CREATE INDEX omnimessage_account ON omnimessage (account_id, seq);
CREATE INDEX omnimessage_twice ON omnimessage (seq) WHERE delivered_twice = 1;
CREATE INDEX omnimessage_recipient ON omnimessage (recipient, seq);
CREATE INDEX omnimessage_batch ON omnimessage (batch_id, seq);
CREATE INDEX omnimessage_resend ON omnimessage (resend_of) WHERE resend_of IS NOT NULL;
CREATE INDEX omnimessage_queue ON omnimessage (next_attempt_at, seq) WHERE state = 'queued';
CREATE INDEX omnimessage_age ON omnimessage (created_at) WHERE stripped_at IS NULL;
CREATE INDEX omnimessage_poll ON omnimessage (next_poll_at) WHERE next_poll_at IS NOT NULL;

CREATE TABLE step (
  omnimessage_seq INTEGER NOT NULL REFERENCES omnimessage (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  channel TEXT NOT NULL,
  sender TEXT,
  -- the sender that Messente answered with: not indexed, so that the index always matches what it was made from
  sender_used TEXT,
  text TEXT,
  wait_seconds INTEGER,
  message_id TEXT,
  state TEXT NOT NULL DEFAULT 'waiting',
  status TEXT,
  err INTEGER,
  error TEXT,
  at INTEGER,
  PRIMARY KEY (omnimessage_seq, position)
) STRICT, WITHOUT ROWID;
CREATE INDEX step_message ON step (message_id) WHERE message_id IS NOT NULL;

-- One row before each request: after a crash, one without an end is an unknown outcome.
CREATE TABLE attempt (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  omnimessage_seq INTEGER NOT NULL REFERENCES omnimessage (seq) ON DELETE CASCADE,
  number INTEGER NOT NULL,
  started_at INTEGER NOT NULL,
  finished_at INTEGER,
  outcome TEXT NOT NULL CHECK (outcome IN ('in-flight', 'accepted', 'refused', 'not-sent', 'unknown')),
  http_status INTEGER,
  request TEXT NOT NULL,
  response TEXT,
  problem TEXT,
  UNIQUE (omnimessage_seq, number)
) STRICT;
CREATE INDEX attempt_open ON attempt (id) WHERE outcome = 'in-flight';

-- Every callback as it came, good or forged.
CREATE TABLE callback (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  received_at INTEGER NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  omnimessage_seq INTEGER REFERENCES omnimessage (seq) ON DELETE CASCADE,
  local_id TEXT,
  method TEXT NOT NULL,
  target TEXT NOT NULL,
  headers TEXT NOT NULL,
  body BLOB NOT NULL,
  verdict TEXT NOT NULL CHECK (verdict IN ('verified', 'forged', 'unsigned')),
  secret TEXT,
  outcome TEXT NOT NULL CHECK (outcome IN ('applied', 'repeat', 'unreadable', 'unknown-message', 'not-applied')),
  status TEXT,
  channel TEXT,
  recipient TEXT,
  omnimessage_id TEXT
) STRICT;
CREATE INDEX callback_message ON callback (omnimessage_seq, id) WHERE omnimessage_seq IS NOT NULL;
CREATE INDEX callback_refused ON callback (account_id, id) WHERE verdict <> 'verified';
CREATE INDEX callback_bad ON callback (id) WHERE verdict <> 'verified';
CREATE INDEX callback_loose ON callback (account_id, id)
  WHERE outcome IN ('unknown-message', 'unreadable') AND omnimessage_seq IS NULL;
CREATE INDEX callback_stray ON callback (account_id, omnimessage_id) WHERE outcome = 'unknown-message';
-- Those that a message leads to need none of their own.
CREATE INDEX callback_recipient ON callback (recipient) WHERE outcome NOT IN ('applied', 'repeat');

-- Every answer to GET status, likewise.
CREATE TABLE poll (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  omnimessage_seq INTEGER NOT NULL REFERENCES omnimessage (seq) ON DELETE CASCADE,
  asked_at INTEGER NOT NULL,
  answered_at INTEGER NOT NULL,
  http_status INTEGER,
  body TEXT,
  problem TEXT
) STRICT;
CREATE INDEX poll_message ON poll (omnimessage_seq, id);

CREATE TABLE status_event (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  omnimessage_seq INTEGER NOT NULL REFERENCES omnimessage (seq) ON DELETE CASCADE,
  message_id TEXT,
  channel TEXT,
  status TEXT,
  err INTEGER,
  error TEXT,
  at INTEGER,
  received_at INTEGER NOT NULL,
  source TEXT NOT NULL CHECK (source IN ('callback', 'poll')),
  -- where it was read from; not enforced, since the rows go together with their message
  callback_id INTEGER,
  poll_id INTEGER,
  part_price TEXT,
  parts_count INTEGER,
  total_price TEXT
) STRICT;
CREATE INDEX status_event_message ON status_event (omnimessage_seq, id);

CREATE TABLE tag (
  id INTEGER PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE
) STRICT;
CREATE TABLE omnimessage_tag (
  omnimessage_seq INTEGER NOT NULL REFERENCES omnimessage (seq) ON DELETE CASCADE,
  tag_id INTEGER NOT NULL REFERENCES tag (id),
  PRIMARY KEY (omnimessage_seq, tag_id)
) STRICT, WITHOUT ROWID;
CREATE INDEX omnimessage_tag_tag ON omnimessage_tag (tag_id, omnimessage_seq);

CREATE TABLE do_not_send (
  number TEXT PRIMARY KEY,
  reason TEXT,
  source TEXT NOT NULL,
  added_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- That something was erased, and how much; not whose it was.
CREATE TABLE erasure (
  id INTEGER PRIMARY KEY,
  erased_at INTEGER NOT NULL,
  counts TEXT NOT NULL
) STRICT;

-- Ids (ours and Messente's) of what was erased: a late report of it must not bring the number back.
CREATE TABLE erased_message (
  id TEXT PRIMARY KEY,
  erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE price_list (
  account_id TEXT NOT NULL REFERENCES account (id),
  country TEXT NOT NULL,
  fetched_at INTEGER NOT NULL,
  prices TEXT NOT NULL,
  PRIMARY KEY (account_id, country)
) STRICT, WITHOUT ROWID;

-- Kept up as states change: counting a million rows by state takes 47 ms each time.
CREATE TABLE state_count (
  account_id TEXT NOT NULL,
  state TEXT NOT NULL,
  messages INTEGER NOT NULL,
  twice INTEGER NOT NULL DEFAULT 0,
  PRIMARY KEY (account_id, state)
) STRICT, WITHOUT ROWID;
CREATE TRIGGER count_insert AFTER INSERT ON omnimessage BEGIN
  INSERT INTO state_count (account_id, state, messages, twice)
  VALUES (new.account_id, new.state, 1, new.delivered_twice)
  ON CONFLICT DO UPDATE SET messages = messages + 1, twice = twice + excluded.twice;
END;
CREATE TRIGGER count_delete AFTER DELETE ON omnimessage BEGIN
  UPDATE state_count SET messages = messages - 1, twice = twice - old.delivered_twice
  WHERE account_id = old.account_id AND state = old.state;
END;
CREATE TRIGGER count_update AFTER UPDATE OF state, delivered_twice ON omnimessage
WHEN old.state <> new.state OR old.delivered_twice <> new.delivered_twice BEGIN
  UPDATE state_count SET messages = messages - 1, twice = twice - old.delivered_twice
  WHERE account_id = old.account_id AND state = old.state;
  INSERT INTO state_count (account_id, state, messages, twice)
  VALUES (new.account_id, new.state, 1, new.delivered_twice)
  ON CONFLICT DO UPDATE SET messages = messages + 1, twice = twice + excluded.twice;
END;

-- Full text over what a person remembers: the number (also by its last digits), the text, the sender, a tag.
CREATE VIEW message_text (seq, recipient, body, sender, tags) AS
SELECT
  o.seq,
  substr(o.recipient, 2) || ' ' || substr(o.recipient, -8) || ' ' || substr(o.recipient, -7) || ' '
    || substr(o.recipient, -6) || ' ' || substr(o.recipient, -5) || ' ' || substr(o.recipient, -4),
  (SELECT group_concat(coalesce(text, ''), char(10)) FROM (SELECT text FROM step WHERE omnimessage_seq = o.seq ORDER BY position)),
  (SELECT group_concat(coalesce(sender, ''), ' ') FROM (SELECT sender FROM step WHERE omnimessage_seq = o.seq ORDER BY position)),
  (SELECT group_concat(name, ' ') FROM (SELECT t.name FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id WHERE mt.omnimessage_seq = o.seq ORDER BY t.name))
FROM omnimessage o;
CREATE VIRTUAL TABLE message_search USING fts5 (
  recipient, body, sender, tags,
  content = 'message_text', content_rowid = 'seq',
  tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3 4'
);
-- An erased text leaves no words behind in the index.
INSERT INTO message_search (message_search, rank) VALUES ('secure-delete', 1);
`,
};
