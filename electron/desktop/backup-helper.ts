/**
 * The process that opens backups, as an Electron utility process; see
 * engine/features/backups/backup-tasks.ts.
 */
import { performBackupTask } from '../engine/features/backups/backup-tasks.ts';

process.parentPort.on('message', ({ data }) => {
  performBackupTask(data, (answer) => process.parentPort.postMessage(answer));
});
