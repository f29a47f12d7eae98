/** One step of the schema. Never edited after landing; each has a test on a database of the version before. */
export type Migration = {
  /** The `user_version` that the database has afterwards. */
  readonly version: number;
  readonly sql: string;
};
