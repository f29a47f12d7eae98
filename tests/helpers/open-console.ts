/** A console on a folder of its own, as the shells start one, for benches and tests. */

import type { KeyringLike } from '../../electron/engine/features/accounts/secrets/types.ts';
import { type Console, type ConsoleOptions, startConsole } from '../../electron/engine/start.ts';
import { workers } from './engine-files.ts';

/** A key store in memory: what the OS would keep, for a machine that has none. */
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

/** @throws what the console said where it couldn't start */
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
