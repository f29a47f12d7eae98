import type { Migration } from './migration.ts';

/**
 * Stores everything that a saved view holds as one JSON text, so that a new field of a view needs no
 * migration. A filter that is not JSON stays a text, which reading reports as a view that cannot be read.
 */
export const viewContent: Migration = {
  version: 9,
  sql: `
ALTER TABLE saved_view RENAME COLUMN filter TO content;
UPDATE saved_view
SET content = json_object('filter', CASE WHEN json_valid(content) THEN json(content) ELSE content END);
`,
};
