import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type KeyringLauncher, keyringProcess, spawnKeyring } from './keyring-process.ts';
import type { KeyringLike } from './types.ts';

export type SystemKeyringOptions = {
  /** The path of @napi-rs/keyring for require(); default: found beside this code. */
  readonly modulePath?: string;
  /** The time limit of each step of the probe, milliseconds; default 5 s. */
  readonly probeTimeoutMs?: number;
  /** The time limit of a call, milliseconds; default 60 s, because the OS may be asking the user. */
  readonly callTimeoutMs?: number;
  /** Starts the process; default: as a child process. */
  readonly launch?: KeyringLauncher;
  readonly random?: (size: number) => Uint8Array;
  readonly platform?: NodeJS.Platform;
  readonly environment?: Readonly<Record<string, string | undefined>>;
};

const service = 'omnideck';

/** Without a session bus there is no Secret Service, so no process needs to be started. */
function hasSessionBus(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime } = environment;
  if (address !== undefined && address !== '') return true;
  return runtime !== undefined && runtime !== '' && existsSync(join(runtime, 'bus'));
}

/**
 * Returns the OS key store (Keychain, Credential Manager, the Secret Service of a Linux desktop) if it works:
 * a test entry is written, read and deleted.
 *
 * On Linux only the Secret Service counts. The library would fall back to the kernel's keyring, which is
 * empty after a restart of the computer.
 * @returns null if the module cannot be loaded, or the test fails, reads a different value, or hangs
 */
export async function systemKeyring(options: SystemKeyringOptions = {}): Promise<KeyringLike | null> {
  const { probeTimeoutMs = 5000, callTimeoutMs = 60_000, random = randomBytes } = options;
  const { platform = process.platform, environment = process.env } = options;
  if (platform === 'linux' && !hasSessionBus(environment)) return null;
  try {
    const modulePath = options.modulePath ?? createRequire(import.meta.url).resolve('@napi-rs/keyring');
    const common = { launch: options.launch ?? spawnKeyring, modulePath, service, idleMs: 2000 };
    const trial = keyringProcess({ ...common, callTimeoutMs: probeTimeoutMs });
    return (await probe(trial, random)) ? keyringProcess({ ...common, callTimeoutMs }) : null;
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
