/** Validates the form of an account. */

import type { z } from 'zod';
import type { accountInputSchema } from '../../../../shared/contract/accounts.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import { parseEndpoint } from '../../messente/endpoint.ts';
import type { MessenteEndpoint } from '../../messente/types.ts';
import type { StoredAccount } from './sql/list-accounts.ts';
import type { AccountValues } from './sql/save-accounts.ts';

type AccountInput = z.infer<typeof accountInputSchema>;
export type CheckedInput = { readonly values: AccountValues; readonly endpoint: MessenteEndpoint };

const longestName = 60;
const colours = ['blue', 'green', 'amber', 'red', 'violet', 'grey'] as const;

/** Validates the form of an account; the problem names the field. */
export function readInput(input: AccountInput): Result<CheckedInput> {
  const name = input.name.trim();
  const username = input.username.trim();
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name)) {
    return fail(accountsProblem('name-invalid', {}, 'name'));
  }
  if (username === '' || /[\p{Cc}:]/u.test(username)) {
    return fail(accountsProblem('username-invalid', {}, 'username'));
  }
  if (input.password === '') {
    return fail(accountsProblem('password-missing', {}, 'password'));
  }
  const wabaId = (input.wabaId ?? '').trim();
  if (!/^[\w-]{0,64}$/u.test(wabaId)) {
    return fail(accountsProblem('waba-id-invalid', {}, 'wabaId'));
  }
  const endpoint = parseEndpoint(input.baseUrl ?? null, input.plainUrl ?? null);
  if (!endpoint.ok) return endpoint;
  return ok({
    endpoint: endpoint.value,
    values: {
      name,
      username,
      colour: colours.find((colour) => colour === input.colour) ?? 'blue',
      ...endpoint.value,
      textStore: input.textStore ?? 'nostore',
      passwordSet: true,
      wabaId: wabaId === '' ? null : wabaId,
      telegram: input.telegram ?? false,
    },
  });
}

/** Returns an account's stored values. */
export function valuesOf(account: StoredAccount): AccountValues {
  return {
    name: account.name,
    colour: account.colour,
    username: account.username,
    baseUrl: account.baseUrl,
    plainUrl: account.plainUrl,
    backupPlainUrl: account.backupPlainUrl,
    textStore: account.textStore,
    passwordSet: account.passwordSet,
    wabaId: account.wabaId,
    telegram: account.telegram,
  };
}

export function takenName(name: string): Problem {
  return accountsProblem('name-taken', { name }, 'name');
}
