import { utilityProcess } from 'electron';
import { childEnvironment } from '../engine/child-environment.ts';
import type { KeyringLauncher } from '../engine/features/accounts/index.ts';
import { killUtility } from './kill-utility.ts';

/**
 * Starts the process that asks the OS key store as a utility process. Node's own way would run this app's binary as
 * Node, for which the fuse runAsNode would have to stay on, and with it a way to run anything in this app's name (and
 * with what the OS grants to it). So the fuse is off, and the desktop has this way.
 * @param helper the built keyring-helper
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
      // Electron's main process ends when the app quits, whatever its children do.
      hold: () => undefined,
      kill: () => killUtility(child),
    };
  };
}
