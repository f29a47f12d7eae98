import type { Migration } from './migration.ts';

/** Adds the time since which an account reaches people, if it was moved there from an address of this computer. */
export const movedAccounts: Migration = {
  version: 12,
  sql: `
-- Epoch ms. Nobody agreed to pay for messages that were written before.
ALTER TABLE account ADD COLUMN reaches_people_since INTEGER;
`,
};
