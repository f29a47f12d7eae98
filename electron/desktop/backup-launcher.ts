import { fileURLToPath } from 'node:url';
import { utilityProcess } from 'electron';
import { workerEnvironment } from '../engine/db/worker-environment.ts';
import type { BackupLauncher } from '../engine/features/backups/index.ts';
import { killUtility } from './kill-utility.ts';

/**
 * Starts the process that opens backups as a utility process, because the fuse runAsNode is off (fuses.ts).
 */
export const utilityBackups: BackupLauncher = (program) => {
  const child = utilityProcess.fork(fileURLToPath(program), [], {
    stdio: 'ignore',
    serviceName: 'Omnideck backups',
    env: workerEnvironment(),
  });
  return {
    send: (message) => child.postMessage(message),
    onMessage: (listener) => void child.on('message', listener),
    onGone: (listener) => void child.once('exit', () => listener()),
    kill: () => killUtility(child),
  };
};
