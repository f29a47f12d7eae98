/** The doctor's checks of an account: its state, its credentials and their store, and the way to its API. */

import { term } from '../../../../shared/messaging/problem.ts';
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import type { DeclaredChecks, Finding } from '../../doctor-check.ts';
import { checkAccount } from '../../messente/account-check.ts';
import { checkConnection, checkDns } from './network-checks.ts';
import type { Registry } from './registry.ts';
import type { SecretStore } from './secrets/types.ts';
import type { StoredAccount } from './sql/list-accounts.ts';

export type AccountNeeds = {
  readonly registry: Registry;
  readonly secrets: () => Promise<SecretStore>;
  readonly now: () => number;
};

export function accountChecks(
  { registry, secrets, now }: AccountNeeds,
  account: StoredAccount | null,
): DeclaredChecks {
  const client = account === null ? null : registry.client(account.id);
  const base = client === null ? null : URL.parse(client.endpoint.baseUrl);
  // One request shows both the connection and the clock.
  let connection: ReturnType<typeof checkConnection> | null = null;
  const connect = async (part: 'tls' | 'clock'): Promise<Finding> => {
    if (base === null) return noAccount();
    connection ??= checkConnection(base, now);
    return (await connection)[part];
  };
  return {
    account: () => accountFinding(account),
    credentials: () => credentialsFinding(registry, account),
    dns: () => (base === null ? noAccount() : checkDns(base)),
    tls: () => connect('tls'),
    clock: () => connect('clock'),
    'key-store': () => keyStoreFinding(secrets, account),
  };
}

/** A check of an account, if there is no account. */
function noAccount(): Finding {
  return { state: 'skipped', found: doctorPhrase('no-account-to-ask'), problem: null };
}

function accountFinding(account: StoredAccount | null): Finding {
  if (account === null) {
    return {
      state: 'warning',
      found: doctorPhrase('no-account'),
      problem: accountsProblem('no-account', {}, 'account'),
    };
  }
  if (account.pause !== null)
    return { state: 'warning', found: doctorPhrase('paused'), problem: account.pause.problem };
  return {
    state: 'ok',
    found: doctorPhrase(account.kind === 'sandbox' ? 'sandbox' : 'connected'),
    problem: null,
  };
}

async function credentialsFinding(registry: Registry, account: StoredAccount | null): Promise<Finding> {
  if (account === null) return noAccount();
  const client = registry.client(account.id);
  if (client === null) {
    return {
      state: 'failed',
      found: doctorPhrase('no-calls'),
      problem: doctorProblem('account-locked'),
    };
  }
  const checked = await checkAccount(client);
  if (!checked.ok)
    return {
      state: 'failed',
      found: doctorPhrase('credentials-not-confirmed'),
      problem: checked.problem,
    };
  const { amount } = checked.value.balance;
  const empty = !/[1-9]/u.test(amount) || amount.startsWith('-');
  return {
    state: empty ? 'warning' : 'ok',
    found: doctorPhrase('credentials-taken', { amount }),
    problem: empty ? doctorProblem('doctor-credit') : null,
  };
}

async function keyStoreFinding(
  secrets: () => Promise<SecretStore>,
  account: StoredAccount | null,
): Promise<Finding> {
  // The sandbox needs no public address, and looking for the OS key store may ask the user something.
  if (account === null) return noAccount();
  if (account.kind === 'sandbox')
    return { state: 'skipped', found: doctorPhrase('key-store-not-needed'), problem: null };
  const { kind, locked, warning } = (await secrets()).state();
  const names = {
    'os-key-store': "the system's key store",
    'sealed-file': 'a sealed file',
    'safe-storage': "Electron's safe storage",
  };
  if (locked) {
    return {
      state: 'failed',
      found: doctorPhrase('key-store-locked', { store: term(names[kind]) }),
      problem:
        warning === null
          ? doctorProblem('secrets-locked', {}, 'passphrase')
          : doctorProblem('secrets-locked/warned', { warning }, 'passphrase'),
    };
  }
  return {
    state: warning === null ? 'ok' : 'warning',
    found: doctorPhrase('key-store-open', { store: term(names[kind]) }),
    problem: warning === null ? null : doctorProblem('doctor-key-store', { warning }),
  };
}
