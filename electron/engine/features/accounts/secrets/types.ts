import type { Problem, Result } from '../../../../../shared/messaging/problem.ts';
import type { AccountId } from '../../../../../shared/messaging/types.ts';

/** An account's API passwords. Earlier ones still verify delivery reports that were signed before a change. */
export type AccountSecrets = {
  readonly current: string;
  /** Newest first, without `current`, at most 10. */
  readonly earlier: readonly string[];
};

export type SecretStoreState = {
  readonly kind: 'os-key-store' | 'sealed-file' | 'safe-storage';
  /** True while nothing can be read: a sealed file that hasn't been opened with its passphrase. */
  readonly locked: boolean;
  /** Whether something has been stored (a sealed file is there); for the OS key store always true. */
  readonly exists: boolean;
  /** What a person should know, such as why the OS key store isn't used; else null. */
  readonly warning: Problem | null;
};

export type SecretStore = {
  /** What kind it is and whether it is open. */
  state(): SecretStoreState;
  /** Opens a sealed file. Where there is none yet nothing is kept: set() takes the passphrase. A no-op for the other kinds. */
  unlock(passphrase: string): Promise<Result<void>>;
  /** null where nothing is stored for that account; a 'secrets-locked' problem while locked. */
  get(id: AccountId): Promise<Result<AccountSecrets | null>>;
  /**
   * Makes `password` the current one; the former current joins the earlier ones.
   * @param passphrase where the store is locked: opens the sealed file, or seals a first one. It is kept only when
   *   the password is in the file. Problem 'passphrase-weak' for a first one that is easily guessed.
   */
  set(id: AccountId, password: string, passphrase?: string): Promise<Result<void>>;
  /** Forgets the account's passwords, earlier ones too. Nothing stored is no failure. */
  remove(id: AccountId): Promise<Result<void>>;
  /**
   * Begins a new, empty sealed file where the passphrase of the old one is lost. The old file is moved aside, never
   * deleted. Problems 'nothing-to-start-over' (nothing is locked), 'passphrase-weak'.
   * @returns where the old file is now
   */
  startOver(passphrase: string): Promise<Result<{ readonly movedTo: string }>>;
};

/** The OS key store, as far as it is needed: one text per name. Every call may reject. */
export type KeyringLike = {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
};

/** Seals and opens with a key that somebody else keeps, e.g. Electron's safeStorage. Either may reject. */
export type SealerLike = {
  seal(plain: Uint8Array): Promise<Uint8Array>;
  open(sealed: Uint8Array): Promise<Uint8Array>;
  /** What a person should know of its key; null or absent where the key is good. */
  readonly warning?: Problem | null;
};
