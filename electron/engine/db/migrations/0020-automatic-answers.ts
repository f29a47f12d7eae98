import type { Migration } from './migration.ts';

/** Adds which messages are automatic answers. */
export const automaticAnswers: Migration = {
  version: 20,
  sql: `
-- 'help' or 'stop': what the person had written. Null: somebody sent it.
ALTER TABLE omnimessage ADD COLUMN automatic TEXT;
`,
};
