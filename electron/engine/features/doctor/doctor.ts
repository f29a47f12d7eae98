/**
 * Checks everything that sending and receiving reports depend on, and says what to do about each problem.
 * Sends no message. The result may be shared: it contains no credentials, numbers or texts.
 */

import { release, type } from 'node:os';
import type { Check, Doctor } from '../../../../shared/contract/doctor.ts';
import { type Problem, term } from '../../../../shared/messaging/problem.ts';
import { doctorPhrase } from '../../../../shared/phrases.ts';
import { accountsProblem } from '../../../../shared/problems/accounts.ts';
import { doctorProblem } from '../../../../shared/problems/doctor.ts';
import type { Health } from '../../health.ts';
import { checkAccount } from '../../messente/account-check.ts';
import type { Store } from '../../store.ts';
import { type Registry, reachesNobody, type SecretStore, type StoredAccount } from '../accounts/index.ts';
import type { CallbackServer, Tunnel } from '../reports/index.ts';
import type { Finding } from './finding.ts';
import { checkCallbacksHere, checkDatabase, checkDisk, checkSignature } from './local-checks.ts';
import { checkConnection, checkDns } from './network-checks.ts';

type Needs = LocalNeeds & AccountNeeds;

type LocalNeeds = {
  readonly store: Store;
  readonly about: { readonly folder: string; readonly version: string };
  readonly health: Health;
  readonly damaged: () => Promise<Problem>;
  readonly logTrouble: () => string | null;
  readonly now: () => number;
};

type AccountNeeds = {
  readonly registry: Registry;
  readonly secrets: () => Promise<SecretStore>;
  readonly callbacks: CallbackServer;
  readonly tunnel: Tunnel;
};

/** Runs all checks. @param accountId null means the current account */
export async function examine(needs: Needs, accountId: string | null): Promise<Doctor> {
  const at = needs.now();
  const account =
    needs.registry.active().find(({ id }) => id === (accountId ?? needs.registry.currentId())) ?? null;
  const timed = async (name: Check['name'], look: () => Promise<Finding> | Finding): Promise<Check> => {
    const began = performance.now();
    let found: Finding;
    try {
      found = await look();
    } catch (error) {
      // A check that throws must not prevent the others.
      const words = error instanceof Error ? error.message : String(error);
      found = {
        state: 'failed',
        found: doctorPhrase('not-checked'),
        problem: doctorProblem('doctor-check', { words }),
      };
    }
    return { name, ...found, tookMs: Math.round(performance.now() - began) };
  };
  const client = account === null ? null : needs.registry.client(account.id);
  const base = client === null ? null : URL.parse(client.endpoint.baseUrl);
  const connection = base === null ? null : checkConnection(base, needs.now);
  // The checks run in parallel, except for the last, which keeps a reader busy.
  const checks = await Promise.all([
    timed('parts', () => partsFinding(needs)),
    timed('account', () => accountFinding(account)),
    timed('credentials', () => credentialsFinding(needs.registry, account)),
    timed('dns', () => (base === null ? noAddress() : checkDns(base))),
    timed('tls', async () => (await connection)?.tls ?? noAddress()),
    timed('clock', async () => (await connection)?.clock ?? noAddress()),
    timed('callbacks-local', () => checkCallbacksHere(needs.callbacks)),
    timed('callbacks-public', () => publicFinding(needs.tunnel, account)),
    timed('signature', checkSignature),
    timed('key-store', () => keyStoreFinding(needs.secrets, account)),
    timed('disk', () => checkDisk(needs.about.folder)),
  ]);
  checks.push(await timed('database', () => checkDatabase(needs)));
  return {
    at,
    version: needs.about.version,
    system: `${type()} ${release()}, Node ${process.versions.node}`,
    checks,
  };
}

/** Returns whether all parts of the console run, and its log can be written. */
function partsFinding({ health, logTrouble }: LocalNeeds): Finding {
  const [worst, ...others] = health.troubles();
  if (worst !== undefined) {
    return {
      state: worst.kind === 'lasting' ? 'warning' : 'failed',
      found: doctorPhrase('codes', {
        codes: [worst, ...others].map(({ problem: why }) => why.code).join(', '),
      }),
      problem: worst.problem,
    };
  }
  const lost = logTrouble();
  if (lost === null) return { state: 'ok', found: doctorPhrase('all-run'), problem: null };
  return {
    state: 'warning',
    found: doctorPhrase('log-lost', { code: lost }),
    problem: doctorProblem('doctor-log', { lost }),
  };
}

function noAddress(): Finding {
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
  if (account === null) return noAddress();
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
      found: doctorPhrase('codes', { codes: checked.problem.code }),
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

/** Sends a request through the public address back to this computer, as Messente's reports arrive. */
async function publicFinding(tunnel: Tunnel, account: StoredAccount | null): Promise<Finding> {
  const before = tunnel.state();
  const local = account !== null && reachesNobody(account);
  if (before.kind === 'none') {
    return local
      ? { state: 'skipped', found: doctorPhrase('local-reports'), problem: null }
      : {
          state: 'warning',
          found: doctorPhrase('no-public-address'),
          problem: doctorProblem('doctor-no-tunnel'),
        };
  }
  const state = await tunnel.probeNow();
  if (state.status === 'open') return { state: 'ok', found: doctorPhrase('round-trip'), problem: null };
  return {
    state: state.status === 'down' ? 'failed' : 'warning',
    found: doctorPhrase('tunnel', { status: state.status }),
    problem: state.problem ?? doctorProblem('doctor-tunnel'),
  };
}

async function keyStoreFinding(
  secrets: () => Promise<SecretStore>,
  account: StoredAccount | null,
): Promise<Finding> {
  // The sandbox needs no public address, and looking for the OS key store may ask the user something.
  if (account === null || account.kind === 'sandbox')
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
