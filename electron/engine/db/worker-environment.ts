import { getCompileCacheDir } from 'node:module';
import { dirname } from 'node:path';
import { childEnvironment } from '../child-environment.ts';

/**
 * Returns the environment of a store thread, and of the process that opens backups: the folder for temporary
 * files, and this process's compile cache of Node if there is one. Without the setting, a thread has no
 * compile cache and compiles its TypeScript at each start (`serve` is then ready after 2.0 s instead of 1.5
 * s).
 */
export function workerEnvironment(): Record<string, string> {
  const folder = getCompileCacheDir();
  // Node creates a subfolder for its version in the given folder.
  const environment = childEnvironment(['thread']);
  return folder === undefined ? environment : { ...environment, NODE_COMPILE_CACHE: dirname(folder) };
}
