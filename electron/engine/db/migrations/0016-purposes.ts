import type { Migration } from './migration.ts';

/** Adds what an entry of the ledger of consent is about. */
export const purposes: Migration = {
  version: 16,
  sql: `
-- Null: every channel, every purpose.
ALTER TABLE consent_entry ADD COLUMN channel TEXT;
ALTER TABLE consent_entry ADD COLUMN purpose TEXT;
-- What was free text becomes the name of a purpose. A message that waits was written when no purpose needed consent.
UPDATE omnimessage SET purpose = NULL WHERE state = 'queued' AND lower(trim(purpose)) = 'marketing';
`,
};
