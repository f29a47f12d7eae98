import type { Migration } from './migration.ts';

/** What a history that is lived in needs: drafts, templates, saved views, tags by index, estimates, erasures kept. */
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

CREATE INDEX omnimessage_country ON omnimessage (country, seq);
CREATE INDEX omnimessage_delivered_by ON omnimessage (delivered_by, seq) WHERE delivered_by IS NOT NULL;
CREATE INDEX omnimessage_cost ON omnimessage (cost_micros, seq) WHERE cost IS NOT NULL;
`,
};
