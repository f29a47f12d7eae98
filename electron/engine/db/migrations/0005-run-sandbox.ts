import type { Migration } from './migration.ts';

/** Adds the sandbox account of a run: each run in the built-in sandbox has its own. */
export const runSandbox: Migration = {
  version: 5,
  sql: `
-- its account there, with the credit, the weather and the seed that it began with (JSON); null: it is live, or older
ALTER TABLE run ADD COLUMN sandbox TEXT;
`,
};
