import type { Migration } from './migration.ts';

/** An erasure withdraws consent, until somebody who uses Omnideck allows messages to the number again. */
export const erasedPeople: Migration = {
  version: 15,
  sql: `
-- When the erasure withdrew consent; null: it was made before erasures did.
ALTER TABLE erased_number ADD COLUMN withdrawn_at INTEGER;
-- When somebody allowed messages again.
ALTER TABLE erased_number ADD COLUMN lifted_at INTEGER;
ALTER TABLE erased_number ADD COLUMN is_withdrawn INTEGER
  GENERATED ALWAYS AS (withdrawn_at IS NOT NULL AND coalesce(lifted_at, 0) < withdrawn_at) VIRTUAL;
CREATE INDEX erased_number_withdrawn ON erased_number (digest) WHERE is_withdrawn = 1;
`,
};
