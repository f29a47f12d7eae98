import { type Problem, problem } from '../../../shared/messaging/problem.ts';

/** No sentence here holds anything of a password or passphrase; the reason of a system error is its code alone. */
export const secretsLocked: Problem = problem(
  'secrets-locked',
  'The passwords are sealed with a passphrase that has not been given.',
  'Give the passphrase (OMNIDECK_PASSPHRASE, or when asked).',
);

export const passphraseWrong: Problem = problem(
  'passphrase-wrong',
  'That passphrase does not open the sealed passwords.',
  'Try again; if it is lost, move the file of sealed passwords away and enter the API passwords anew.',
);

export const passphraseEmpty: Problem = problem(
  'passphrase-empty',
  'An empty passphrase seals nothing.',
  'Choose one that nobody guesses, such as five random words.',
);

export const passwordEmpty: Problem = problem(
  'password-empty',
  'The API password is empty.',
  "Enter the API key's password as the Dashboard shows it.",
);

/** A sealed file that is cut or changed; it is left as it is. */
export function secretsCorrupt(path: string): Problem {
  return problem(
    'secrets-corrupt',
    `The sealed passwords in ${path} are damaged or cut short; the file was left as it is.`,
    'Put a backup of it back, or move it away and enter the API passwords anew.',
  );
}

/** A sealed file of a later version; it is left as it is. */
export function secretsNewer(path: string): Problem {
  return problem(
    'secrets-newer',
    `The sealed passwords in ${path} were written by a newer Omnideck; the file was left as it is.`,
    'Use that version or a newer one.',
  );
}

/** The system would not let us read or write. */
export function secretsFileFailed(path: string, doing: 'read' | 'written', error: unknown): Problem {
  return problem(
    doing === 'read' ? 'secrets-unreadable' : 'secrets-unwritable',
    `The sealed passwords in ${path} could not be ${doing} (${systemCode(error)}).`,
    'Check that the data folder is yours and that the disk is not full.',
  );
}

export function secretsBusy(path: string): Problem {
  return problem(
    'secrets-busy',
    `Another process has been writing ${path} for too long.`,
    'Close the other Omnideck, then try again.',
  );
}

export const keyStoreFailed: Problem = problem(
  'key-store-failed',
  "The system's key store did not answer, or refused.",
  'Unlock it (log in again where it asks for nothing), then try again.',
);

/** A system error's code, such as "EACCES"; never its message, which may quote what was being written. */
export function systemCode(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'error';
}
