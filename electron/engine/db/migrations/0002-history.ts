import type { Migration } from './migration.ts';

/** Adds drafts, templates, saved views, an index for tags, estimates, and a list of past erasures. */
export const history: Migration = {
  version: 2,
  sql: `
-- What the message was expected to cost when it was written, EUR; null where no price was known.
ALTER TABLE omnimessage ADD COLUMN estimate_low TEXT;
ALTER TABLE omnimessage ADD COLUMN estimate_high TEXT;
-- Warnings that the person sent in spite of (JSON list: quiet-hours, same-text), for the record.
ALTER TABLE omnimessage ADD COLUMN overridden TEXT;
-- Where the row came from, if not from a sending of this console: 'import'.
ALTER TABLE omnimessage ADD COLUMN origin TEXT;
-- Millionths of a euro, for filters and sorting only; what is shown is the decimal string.
ALTER TABLE omnimessage ADD COLUMN cost_micros INTEGER
  GENERATED ALWAYS AS (CAST(round(CAST(cost AS REAL) * 1000000) AS INTEGER)) VIRTUAL;

-- What a person is still writing; it holds people's numbers, so an erasure looks here too.
CREATE TABLE draft (
  id TEXT PRIMARY KEY,
  account_id TEXT REFERENCES account (id),
  content TEXT NOT NULL,
  preview TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;
CREATE INDEX draft_recent ON draft (updated_at);

-- That a number was erased, as a digest by a key that is kept beside the database and in no backup of it: what an
-- older backup holds of it goes again when that is restored.
CREATE TABLE erased_number (
  digest TEXT PRIMARY KEY,
  erased_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

-- Sendings that a restored backup knows nothing of: whoever repeats such a call must not send twice by it.
CREATE TABLE spent_request (
  request_key TEXT NOT NULL,
  recipient TEXT NOT NULL,
  id TEXT NOT NULL,
  batch_id TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  PRIMARY KEY (request_key, recipient)
) STRICT, WITHOUT ROWID;

CREATE TABLE template (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  chain TEXT NOT NULL,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL
) STRICT;

CREATE TABLE saved_view (
  id TEXT PRIMARY KEY,
  name TEXT NOT NULL UNIQUE COLLATE NOCASE,
  filter TEXT NOT NULL,
  position INTEGER NOT NULL,
  created_at INTEGER NOT NULL
) STRICT;

-- WhatsApp templates of an account as they were last fetched (JSON).
CREATE TABLE whatsapp_template_list (
  account_id TEXT PRIMARY KEY REFERENCES account (id),
  fetched_at INTEGER NOT NULL,
  templates TEXT NOT NULL
) STRICT;
ALTER TABLE account ADD COLUMN waba_id TEXT;
-- Older accounts have Telegram; newer ones don't.
ALTER TABLE account ADD COLUMN telegram INTEGER NOT NULL DEFAULT 0;
-- Accounts that already use it keep it.
UPDATE account SET telegram = 1 WHERE id IN (
  SELECT DISTINCT o.account_id FROM step s JOIN omnimessage o ON o.seq = s.omnimessage_seq WHERE s.channel = 'telegram'
);

-- What the list is sorted and cut by. By cost also those that have none, which come last either way.
CREATE INDEX omnimessage_cost ON omnimessage (cost_micros, seq);
CREATE INDEX omnimessage_created ON omnimessage (created_at);
-- Every short fact of a message, in the order of the list: what a filter asks of a candidate is read from here (55
-- bytes each), not from its row with the whole chain in it. INDEXED BY names it, since a seq alone means the row.
CREATE INDEX omnimessage_facts ON omnimessage (seq, state, country, account_id, created_at, cost, delivered_twice);

-- Which messages were written on a day (UTC): time goes with seq but for imports and clocks that were set back, so
-- these bounds are what a range of time can be sure of. They only ever grow.
CREATE TABLE day_span (
  day INTEGER PRIMARY KEY,
  first_seq INTEGER NOT NULL,
  last_seq INTEGER NOT NULL
) STRICT;
INSERT INTO day_span (day, first_seq, last_seq)
  SELECT created_at / 86400000, min(seq), max(seq) FROM omnimessage GROUP BY 1;
CREATE TRIGGER day_span_insert AFTER INSERT ON omnimessage BEGIN
  INSERT INTO day_span (day, first_seq, last_seq) VALUES (new.created_at / 86400000, new.seq, new.seq)
  ON CONFLICT DO UPDATE SET first_seq = min(first_seq, excluded.first_seq), last_seq = max(last_seq, excluded.last_seq);
END;

-- What messages are filtered by, each value with its messages in the order of the list, and counted: country,
-- channels, senders (as sent and as answered). Kept by triggers alone; a message's country and channels never change.
CREATE TABLE facet (
  id INTEGER PRIMARY KEY,
  kind TEXT NOT NULL CHECK (kind IN ('country', 'channel', 'sender')),
  value TEXT NOT NULL,
  messages INTEGER NOT NULL DEFAULT 0,
  UNIQUE (kind, value)
) STRICT;
-- No foreign keys: a message that goes would be looked for in all of it.
CREATE TABLE message_facet (
  facet_id INTEGER NOT NULL,
  omnimessage_seq INTEGER NOT NULL,
  PRIMARY KEY (facet_id, omnimessage_seq)
) STRICT, WITHOUT ROWID;
INSERT INTO facet (kind, value) SELECT DISTINCT 'country', country FROM omnimessage WHERE country IS NOT NULL;
INSERT INTO facet (kind, value) SELECT DISTINCT 'channel', channel FROM step;
INSERT INTO facet (kind, value)
  SELECT 'sender', sender FROM step WHERE sender IS NOT NULL UNION SELECT 'sender', sender_used FROM step WHERE sender_used IS NOT NULL;
INSERT INTO message_facet (facet_id, omnimessage_seq)
  SELECT f.id, o.seq FROM omnimessage o JOIN facet f ON f.kind = 'country' AND f.value = o.country
  UNION SELECT f.id, s.omnimessage_seq FROM step s JOIN facet f ON f.kind = 'channel' AND f.value = s.channel
  UNION SELECT f.id, s.omnimessage_seq FROM step s JOIN facet f ON f.kind = 'sender' AND f.value IN (s.sender, s.sender_used)
  ORDER BY 1, 2;
UPDATE facet SET messages = (SELECT count(*) FROM message_facet WHERE facet_id = facet.id);
CREATE TRIGGER facet_counted AFTER INSERT ON message_facet BEGIN
  UPDATE facet SET messages = messages + 1 WHERE id = new.facet_id;
END;
CREATE TRIGGER facet_uncounted AFTER DELETE ON message_facet BEGIN
  UPDATE facet SET messages = messages - 1 WHERE id = old.facet_id;
  DELETE FROM facet WHERE id = old.facet_id AND messages = 0;
END;
CREATE TRIGGER facet_of_message AFTER INSERT ON omnimessage WHEN new.country IS NOT NULL BEGIN
  INSERT INTO facet (kind, value) VALUES ('country', new.country) ON CONFLICT DO NOTHING;
  INSERT INTO message_facet (facet_id, omnimessage_seq)
    SELECT id, new.seq FROM facet WHERE kind = 'country' AND value = new.country;
END;
CREATE TRIGGER facet_of_message_gone AFTER DELETE ON omnimessage WHEN old.country IS NOT NULL BEGIN
  DELETE FROM message_facet WHERE omnimessage_seq = old.seq
    AND facet_id = (SELECT id FROM facet WHERE kind = 'country' AND value = old.country);
END;
CREATE TRIGGER facet_of_step AFTER INSERT ON step BEGIN
  INSERT INTO facet (kind, value) VALUES ('channel', new.channel) ON CONFLICT DO NOTHING;
  INSERT INTO message_facet (facet_id, omnimessage_seq)
    SELECT id, new.omnimessage_seq FROM facet WHERE kind = 'channel' AND value = new.channel ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER facet_of_sender AFTER INSERT ON step WHEN new.sender IS NOT NULL OR new.sender_used IS NOT NULL BEGIN
  INSERT INTO facet (kind, value)
    SELECT 'sender', value FROM (SELECT new.sender AS value UNION SELECT new.sender_used) WHERE value IS NOT NULL
    ON CONFLICT DO NOTHING;
  INSERT INTO message_facet (facet_id, omnimessage_seq)
    SELECT id, new.omnimessage_seq FROM facet WHERE kind = 'sender' AND value IN (new.sender, new.sender_used)
    ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER facet_of_sender_used AFTER UPDATE OF sender_used ON step
WHEN new.sender_used IS NOT NULL AND new.sender_used IS NOT old.sender_used AND new.sender_used IS NOT new.sender BEGIN
  INSERT INTO facet (kind, value) VALUES ('sender', new.sender_used) ON CONFLICT DO NOTHING;
  INSERT INTO message_facet (facet_id, omnimessage_seq)
    SELECT id, new.omnimessage_seq FROM facet WHERE kind = 'sender' AND value = new.sender_used ON CONFLICT DO NOTHING;
END;
CREATE TRIGGER facet_of_step_gone AFTER DELETE ON step BEGIN
  DELETE FROM message_facet WHERE omnimessage_seq = old.omnimessage_seq AND facet_id IN (
    SELECT id FROM facet WHERE kind = 'channel' AND value = old.channel
    UNION ALL SELECT id FROM facet WHERE kind = 'sender' AND value IN (old.sender, old.sender_used));
END;

-- A message's tags are not in its full text any more: adding one would write the whole entry anew, and what is taken
-- out is overwritten for the sake of erasure, 20 ms a message in a large file. A search looks for tags by their names.
INSERT INTO message_search (message_search, rowid, recipient, body, sender, tags)
  SELECT 'delete', seq, recipient, body, sender, tags FROM message_text
  WHERE seq IN (SELECT omnimessage_seq FROM omnimessage_tag);
DROP VIEW message_text;
CREATE VIEW message_text (seq, recipient, body, sender, tags) AS
SELECT
  o.seq,
  substr(o.recipient, 2) || ' ' || substr(o.recipient, -8) || ' ' || substr(o.recipient, -7) || ' '
    || substr(o.recipient, -6) || ' ' || substr(o.recipient, -5) || ' ' || substr(o.recipient, -4),
  (SELECT group_concat(coalesce(text, ''), char(10)) FROM (SELECT text FROM step WHERE omnimessage_seq = o.seq ORDER BY position)),
  (SELECT group_concat(coalesce(sender, ''), ' ') FROM (SELECT sender FROM step WHERE omnimessage_seq = o.seq ORDER BY position)),
  NULL
FROM omnimessage o;
INSERT INTO message_search (rowid, recipient, body, sender, tags)
  SELECT seq, recipient, body, sender, tags FROM message_text
  WHERE seq IN (SELECT omnimessage_seq FROM omnimessage_tag);

-- Tags are counted likewise, and one that is on no message any more goes.
ALTER TABLE tag ADD COLUMN messages INTEGER NOT NULL DEFAULT 0;
UPDATE tag SET messages = (SELECT count(*) FROM omnimessage_tag WHERE tag_id = tag.id);
CREATE TRIGGER tag_counted AFTER INSERT ON omnimessage_tag BEGIN
  UPDATE tag SET messages = messages + 1 WHERE id = new.tag_id;
END;
CREATE TRIGGER tag_uncounted AFTER DELETE ON omnimessage_tag BEGIN
  UPDATE tag SET messages = messages - 1 WHERE id = old.tag_id;
  DELETE FROM tag WHERE id = old.tag_id AND messages = 0;
END;
`,
};
