import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { type KeyringLauncher, keyringProcess, spawnKeyring } from './keyring-process.ts';
import type { KeyringLike } from './types.ts';

export type SystemKeyringOptions = {
  /** @napi-rs/keyring as require() takes it; found beside this code unless given. */
  readonly modulePath?: string;
  /** How long each step of the probe may take, milliseconds: 5 s unless given. */
  readonly probeTimeoutMs?: number;
  /** How long a call may take, milliseconds: 60 s unless given, since the OS may be asking a person. */
  readonly callTimeoutMs?: number;
  /** How the process that asks is started; as a child process unless given. */
  readonly launch?: KeyringLauncher;
  readonly random?: (size: number) => Uint8Array;
  readonly platform?: NodeJS.Platform;
  readonly environment?: Readonly<Record<string, string | undefined>>;
};

const service = 'omnideck';

/** Without a session bus there is no Secret Service, and no need to start anything to find that out. */
function hasSessionBus(environment: Readonly<Record<string, string | undefined>>): boolean {
  const { DBUS_SESSION_BUS_ADDRESS: address, XDG_RUNTIME_DIR: runtime } = environment;
  if (address !== undefined && address !== '') return true;
  return runtime !== undefined && runtime !== '' && existsSync(join(runtime, 'bus'));
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
