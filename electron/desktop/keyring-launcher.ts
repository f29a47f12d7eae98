import { utilityProcess } from 'electron';
import { childEnvironment } from '../engine/child-environment.ts';
import type { KeyringLauncher } from '../engine/features/accounts/index.ts';
import { killUtility } from './kill-utility.ts';

/**
 * Starts the process that accesses the OS key store as a utility process. The method for Node would run this
 * app's binary as Node, which needs the fuse runAsNode. With that fuse anybody could run any code in this
 * app's name, with the permissions that the OS grants to the app. Therefore the fuse is off.
 * @param helper the path of the built keyring-helper
 */
export function utilityKeyring(helper: string): KeyringLauncher {
  return (modulePath, service) => {
    const child = utilityProcess.fork(helper, [modulePath, service], {
      env: childEnvironment(['program', 'key-store']),
      stdio: 'ignore',
      serviceName: 'Omnideck key store',
    });
    return {
      send: (message) => child.postMessage(message),
      onMessage: (listener) => void child.on('message', listener),
      onGone: (listener) => void child.once('exit', () => listener()),
      // Electron's main process ends when the app quits, even if child processes still run.
      hold: () => undefined,
      kill: () => killUtility(child),
    };
  };
}
