import { weaknessOf } from '../../../../../shared/messaging/passphrase.ts';
import { fail, ok, type Problem, problem, type Result } from '../../../../../shared/messaging/problem.ts';

/** No sentence here holds anything of a password or passphrase; the reason of a system error is its code alone. */
export const secretsLocked: Problem = problem(
  'secrets-locked',
  'The passwords are sealed with a passphrase that has not been given.',
  'Give the passphrase (OMNIDECK_PASSPHRASE, or when asked).',
);

export const passphraseWrong: Problem = problem(
  'passphrase-wrong',
  'That passphrase does not open the sealed passwords.',
  'Try again. If it is lost, start over: Start over at the top of the window, or "account start-over".',
  'passphrase',
);

export const passphraseEmpty: Problem = problem(
  'passphrase-empty',
  'An empty passphrase seals nothing.',
  'Choose one that nobody guesses, such as five random words.',
  'passphrase',
);

export const nothingSealed: Problem = problem(
  'nothing-sealed',
  'No password is sealed yet, so there is nothing to unlock.',
  'Connect an account: the passphrase is asked for there.',
);

export const nothingToStartOver: Problem = problem(
  'nothing-to-start-over',
  'The passwords are not locked, so there is nothing to start over.',
  'Change the password of an account under Edit.',
);

/**
 * Judges the passphrase of a file that is to be sealed for the first time.
 * @param known what an attacker would try first: see weaknessOf
 * @returns problems `passphrase-empty`, `passphrase-weak`
 */
export function judgePassphrase(passphrase: string, known: readonly string[] = []): Result<void> {
  switch (weaknessOf(passphrase, known)) {
    case null:
      return ok(undefined);
    case 'empty':
      return fail(passphraseEmpty);
    case 'short':
      return fail(
        problem(
          'passphrase-weak',
          'The passphrase is too short.',
          'Choose at least 12 characters, such as five random words.',
          'passphrase',
        ),
      );
    case 'pattern':
      return fail(
        problem(
          'passphrase-weak',
          'The passphrase is easily guessed: it is made of well-known words, names of the account, or a pattern.',
          'Choose one that nobody guesses, such as five random words.',
          'passphrase',
        ),
      );
  }
}

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
function systemCode(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'error';
}
