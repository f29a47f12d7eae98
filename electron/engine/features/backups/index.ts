/** What other features may use of backups, exports and imports. */
export type { Archive } from './backups.ts';
