import type { Result } from '../../shared/messaging/problem.ts';
import type { StoreWorkers } from './db/store.ts';
import type { SealerLike } from './features/accounts/secrets/secret-store.ts';
import type { KeyringLike } from './features/accounts/secrets/types.ts';
import type { BackupLauncher } from './features/backups/run-backup-task.ts';
import type { TunnelKind } from './features/reports/tunnel/tunnel.ts';

export type ConsoleOptions = {
  readonly folder: string;
  readonly shell: 'desktop' | 'headless';
  readonly version: string;
  /** The shell knows where its workers are: .ts files, or what they were built into. */
  readonly workers: StoreWorkers & { readonly backups: URL; readonly tunnel: URL };
  /** Starts the process that opens backups; spawnBackups unless given. */
  readonly backups?: BackupLauncher;
  /** The person's folder for downloads, where exports go; absent or null: `exports` in the data folder. */
  readonly downloads?: string | null;
  /** From OMNIDECK_PASSPHRASE or a prompt; null: a sealed file stays locked. */
  readonly passphrase: string | null;
  /** Electron's safeStorage, in the desktop shell; asked for only where it may be needed. */
  readonly sealer?: () => Promise<SealerLike | null>;
  /** How the OS key store is found; its own unless given. */
  readonly keyring?: () => Promise<KeyringLike | null>;
  /** null: the port of last time if it is free, else any. */
  readonly callbackPort: number | null;
  readonly callbackPathPrefix?: string;
  /** null: what the settings say. */
  readonly tunnel: TunnelKind | null;
  /** null: what the settings say. */
  readonly tunnelHost: string | null;
  /** Opens the page anew, where the shell has one: see the contract's page.open. */
  readonly openPage?: () => Promise<Result<{ url: string | null }>>;
  readonly now?: () => number;
  readonly random?: () => number;
  /** How long another program's lock on the database is waited for, milliseconds; default 5,000. */
  readonly lockWaitMs?: number;
  /** A backup that is to be restored: a database that is too damaged to be opened makes way for it. */
  readonly replaceDamagedWith?: string;
};
