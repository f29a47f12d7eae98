/** The files that show where the passwords of a data folder are. */

/** Encrypted with a passphrase. */
export const sealedFileName = 'secrets.sealed';
/** Encrypted by safeStorage: only the desktop shell can decrypt it. */
export const safeStorageFileName = 'secrets.safe-storage';
/** An empty file that marks that this folder's passwords are in the OS key store. */
export const keyStoreMarkerName = 'secrets.in-key-store';

/** A folder without any of these files has no passwords. */
export const secretFileNames = [sealedFileName, safeStorageFileName, keyStoreMarkerName] as const;
