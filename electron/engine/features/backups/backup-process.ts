/** The process that opens backups, as a child process of Node; see backup-tasks.ts. */
import type { ToBackups } from './backup-messages.ts';
import { performBackupTask } from './backup-tasks.ts';

process.on('disconnect', () => process.exit());
process.once('message', (message: ToBackups) => {
  performBackupTask(message, (answer) => void process.send?.(answer));
});
