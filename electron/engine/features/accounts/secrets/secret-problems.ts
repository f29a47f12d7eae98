import { weaknessOf } from '../../../../../shared/messaging/passphrase.ts';
import { fail, ok, type Problem, type Result } from '../../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../../shared/problems/accounts.ts';

/**
 * No message here contains any part of a password or passphrase; of a system error only its code is included.
 */
export const secretsLocked: Problem = accountsProblem('secrets-locked/sealed');

export const passphraseWrong: Problem = accountsProblem('passphrase-wrong', {}, 'passphrase');

export const passphraseEmpty: Problem = accountsProblem('passphrase-empty', {}, 'passphrase');

export const nothingSealed: Problem = accountsProblem('nothing-sealed');

export const nothingToStartOver: Problem = accountsProblem('nothing-to-start-over');

/**
 * Rates the passphrase of a file that will be encrypted for the first time.
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
      return fail(accountsProblem('passphrase-weak', {}, 'passphrase'));
    case 'pattern':
      return fail(accountsProblem('passphrase-weak/guessable', {}, 'passphrase'));
  }
}

export const passwordEmpty: Problem = accountsProblem('password-empty');

/** Returns the problem of an encrypted file that is cut off or changed; the file stays unchanged. */
export function secretsCorrupt(path: string): Problem {
  return accountsProblem('secrets-corrupt', { path });
}

/** Returns the problem of an encrypted file of a later version; the file stays unchanged. */
export function secretsNewer(path: string): Problem {
  return accountsProblem('secrets-newer', { path });
}

/** Returns the problem of a file that the system did not allow us to read or write. */
export function secretsFileFailed(path: string, doing: 'read' | 'written', error: unknown): Problem {
  return accountsProblem(doing === 'read' ? 'secrets-unreadable' : 'secrets-unwritable', {
    path,
    why: systemCode(error),
  });
}

export function secretsBusy(path: string): Problem {
  return accountsProblem('secrets-busy', { path });
}

export const keyStoreFailed: Problem = accountsProblem('key-store-failed');

/**
 * Returns a system error's code, such as "EACCES", but never its message, which may quote the written data.
 */
function systemCode(error: unknown): string {
  const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
  return typeof code === 'string' ? code : 'error';
}
