import type { Migration } from './migration.ts';

/**
 * Adds runs of test plans. Each cell is an ordinary message, and its result is kept after the message is
 * deleted.
 */
export const runs: Migration = {
  version: 3,
  sql: `
CREATE TABLE run (
  seq INTEGER PRIMARY KEY AUTOINCREMENT,
  id TEXT NOT NULL UNIQUE,
  -- the plan's name: what a history of runs goes by
  name TEXT NOT NULL,
  -- the plan as it was run, YAML
  plan TEXT NOT NULL,
  account_id TEXT NOT NULL REFERENCES account (id),
  live INTEGER NOT NULL,
  state TEXT NOT NULL CHECK (state IN ('running', 'paused', 'stopped', 'finished')),
  -- why it is paused or was stopped, where no person did it (JSON)
  problem TEXT,
  created_at INTEGER NOT NULL,
  finished_at INTEGER
) STRICT;
CREATE INDEX run_name ON run (name, seq);
CREATE INDEX run_open ON run (seq) WHERE state IN ('running', 'paused');

CREATE TABLE run_cell (
  run_seq INTEGER NOT NULL REFERENCES run (seq) ON DELETE CASCADE,
  position INTEGER NOT NULL,
  -- from 1; another is made where a failed cell is tried again
  attempt INTEGER NOT NULL,
  chain INTEGER NOT NULL,
  chain_name TEXT NOT NULL,
  number_name TEXT NOT NULL,
  country TEXT,
  operator TEXT,
  round INTEGER NOT NULL,
  -- ours; the message itself may have been erased since
  message_id TEXT,
  sent_at INTEGER,
  -- what was found (JSON), once nothing more is waited for
  result TEXT,
  -- what the person with the handset said: arrived, missing
  handset TEXT CHECK (handset IN ('arrived', 'missing')),
  handset_at INTEGER,
  PRIMARY KEY (run_seq, position, attempt)
) STRICT, WITHOUT ROWID;
CREATE INDEX run_cell_message ON run_cell (message_id) WHERE message_id IS NOT NULL;
`,
};
