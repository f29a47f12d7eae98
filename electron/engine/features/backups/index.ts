/** The exports of the backups feature for other features and the shells. */
export type { Backups } from './backups.ts';
export { backupsFolder } from './backups-folder.ts';
export type { FileOpener } from './open-export.ts';
export type { BackupLauncher } from './run-backup-task.ts';
