import type { Problem, Result } from '../../../../../shared/messaging/problem.ts';
import type { AccountId, InboundId } from '../../../../../shared/messaging/types.ts';

/** An account with its API passwords, or a number with its shared secrets, which are kept alike. */
export type SecretOwner = AccountId | InboundId;

/**
 * An account's API passwords. Earlier ones still verify delivery reports that were signed before a change.
 */
export type AccountSecrets = {
  readonly current: string;
  /** Newest first, without `current`, at most 10. */
  readonly earlier: readonly string[];
};

export type SecretStoreState = {
  readonly kind: 'os-key-store' | 'sealed-file' | 'safe-storage';
  /** True while nothing can be read: an encrypted file that has not been unlocked with its passphrase. */
  readonly locked: boolean;
  /** Whether something has been stored (an encrypted file exists); always true for the OS key store. */
  readonly exists: boolean;
  /** Information for the user, such as why the OS key store is not used; otherwise null. */
  readonly warning: Problem | null;
};

export type SecretStore = {
  /** Returns the store's kind and whether it is unlocked. */
  state(): SecretStoreState;
  /**
   * Unlocks an encrypted file. If there is no file yet nothing is stored: set() takes the passphrase. Does
   * nothing for the other kinds.
   */
  unlock(passphrase: string): Promise<Result<void>>;
  /** Returns null if nothing is stored for the account; problem 'secrets-locked' while locked. */
  get(id: SecretOwner): Promise<Result<AccountSecrets | null>>;
  /**
   * Makes `password` the current one; the previous one becomes an earlier password.
   * @param passphrase if the store is locked: unlocks the encrypted file, or encrypts a first one. It is
   * remembered only if
   * the password is in the file. Problem 'passphrase-weak' for a weak first passphrase.
   */
  set(id: SecretOwner, password: string, passphrase?: string): Promise<Result<void>>;
  /** Deletes the account's passwords, including earlier ones. It is not an error if nothing is stored. */
  remove(id: SecretOwner): Promise<Result<void>>;
  /**
   * Starts a new, empty encrypted file after the passphrase of the old one was lost. The old file is renamed,
   * never deleted. Problems 'nothing-to-start-over' (nothing is locked), 'passphrase-weak'.
   * @returns the old file's new path
   */
  startOver(passphrase: string): Promise<Result<{ readonly movedTo: string }>>;
};

/** The parts of the OS key store that are needed: one text per name. Every call may reject. */
export type KeyringLike = {
  read(name: string): Promise<string | null>;
  write(name: string, value: string): Promise<void>;
  remove(name: string): Promise<void>;
};

/** Encrypts and decrypts with an external key, e.g. Electron's safeStorage. Both may reject. */
export type SealerLike = {
  seal(plain: Uint8Array): Promise<Uint8Array>;
  open(sealed: Uint8Array): Promise<Uint8Array>;
  /** A warning about its key for the user; null or missing if the key is good. */
  readonly warning?: Problem | null;
};
