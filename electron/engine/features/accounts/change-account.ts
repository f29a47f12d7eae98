/** Changes an account after checking its credentials. */

import { compareDecimals } from '../../../../shared/messaging/money.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import { type AccountCheck, checkAccount } from '../../messente/account-check.ts';
import { createMessenteClient } from '../../messente/client.ts';
import { originsOf } from '../../messente/endpoint.ts';
import type { ApiResult } from '../../messente/types.ts';
import type { Store } from '../../store.ts';
import { type CheckedInput, valuesOf } from './account-input.ts';
import { cannotCall } from './choose-account.ts';
import type { Registry } from './registry.ts';
import { judgePassphrase } from './secrets/secret-problems.ts';
import type { SecretStore } from './secrets/types.ts';
import type { StoredAccount } from './sql/list-accounts.ts';
import type { AccountValues } from './sql/save-accounts.ts';

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly secrets: () => Promise<SecretStore>;
  readonly now: () => number;
};

/**
 * Stores an account's changed values and its new password. After a change of address (scheme, host or port)
 * no stored password is used for the new address, whether the account was checked or not. Otherwise somebody
 * who may change an account could have its password sent to their own server.
 * @returns problem 'password-needed', or a problem of the check or of the key store
 */
export async function changeAccount(
  needs: Needs,
  account: StoredAccount,
  read: CheckedInput,
  given: {
    readonly password: string | null;
    readonly passphrase: string | undefined;
    readonly unchecked: boolean;
  },
): Promise<Result<null>> {
  const { store, registry } = needs;
  const { password, unchecked } = given;
  const moves = originsOf(read.values) !== originsOf(account);
  if (moves && password === null) return fail(passwordNeeded());
  const known = registry.passwords(account.id);
  const credentialsChange =
    password !== null ||
    read.values.username !== account.username ||
    read.values.baseUrl !== account.baseUrl ||
    read.values.plainUrl !== account.plainUrl;
  if (credentialsChange && !unchecked) {
    const secret = password ?? (known.kind === 'known' ? known.current : null);
    if (secret === null) return fail(cannotCall(registry, account));
    const checked = await checkWith(needs.now, read, secret);
    if (!checked.ok) return checked;
  }
  const write = (values: AccountValues, isPasswordNew = false): Promise<unknown> =>
    store.write('updateAccount', { id: account.id, values, isPasswordNew, now: needs.now() });
  // Whatever happens now, no address has a password that was given for another one.
  if (moves) await write({ ...read.values, passwordSet: false });
  if (password !== null) {
    const kept = await (await needs.secrets()).set(account.id as AccountId, password, given.passphrase);
    if (!kept.ok) {
      if (moves) await write(valuesOf(account));
      return kept;
    }
  }
  await write({ ...read.values, passwordSet: account.passwordSet || password !== null }, password !== null);
  if (credentialsChange && account.pause?.reason === 'wrong-credentials') {
    await store.write('resumeAccount', { id: account.id });
  }
  return ok(null);
}

/**
 * Rates a passphrase that would encrypt the first file, before anything is sent or stored.
 * @returns problems `passphrase-empty`, `passphrase-weak`
 */
export async function judgeFirstPassphrase(
  { secrets, passphrase: ofStart }: Pick<Needs, 'secrets'> & { readonly passphrase: string | null },
  given: {
    readonly [field in 'passphrase' | 'name' | 'username' | 'password']?: string | undefined;
  },
): Promise<Result<void>> {
  const { locked, exists } = (await secrets()).state();
  if (!locked || exists) return ok(undefined);
  // OMNIDECK_PASSPHRASE was rated at the start: if it is weak, the store is locked.
  const passphrase = given.passphrase ?? ofStart;
  if (passphrase === null) return ok(undefined);
  const known = [given.name, given.username, given.password];
  return judgePassphrase(
    passphrase,
    known.filter((text) => text !== undefined),
  );
}

function passwordNeeded(): Problem {
  return accountsProblem('password-needed', {}, 'password');
}

/** Checks credentials that are not stored yet, with a separate client. */
export async function checkWith(
  now: () => number,
  input: CheckedInput,
  password: string,
): Promise<ApiResult<AccountCheck>> {
  const client = createMessenteClient({
    endpoint: input.endpoint,
    credentials: () => ({ username: input.values.username, password }),
    now,
  });
  try {
    return await checkAccount(client);
  } finally {
    await client.close();
  }
}

export function viewCheck(check: AccountCheck) {
  const prices = check.prices?.networks.map((network) => network.price).toSorted(compareDecimals) ?? [];
  const [from] = prices;
  const to = prices.at(-1);
  return {
    balance: check.balance.amount,
    currency: check.balance.currency,
    prices:
      check.prices === null || from === undefined || to === undefined
        ? null
        : { country: check.prices.country, from, to },
  };
}
