import type { Result } from '../../shared/messaging/problem.ts';
import type { StoreWorkers } from './db/store.ts';
import type { SealerLike } from './features/accounts/secrets/secret-store.ts';
import type { KeyringLike } from './features/accounts/secrets/types.ts';
import type { FileOpener } from './features/backups/index.ts';
import type { BackupLauncher } from './features/backups/run-backup-task.ts';
import type { TunnelKind } from './features/reports/tunnel/tunnel.ts';

export type ConsoleOptions = {
  readonly folder: string;
  readonly shell: 'desktop' | 'headless';
  readonly version: string;
  /** The shell supplies the locations of its workers: .ts files, or their build. */
  readonly workers: StoreWorkers & { readonly backups: URL; readonly tunnel: URL; readonly yaml: URL };
  /** Starts the process that opens backups; default: spawnBackups. */
  readonly backups?: BackupLauncher;
  /**
   * The user's downloads folder, where exports are written; if missing or null, `exports` in the data folder.
   */
  readonly downloads?: string | null;
  /** Opens exported files with the system's programs: the desktop shell only. */
  readonly fileOpener?: FileOpener;
  /** From OMNIDECK_PASSPHRASE or a prompt; null leaves an encrypted file locked. */
  readonly passphrase: string | null;
  /** Electron's safeStorage in the desktop shell; only called if it may be needed. */
  readonly sealer?: () => Promise<SealerLike | null>;
  /** Finds the OS key store; default: the engine's own search. */
  readonly keyring?: () => Promise<KeyringLike | null>;
  /** null: the previous port if it is free, otherwise any free port. */
  readonly callbackPort: number | null;
  readonly callbackPathPrefix?: string;
  /** null: as in the settings. */
  readonly tunnel: TunnelKind | null;
  /** null: as in the settings. */
  readonly tunnelHost: string | null;
  /** Opens the browser UI again, if the shell has one: see page.open of the contract. */
  readonly openBrowserUi?: () => Promise<Result<{ url: string | null }>>;
  readonly now?: () => number;
  readonly random?: () => number;
  /** The number of threads that read the database; default 2, so that a long query does not delay the others. */
  readonly readers?: number;
  /** How long to wait for another program's lock on the database, milliseconds; default 5,000. */
  readonly lockWaitMs?: number;
  /** How long to wait for an answer of Messente's API, milliseconds; default 30,000. */
  readonly answerTimeoutMs?: number;
  /** How long a test run awaits late reports about a finished message, milliseconds; default 5,000. */
  readonly lateReportsMs?: number;
  /** A backup to restore; it may replace a database that is too damaged to be opened. */
  readonly replaceDamagedWith?: string;
};
