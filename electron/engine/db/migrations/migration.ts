/**
 * One step of the schema. A released migration is never edited; each has a test on a database of the previous
 * version.
 */
export type Migration = {
  /** The database's `user_version` after this migration. */
  readonly version: number;
  readonly sql: string;
};
