import { randomBytes } from 'node:crypto';
import type { KeyringLike } from './types.ts';

/** As much of @napi-rs/keyring as is used. */
export type KeyringModule = {
  readonly AsyncEntry: new (
    service: string,
    username: string,
    options?: { linux?: { store?: 'secret-service' | 'keyutils' } },
  ) => {
    getPassword(): Promise<string | null>;
    setPassword(password: string): Promise<void>;
    deletePassword(): Promise<boolean>;
  };
};

export type SystemKeyringOptions = {
  /** How the native module is loaded; the real one unless given. */
  readonly load?: () => Promise<KeyringModule>;
  /** How long the probe may take, milliseconds: 5 s unless given. */
  readonly probeTimeoutMs?: number;
  /** How long a call may take, milliseconds: 60 s unless given, since the OS may be asking a person. */
  readonly callTimeoutMs?: number;
  readonly random?: (size: number) => Uint8Array;
};

const service = 'omnideck';

async function loadNative(): Promise<KeyringModule> {
  return import('@napi-rs/keyring');
}

/** @throws where it takes longer */
async function within<T>(ms: number, work: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error('key store: no answer in time')), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/**
 * The OS's key store (Keychain, Credential Manager, the Secret Service of a Linux desktop), if it works here: an entry
 * is written, read and deleted to find out.
 *
 * On Linux only the Secret Service counts. The library would fall back to the kernel's keyring, which forgets at the
 * next start of the computer.
 * @returns null where the module can't be loaded, or the probe fails, is told something else, or hangs
 */
export async function systemKeyring(options: SystemKeyringOptions = {}): Promise<KeyringLike | null> {
  const { load = loadNative, probeTimeoutMs = 5000, callTimeoutMs = 60_000, random = randomBytes } = options;
  try {
    const { AsyncEntry } = await within(probeTimeoutMs, load());
    const entry = (name: string) => new AsyncEntry(service, name, { linux: { store: 'secret-service' } });
    const keyring: KeyringLike = {
      read: async (name) => within(callTimeoutMs, entry(name).getPassword()),
      write: async (name, value) => within(callTimeoutMs, entry(name).setPassword(value)),
      async remove(name) {
        await within(callTimeoutMs, entry(name).deletePassword());
      },
    };
    return (await within(probeTimeoutMs, probe(keyring, random))) ? keyring : null;
  } catch {
    return null;
  }
}

async function probe(keyring: KeyringLike, random: (size: number) => Uint8Array): Promise<boolean> {
  const name = `probe/${Buffer.from(random(8)).toString('hex')}`;
  const value = Buffer.from(random(8)).toString('hex');
  await keyring.write(name, value);
  const back = await keyring.read(name);
  await keyring.remove(name);
  return back === value;
}
