/** Opens a console on a given folder as the shells do, for benchmarks and tests. */

import type { KeyringLike } from '../../electron/engine/features/accounts/secrets/types.ts';
import { type Console, type ConsoleOptions, startConsole } from '../../electron/engine/start.ts';
import { workers } from './engine-files.ts';

/** A key store in memory, for machines without an OS key store. */
function memoryKeyring(): KeyringLike {
  const kept = new Map<string, string>();
  return {
    read: async (name) => kept.get(name) ?? null,
    write: async (name, value) => {
      kept.set(name, value);
    },
    remove: async (name) => {
      kept.delete(name);
    },
  };
}

/** Opens a console. @throws the problem if the console could not start */
export async function openConsole(folder: string, more: Partial<ConsoleOptions> = {}): Promise<Console> {
  const keyring = memoryKeyring();
  const started = await startConsole({
    folder,
    shell: 'headless',
    version: 'test',
    workers,
    passphrase: null,
    keyring: async () => keyring,
    callbackPort: null,
    tunnel: null,
    tunnelHost: null,
    ...more,
  });
  if (!started.ok) throw new Error(JSON.stringify(started.problem));
  return started.value;
}
