import type { Migration } from './migration.ts';

/** Adds the ledger of consent, with an entry for each number on the do-not-send list. */
export const consent: Migration = {
  version: 14,
  sql: `
-- Rows are only added; an erasure deletes those of its number.
CREATE TABLE consent_entry (
  id TEXT PRIMARY KEY,
  number TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('given', 'withdrawn', 'lifted')),
  -- 'person': somebody who uses Omnideck. 'reply': an answer. 'erasure': what an erasure leaves. 'earlier': before the ledger.
  source TEXT NOT NULL,
  at INTEGER NOT NULL,
  -- What was agreed to, or answered.
  wording TEXT,
  -- How it was given or withdrawn, such as 'by phone'.
  how TEXT
) STRICT, WITHOUT ROWID;
CREATE INDEX consent_entry_number ON consent_entry (number, at);
-- The same id in each database that has the same entry, so that a restored backup adds nothing twice.
INSERT INTO consent_entry (id, number, kind, source, at, wording, how)
  SELECT 'earlier ' || number || ' ' || added_at, number, 'withdrawn', iif(source = 'reply', 'reply', 'earlier'), added_at,
    iif(source = 'reply', reason, NULL), iif(source = 'reply', NULL, reason) FROM do_not_send;
`,
};
