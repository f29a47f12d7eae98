import type { z } from 'zod';
import type { AccountView, accountInputSchema } from '../../../../shared/contract/accounts.ts';
import { compareDecimals } from '../../../../shared/messaging/money.ts';
import { fail, ok, type Problem, problem, type Result } from '../../../../shared/messaging/problem.ts';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import { newAccountId, newCallbackToken } from '../../ids.ts';
import { type AccountCheck, checkAccount } from '../../messente/account-check.ts';
import { createMessenteClient } from '../../messente/client.ts';
import { originsOf, parseEndpoint } from '../../messente/endpoint.ts';
import type { ApiResult, MessenteEndpoint } from '../../messente/types.ts';
import type { ContractImplementer } from '../../router.ts';
import type { Core } from '../../start.ts';
import { cancelNow } from '../messages/cancelling.ts';
import { checkKeptCallbacks } from '../reports/kept-callbacks.ts';
import { sandboxCredentials, sandboxWabaId } from './registry.ts';
import { judgePassphrase } from './secrets/secret-problems.ts';
import type { StoredAccount } from './sql/list-accounts.ts';
import type { AccountValues } from './sql/save-accounts.ts';

type AccountInput = z.infer<typeof accountInputSchema>;
type CheckedInput = { readonly values: AccountValues; readonly endpoint: MessenteEndpoint };

const longestName = 60;
const colours = ['blue', 'green', 'amber', 'red', 'violet', 'grey'] as const;

export function viewAccount(core: Core, account: StoredAccount): AccountView {
  const sandbox = account.kind === 'sandbox';
  const endpoint = core.registry.endpoint(account.id);
  return {
    id: account.id,
    name: account.name,
    kind: account.kind,
    colour: account.colour,
    username: account.username,
    baseUrl: endpoint?.baseUrl ?? account.baseUrl,
    plainUrl: endpoint?.plainUrl ?? account.plainUrl,
    textStore: account.textStore,
    current: core.registry.currentId() === account.id,
    // What the secret store has, not what was once given to it: its file may have been removed.
    passwordSet: sandbox || (account.passwordSet && core.registry.passwords(account.id).kind !== 'none'),
    pause: account.pause,
    tunnelAgreedAt: account.tunnelAgreedAt,
    wabaId: wabaIdOf(account),
    // Everything can be tried in the sandbox.
    telegram: sandbox || account.telegram,
    createdAt: account.createdAt,
  };
}

/** The account's WhatsApp Business account at Messente; null where it was not told. */
export function wabaIdOf(account: StoredAccount): string | null {
  return account.kind === 'sandbox' ? sandboxWabaId : account.wabaId;
}

/** Accounts: added, checked, changed, chosen, removed. Passwords go in and never come out. */
export function accountService(os: ContractImplementer, core: Core) {
  const { registry, store } = core;
  const noSuch = (id: string) =>
    fail(problem('no-such-account', `There is no account ${id}.`, 'See the list of accounts.', 'account'));
  const find = (id: string): StoredAccount | null =>
    registry.active().find((account) => account.id === id || account.name === id) ?? null;
  const afterChange = async (): Promise<void> => {
    await registry.reload();
    core.changes.accounts();
    core.outbox.kick();
    core.reconciler.kick();
    core.canceller.kick();
  };
  const viewNow = (id: string): AccountView => {
    const account = registry.get(id);
    if (account === null) throw new Error(`account ${id} vanished`);
    return viewAccount(core, account);
  };
  let last: Promise<unknown> = Promise.resolve();
  /** One change after the other: two at once could leave the one's address with the other's password. */
  const inTurn = <T>(work: () => Promise<T>): Promise<T> => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
  const nameTaken = (name: string, except: string | null): boolean =>
    registry.active().some((account) => account.name === name && account.id !== except);

  return {
    list: os.accounts.list.handler(() => registry.active().map((account) => viewAccount(core, account))),

    add: os.accounts.add.handler(async ({ input }) => {
      const read = readInput(input);
      if (!read.ok) return read;
      if (nameTaken(read.value.values.name, null)) return fail(takenName(read.value.values.name));
      const judged = await judgeFirstPassphrase(core, input);
      if (!judged.ok) return judged;
      let check: AccountCheck | null = null;
      if (input.unchecked !== true) {
        const checked = await checkWith(core, read.value, input.password);
        if (!checked.ok) return checked;
        check = checked.value;
      }
      const id = newAccountId();
      // The password first: an account row without one would be an account that can't send.
      const kept = await (await core.secrets()).set(id, input.password, input.passphrase);
      if (!kept.ok) return kept;
      await store.write('addAccount', {
        id,
        kind: 'messente',
        token: newCallbackToken(),
        now: core.now(),
        values: read.value.values,
      });
      await afterChange();
      return ok({ account: viewNow(id), check: check === null ? null : viewCheck(check) });
    }),

    checkInput: os.accounts.checkInput.handler(async ({ input }) => {
      const read = readInput(input);
      if (!read.ok) return read;
      const checked = await checkWith(core, read.value, input.password);
      return checked.ok ? ok(viewCheck(checked.value)) : checked;
    }),

    check: os.accounts.check.handler(async ({ input }) => {
      const account = find(input.id);
      if (!account) return noSuch(input.id);
      const client = registry.client(account.id);
      if (client === null) return fail(cannotCall(core, account));
      const checked = await checkAccount(
        client,
        input.country === undefined ? {} : { country: input.country },
      );
      return checked.ok ? ok(viewCheck(checked.value)) : checked;
    }),

    update: os.accounts.update.handler(({ input }) =>
      inTurn(async () => {
        const account = find(input.id);
        if (!account) return noSuch(input.id);
        const password = input.password === undefined || input.password === '' ? null : input.password;
        const read = readInput({
          name: input.name ?? account.name,
          username: input.username ?? account.username,
          password: password ?? 'unchanged',
          colour: input.colour ?? account.colour,
          baseUrl: input.baseUrl ?? account.baseUrl,
          plainUrl: input.plainUrl ?? account.plainUrl,
          textStore: input.textStore ?? account.textStore,
          wabaId: input.wabaId ?? account.wabaId ?? '',
          telegram: input.telegram ?? account.telegram,
        });
        if (!read.ok) return read;
        if (nameTaken(read.value.values.name, account.id)) return fail(takenName(read.value.values.name));
        if (account.kind === 'sandbox') {
          await store.write('updateAccount', {
            id: account.id,
            values: { ...valuesOf(account), name: read.value.values.name, colour: read.value.values.colour },
          });
          await afterChange();
          return ok(viewNow(account.id));
        }
        const judged = await judgeFirstPassphrase(core, input);
        if (!judged.ok) return judged;
        const changed = await changeAccount(core, account, read.value, {
          password,
          passphrase: input.passphrase,
          unchecked: input.unchecked === true,
        });
        if (!changed.ok) return changed;
        await afterChange();
        if (password !== null) await checkKeptCallbacks(core, account.id);
        return ok(viewNow(account.id));
      }),
    ),

    remove: os.accounts.remove.handler(async ({ input }) => {
      const account = find(input.id);
      if (!account) return noSuch(input.id);
      // What it has scheduled could not be cancelled, and its password could not go.
      if (registry.passwords(account.id).kind === 'locked') return fail(cannotCall(core, account));
      const ordered = await store.write('removeAccount', { id: account.id, now: core.now() });
      await afterChange();
      return ok({ cancelling: await cancelNow(core, ordered) });
    }),

    use: os.accounts.use.handler(async ({ input }) => {
      const account = find(input.id);
      if (!account) return noSuch(input.id);
      await store.write('setSetting', { key: 'current_account', value: account.id });
      await afterChange();
      return ok(viewNow(account.id));
    }),

    sandbox: os.accounts.sandbox.handler(async () => {
      const started = await core.ensureSandbox();
      if (!started.ok) return started;
      const existing = registry.active().find((account) => account.kind === 'sandbox');
      if (existing) return ok(viewAccount(core, existing));
      const id = newAccountId();
      await store.write('addAccount', {
        id,
        kind: 'sandbox',
        token: newCallbackToken(),
        now: core.now(),
        values: {
          name: nameTaken('Sandbox', null) ? 'Built-in sandbox' : 'Sandbox',
          colour: 'amber',
          username: sandboxCredentials.username,
          // Where it answers is known only while it runs; these are never called.
          baseUrl: 'http://127.0.0.1/v1',
          plainUrl: 'http://127.0.0.1',
          backupPlainUrl: null,
          textStore: 'nostore',
          passwordSet: false,
          wabaId: null,
          telegram: true,
        },
      });
      await afterChange();
      return ok(viewNow(id));
    }),

    callbackUrl: os.accounts.callbackUrl.handler(async ({ input }) => {
      const account = find(input.id);
      if (!account) return noSuch(input.id);
      const tokens = await store.read('listTokens', {});
      const token = tokens.findLast((candidate) => candidate.accountId === account.id)?.token;
      if (token === undefined) throw new Error(`account ${account.id} has no callback token`);
      const path = core.callbacks.pathFor(token, null);
      const base = core.callbackBase(account.id);
      return ok({
        localUrl: `${core.callbacks.localUrl}${path}`,
        publicUrl: base === null ? null : `${base}/dlr/${token}`,
      });
    }),

    agreeTunnel: os.accounts.agreeTunnel.handler(async ({ input }) => {
      const account = find(input.id);
      if (!account) return noSuch(input.id);
      await store.write('agreeTunnel', { id: account.id, now: core.now() });
      await afterChange();
      core.changes.overview();
      return ok(viewNow(account.id));
    }),
  };
}

/**
 * Writes an account's changed values and its new password. A change of address (scheme, host or port) takes no kept
 * password along, checked or not: who may change an account could otherwise have the password sent to themselves.
 * @returns problem 'password-needed', or what the check or the key store says
 */
async function changeAccount(
  core: Core,
  account: StoredAccount,
  read: CheckedInput,
  given: {
    readonly password: string | null;
    readonly passphrase: string | undefined;
    readonly unchecked: boolean;
  },
): Promise<Result<null>> {
  const { store, registry } = core;
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
    if (secret === null) return fail(cannotCall(core, account));
    const checked = await checkWith(core, read, secret);
    if (!checked.ok) return checked;
  }
  const write = (values: AccountValues): Promise<unknown> =>
    store.write('updateAccount', { id: account.id, values });
  // Whenever this ends, no address has a password that was given for another one.
  if (moves) await write({ ...read.values, passwordSet: false });
  if (password !== null) {
    const kept = await (await core.secrets()).set(account.id as AccountId, password, given.passphrase);
    if (!kept.ok) {
      if (moves) await write(valuesOf(account));
      return kept;
    }
  }
  await write({ ...read.values, passwordSet: account.passwordSet || password !== null });
  if (credentialsChange && account.pause?.reason === 'wrong-credentials') {
    await store.write('resumeAccount', { id: account.id });
  }
  return ok(null);
}

/**
 * Judges a passphrase before anything is sent or written, where it would seal the first file.
 * @returns problems `passphrase-empty`, `passphrase-weak`
 */
async function judgeFirstPassphrase(
  core: Core,
  given: {
    readonly [field in 'passphrase' | 'name' | 'username' | 'password']?: string | undefined;
  },
): Promise<Result<void>> {
  const { locked, exists } = (await core.secrets()).state();
  if (!locked || exists) return ok(undefined);
  // What OMNIDECK_PASSPHRASE holds was judged at the start: where it is weak, the store is locked.
  const passphrase = given.passphrase ?? core.options.passphrase;
  if (passphrase === null) return ok(undefined);
  const known = [given.name, given.username, given.password];
  return judgePassphrase(
    passphrase,
    known.filter((text) => text !== undefined),
  );
}

function passwordNeeded(): Problem {
  return problem(
    'password-needed',
    'The API address changes, so the account needs its API password again.',
    'Type the API password that belongs to the new address. Omnideck never sends a kept password to another address.',
    'password',
  );
}

function valuesOf(account: StoredAccount): AccountValues {
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

function takenName(name: string): Problem {
  return problem(
    'name-taken',
    `There is an account called “${name}” already.`,
    'Choose another name.',
    'name',
  );
}

/** Why an account's API can't be called now. */
export function cannotCall(core: Core, account: StoredAccount): Problem {
  const { kind } = core.registry.passwords(account.id);
  // Known, but read for another address: the key store did not answer since.
  if (kind === 'locked' || (kind === 'known' && account.kind === 'messente')) {
    return problem(
      'secrets-locked',
      'The passwords are locked.',
      'Give the passphrase (OMNIDECK_PASSPHRASE, or when asked).',
      'passphrase',
    );
  }
  return problem(
    'no-password',
    `There is no API password for the account “${account.name}”.`,
    'Set it in the account, or add the account again.',
    'password',
  );
}

function readInput(input: AccountInput): Result<CheckedInput> {
  const name = input.name.trim();
  const username = input.username.trim();
  if (name === '' || name.length > longestName || /\p{Cc}/u.test(name)) {
    return fail(
      problem('name-invalid', 'The account needs a name of 1 to 60 characters.', 'Give it one.', 'name'),
    );
  }
  if (username === '' || /[\p{Cc}:]/u.test(username)) {
    return fail(
      problem(
        'username-invalid',
        'The API username is empty or has a character that HTTP Basic can not carry (a colon, a control character).',
        "Copy it from API Setup in Messente's Dashboard; it is not your Dashboard login.",
        'username',
      ),
    );
  }
  if (input.password === '') {
    return fail(
      problem(
        'password-missing',
        'The API password is empty.',
        "Copy it from API Setup in Messente's Dashboard.",
        'password',
      ),
    );
  }
  const wabaId = (input.wabaId ?? '').trim();
  if (!/^[\w-]{0,64}$/u.test(wabaId)) {
    return fail(
      problem(
        'waba-id-invalid',
        'The WhatsApp Business account id has a character that ids don’t have.',
        "Copy the id (digits) from Meta's Business settings, under WhatsApp accounts.",
        'wabaId',
      ),
    );
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

/** Checks credentials that are not kept yet, with a client of their own. */
async function checkWith(
  core: Core,
  input: CheckedInput,
  password: string,
): Promise<ApiResult<AccountCheck>> {
  const client = createMessenteClient({
    endpoint: input.endpoint,
    credentials: () => ({ username: input.values.username, password }),
    now: core.now,
  });
  try {
    return await checkAccount(client);
  } finally {
    await client.close();
  }
}

function viewCheck(check: AccountCheck) {
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
