import type { Migration } from './migration.ts';

/** Who changed what and when, and when each value that can be merged was last changed. */
export const journal: Migration = {
  version: 8,
  sql: `
CREATE TABLE journal (
  -- the order in which they were written here; what is too many goes by it
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  -- of the hybrid logical clock: wall time, counter, origin (shared/hybrid-clock.ts)
  stamp TEXT NOT NULL UNIQUE,
  -- what the clock of the computer showed
  at INTEGER NOT NULL,
  actor TEXT NOT NULL CHECK (actor IN ('window', 'command-line', 'rule', 'engine')),
  -- the user of the operating system, or the rule
  actor_name TEXT,
  what TEXT NOT NULL,
  subject TEXT,
  -- E.164; taken out when it is erased
  number TEXT,
  -- small values by name (JSON); never a credential or the text of a message
  before TEXT,
  after TEXT
) STRICT;
CREATE INDEX journal_at ON journal (at);
CREATE INDEX journal_what ON journal (what, stamp);
CREATE INDEX journal_number ON journal (number) WHERE number IS NOT NULL;

-- The stamp of the last change of each value that several desks may change: the later one counts when they are merged.
-- A value that was taken away keeps its row, so that the removal can win.
CREATE TABLE register (
  kind TEXT NOT NULL,
  subject TEXT NOT NULL,
  stamp TEXT NOT NULL,
  PRIMARY KEY (kind, subject)
) STRICT, WITHOUT ROWID;
`,
};
