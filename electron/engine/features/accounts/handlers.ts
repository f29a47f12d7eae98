/** The calls about accounts, their passwords and prices. No call returns a password. */
import type { AccountView } from '../../../../shared/contract/accounts.ts';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import { newAccountId, newCallbackToken } from '../../ids.ts';
import { checkAccount } from '../../messente/account-check.ts';
import type { Store } from '../../store.ts';
import { type Canceller, cancelNow } from '../messages/index.ts';
import { readInput, takenName, valuesOf } from './account-input.ts';
import { changeAccount, checkWith, judgeFirstPassphrase, viewCheck } from './change-account.ts';
import { cannotCall, findAccount } from './choose-account.ts';
import type { PriceReader } from './prices.ts';
import type { Registry } from './registry.ts';
import { sandboxCredentials } from './sandbox-account.ts';
import type { SecretStore } from './secrets/types.ts';
import type { StoredAccount } from './sql/list-accounts.ts';
import { viewAccount } from './view-account.ts';

type Accounts = {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
};

/** Returns the handlers for accounts (list, add, check, change, select, remove) and for prices. */
export function accountHandlers(
  os: ContractImplementer,
  needs: Parameters<typeof listHandlers>[1] &
    Omit<Credentials, 'inTurn'> &
    Omit<Parameters<typeof sandboxHandlers>[1], 'inTurn'> &
    Parameters<typeof addressHandlers>[1],
) {
  const turns = { inTurn: createTurns() };
  return {
    ...listHandlers(os, needs),
    ...credentialHandlers(os, { ...needs, ...turns }),
    ...sandboxHandlers(os, { ...needs, ...turns }),
    ...addressHandlers(os, needs),
  };
}

function listHandlers(os: ContractImplementer, needs: Accounts & { readonly canceller: Canceller }) {
  const { store, registry, now } = needs;
  return {
    list: os.accounts.list.handler(() => registry.active().map((account) => viewAccount(registry, account))),

    use: os.accounts.use.handler(async ({ input }) => {
      const account = findAccount(registry, input.id);
      if (!account.ok) return account;
      await store.write('setSetting', { key: 'current_account', value: account.value.id });
      await registry.reload();
      return ok(viewNow(registry, account.value.id));
    }),

    remove: os.accounts.remove.handler(async ({ input }) => {
      const account = findAccount(registry, input.id);
      if (!account.ok) return account;
      const { id } = account.value;
      // Its scheduled messages could not be cancelled, and its password could not be deleted.
      if (registry.passwords(id).kind === 'locked') return fail(cannotCall(registry, account.value));
      const ordered = await store.write('removeAccount', { id, now: now() });
      await registry.reload();
      return ok({ cancelling: await cancelNow(needs, ordered) });
    }),
  };
}

function credentialHandlers(
  os: ContractImplementer,
  needs: Accounts & {
    readonly secrets: () => Promise<SecretStore>;
    /** The passphrase that the console was started with; null if there is none. */
    readonly passphrase: string | null;
    /** Verifies an account's stored callbacks with a new password. */
    readonly checkKeptCallbacks: (accountId: string) => Promise<number>;
    readonly inTurn: Turns;
  },
) {
  const { registry, inTurn } = needs;
  return {
    add: os.accounts.add.handler(({ input }) => addAccount(needs, input)),

    checkInput: os.accounts.checkInput.handler(async ({ input }) => {
      const read = readInput(input);
      if (!read.ok) return read;
      const checked = await checkWith(needs.now, read.value, input.password);
      return checked.ok ? ok(viewCheck(checked.value)) : checked;
    }),

    check: os.accounts.check.handler(async ({ input }) => {
      const account = findAccount(registry, input.id);
      if (!account.ok) return account;
      const client = registry.client(account.value.id);
      if (client === null) return fail(cannotCall(registry, account.value));
      const checked = await checkAccount(
        client,
        input.country === undefined ? {} : { country: input.country },
      );
      return checked.ok ? ok(viewCheck(checked.value)) : checked;
    }),

    update: os.accounts.update.handler(({ input }) =>
      inTurn(async () => {
        const found = findAccount(registry, input.id);
        if (!found.ok) return found;
        const account = found.value;
        const password = input.password === undefined || input.password === '' ? null : input.password;
        const changed = await updateAccount(needs, account, { ...input, password: password ?? undefined });
        if (!changed.ok) return changed;
        await registry.reload();
        if (password !== null && account.kind !== 'sandbox') await needs.checkKeptCallbacks(account.id);
        return ok(viewNow(registry, account.id));
      }),
    ),
  };
}

type Credentials = Parameters<typeof credentialHandlers>[1];
type AddInput = Parameters<typeof readInput>[0] & Given;
type Given = { readonly passphrase?: string | undefined; readonly unchecked?: boolean | undefined };

async function addAccount(needs: Credentials, input: AddInput) {
  const { store, registry, now } = needs;
  const read = readInput(input);
  if (!read.ok) return read;
  const { values } = read.value;
  if (isNameTaken(registry, values.name, null)) return fail(takenName(values.name));
  const judged = await judgeFirstPassphrase(needs, input);
  if (!judged.ok) return judged;
  const checked = input.unchecked === true ? null : await checkWith(now, read.value, input.password);
  if (checked?.ok === false) return checked;
  return needs.inTurn(async () => {
    // During the check, another account may have taken the name.
    if (isNameTaken(registry, values.name, null)) return fail(takenName(values.name));
    const id = newAccountId();
    // Store the password first: an account row without a password could not send.
    const kept = await (await needs.secrets()).set(id, input.password, input.passphrase);
    if (!kept.ok) return kept;
    await store.write('addAccount', { id, kind: 'messente', token: newCallbackToken(), now: now(), values });
    await registry.reload();
    return ok({
      account: viewNow(registry, id),
      check: checked === null ? null : viewCheck(checked.value),
    });
  });
}

async function updateAccount(
  needs: Credentials,
  account: StoredAccount,
  input: { readonly [Field in keyof AddInput]?: AddInput[Field] | undefined },
): Promise<Result<unknown>> {
  const { store, registry } = needs;
  const read = readInput({
    name: input.name ?? account.name,
    username: input.username ?? account.username,
    password: input.password ?? 'unchanged',
    colour: input.colour ?? account.colour,
    baseUrl: input.baseUrl ?? account.baseUrl,
    plainUrl: input.plainUrl ?? account.plainUrl,
    textStore: input.textStore ?? account.textStore,
    wabaId: input.wabaId ?? account.wabaId ?? '',
    telegram: input.telegram ?? account.telegram,
  });
  if (!read.ok) return read;
  const { name, colour } = read.value.values;
  if (isNameTaken(registry, name, account.id)) return fail(takenName(name));
  if (account.kind === 'sandbox') {
    const values = { ...valuesOf(account), name, colour };
    await store.write('updateAccount', { id: account.id, values, now: needs.now() });
    return ok(null);
  }
  const judged = await judgeFirstPassphrase(needs, input);
  if (!judged.ok) return judged;
  return changeAccount(needs, account, read.value, {
    password: input.password ?? null,
    passphrase: input.passphrase,
    unchecked: input.unchecked === true,
  });
}

function sandboxHandlers(
  os: ContractImplementer,
  needs: Accounts & { readonly sandbox: { ensure(): Promise<Result<unknown>> }; readonly inTurn: Turns },
) {
  const { store, registry, now } = needs;
  /** The account that is being added; concurrent callers share it. */
  let adding: Promise<string> | null = null;

  async function add(): Promise<string> {
    const id = newAccountId();
    try {
      await store.write('addAccount', {
        id,
        kind: 'sandbox',
        token: newCallbackToken(),
        now: now(),
        values: {
          name: isNameTaken(registry, 'Sandbox', null) ? 'Built-in sandbox' : 'Sandbox',
          colour: 'amber',
          username: sandboxCredentials.username,
          // Its address is known only while it runs; these placeholders are never called.
          baseUrl: 'http://127.0.0.1/v1',
          plainUrl: 'http://127.0.0.1',
          backupPlainUrl: null,
          textStore: 'nostore',
          passwordSet: false,
          wabaId: null,
          telegram: true,
        },
      });
      await registry.reload();
      return id;
    } finally {
      adding = null;
    }
  }

  return {
    sandbox: os.accounts.sandbox.handler(async () => {
      const started = await needs.sandbox.ensure();
      if (!started.ok) return started;
      const existing = registry.active().find((account) => account.kind === 'sandbox');
      if (existing) return ok(viewAccount(registry, existing));
      adding ??= needs.inTurn(add);
      return ok(viewNow(registry, await adding));
    }),
  };
}

/** Returns the handlers for the callback addresses of an account. */
function addressHandlers(
  os: ContractImplementer,
  needs: Accounts & {
    readonly callbacks: { readonly localUrl: string; pathFor(token: string, localId: null): string };
    readonly callbackBase: (accountId: string) => string | null;
  },
) {
  const { store, registry, callbacks } = needs;
  return {
    callbackUrl: os.accounts.callbackUrl.handler(async ({ input }) => {
      const account = findAccount(registry, input.id);
      if (!account.ok) return account;
      const { id } = account.value;
      const tokens = await store.read('listTokens', {});
      const token = tokens.findLast((candidate) => candidate.accountId === id)?.token;
      if (token === undefined) throw new Error(`account ${id} has no callback token`);
      const base = needs.callbackBase(id);
      return ok({
        localUrl: `${callbacks.localUrl}${callbacks.pathFor(token, null)}`,
        publicUrl: base === null ? null : `${base}/dlr/${token}`,
      });
    }),

    agreeTunnel: os.accounts.agreeTunnel.handler(async ({ input }) => {
      const account = findAccount(registry, input.id);
      if (!account.ok) return account;
      await store.write('agreeTunnel', { id: account.value.id, now: needs.now() });
      await needs.registry.reload();
      return ok(viewNow(registry, account.value.id));
    }),
  };
}

export function priceHandlers(os: ContractImplementer, { priceOf }: { readonly priceOf: PriceReader }) {
  return {
    country: os.prices.country.handler(({ input }) => priceOf(input.accountId ?? null, input.country)),
  };
}

function viewNow(registry: Registry, id: string): AccountView {
  const account = registry.get(id);
  if (account === null) throw new Error(`account ${id} vanished`);
  return viewAccount(registry, account);
}

function isNameTaken(registry: Registry, name: string, except: string | null): boolean {
  return registry.active().some((account) => account.name === name && account.id !== except);
}

type Turns = <T>(work: () => Promise<T>) => Promise<T>;

/**
 * Runs changes one after the other: two at once could combine one change's address with the other's password, or use one
 * name for two accounts.
 */
function createTurns(): Turns {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const result = last.then(work);
    last = result.catch(() => undefined);
    return result;
  };
}
