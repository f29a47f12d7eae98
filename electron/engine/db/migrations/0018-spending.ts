import type { Migration } from './migration.ts';

/** Adds what is spent in a day, and what each message has reserved or cost of it. */
export const spending: Migration = {
  version: 18,
  sql: `
-- Each amount is an exact decimal, EUR.
CREATE TABLE spent_day (
  -- In the time zone of the caps, such as '2026-12-31'.
  day TEXT PRIMARY KEY,
  -- It stays if its messages are deleted.
  amount TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- The day of the attempt; null if nothing was attempted, or nothing can cost anything.
ALTER TABLE omnimessage ADD COLUMN booked_on TEXT;
-- The highest possible cost at the attempt; null if a price was not known.
ALTER TABLE omnimessage ADD COLUMN reserved TEXT;
-- What the message contributes to its day.
ALTER TABLE omnimessage ADD COLUMN booked TEXT;
-- Why a queued message waits: 'cap', or 'price' if a price is not known.
ALTER TABLE omnimessage ADD COLUMN held_by TEXT;
CREATE INDEX omnimessage_held ON omnimessage (held_by, seq) WHERE held_by IS NOT NULL AND state = 'queued';
`,
};
