/** What other features and the shells may use of backups, exports and imports. */
export type { Backups } from './backups.ts';
export { backupsFolder } from './backups-folder.ts';
export type { BackupLauncher } from './run-backup-task.ts';
