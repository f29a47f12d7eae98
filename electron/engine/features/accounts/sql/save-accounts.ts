import type { ChangeValues } from '../../../../../shared/contract/journal.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../../shared/problems/accounts.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { endBlacklistingOf } from '../../consent/sql/index.ts';
import { differing, record } from '../../journal/sql/index.ts';
import { cancelQueuedOf, cancelScheduledOf, type Ordered } from '../../messages/sql/index.ts';
import { stopRunsOf } from '../../runs/sql/index.ts';
import { reachesNobody } from '../reaches-nobody.ts';
import type { StoredAccount } from './list-accounts.ts';
import type { Pause } from './pause-account.ts';

export type AccountValues = {
  readonly name: string;
  readonly colour: string;
  readonly username: string;
  readonly baseUrl: string;
  readonly plainUrl: string;
  readonly backupPlainUrl: string | null;
  readonly textStore: 'nostore' | 'plaintext' | 'sha256';
  readonly passwordSet: boolean;
  /** The WhatsApp Business account; null if not configured. */
  readonly wabaId: string | null;
  readonly telegram: boolean;
};

/** Adds an account with its first callback token, and makes it current if there is no other. */
export function addAccount(
  context: WriteContext,
  input: {
    readonly id: string;
    readonly kind: 'messente' | 'sandbox';
    readonly token: string;
    readonly now: number;
    readonly values: AccountValues;
  },
): void {
  const { values } = input;
  context.run(
    `INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, backup_plain_url, text_store, password_set, waba_id, telegram, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    input.id,
    values.name,
    input.kind,
    values.colour,
    values.username,
    values.baseUrl,
    values.plainUrl,
    values.backupPlainUrl,
    values.textStore,
    values.passwordSet ? 1 : 0,
    values.wabaId,
    values.telegram ? 1 : 0,
    input.now,
  );
  context.run(
    'INSERT INTO account_token (token, account_id, created_at) VALUES (?, ?, ?)',
    input.token,
    input.id,
    input.now,
  );
  context.run(
    `INSERT INTO setting (key, value) SELECT 'current_account', ?1
     WHERE NOT EXISTS (SELECT 1 FROM setting s JOIN account a ON a.id = s.value WHERE s.key = 'current_account' AND a.removed_at IS NULL)
     ON CONFLICT (key) DO UPDATE SET value = excluded.value`,
    input.id,
  );
  record(context, {
    what: 'account-added',
    subject: input.id,
    after: { name: values.name, kind: input.kind },
    registers: [{ kind: 'account', subject: input.id }],
  });
}

/**
 * Returns the values that the journal may contain; an account's username at Messente is half of its
 * credentials.
 */
function shownValues(values: Omit<AccountValues, 'passwordSet'>): ChangeValues {
  return {
    name: values.name,
    colour: values.colour,
    baseUrl: withoutUser(values.baseUrl),
    plainUrl: withoutUser(values.plainUrl),
    backupPlainUrl: values.backupPlainUrl === null ? null : withoutUser(values.backupPlainUrl),
    textStore: values.textStore,
    wabaId: values.wabaId,
    telegram: values.telegram,
  };
}

/** Returns an address without user name, password, query and fragment. */
function withoutUser(address: string): string {
  const url = URL.parse(address);
  return url === null ? '' : url.origin + url.pathname;
}

function recordChange(context: WriteContext, id: string, after: AccountValues, isPasswordNew: boolean): void {
  const before = context.get<Omit<AccountValues, 'passwordSet' | 'telegram'> & { telegram: number }>(
    `SELECT name, colour, username, base_url AS baseUrl, plain_url AS plainUrl, backup_plain_url AS backupPlainUrl,
       text_store AS textStore, waba_id AS wabaId, telegram FROM account WHERE id = ?`,
    id,
  );
  if (before === undefined) return;
  const registers = [{ kind: 'account' as const, subject: id }];
  const values = differing(shownValues({ ...before, telegram: before.telegram === 1 }), shownValues(after));
  const isUserNew = before.username !== after.username;
  if (values !== null || isUserNew) {
    record(context, {
      what: 'account-changed',
      subject: id,
      before: values?.before ?? null,
      after: { ...values?.after, ...(isUserNew ? { username: 'changed' } : {}) },
      registers,
    });
  }
  if (isPasswordNew) {
    record(context, { what: 'password-changed', subject: id, after: { name: after.name }, registers });
  }
}

/**
 * Changes an account's values; its history stays unchanged.
 * @param input.isPasswordNew whether the key store was just given another password
 */
export function updateAccount(
  context: WriteContext,
  input: {
    readonly id: string;
    readonly values: AccountValues;
    readonly isPasswordNew?: boolean;
    readonly now: number;
  },
): void {
  const { values } = input;
  recordChange(context, input.id, values, input.isPasswordNew === true);
  if (beginsToReachPeople(context, input))
    context.run('UPDATE account SET reaches_people_since = ? WHERE id = ?', input.now, input.id);
  context.run(
    `UPDATE account SET name = ?, colour = ?, username = ?, base_url = ?, plain_url = ?, backup_plain_url = ?, text_store = ?,
       password_set = ?, waba_id = ?, telegram = ? WHERE id = ?`,
    values.name,
    values.colour,
    values.username,
    values.baseUrl,
    values.plainUrl,
    values.backupPlainUrl,
    values.textStore,
    values.passwordSet ? 1 : 0,
    values.wabaId,
    values.telegram ? 1 : 0,
    input.id,
  );
}

/** Returns whether the account was at an address of this computer, and will not be. */
function beginsToReachPeople(
  context: WriteContext,
  { id, values }: { readonly id: string; readonly values: AccountValues },
): boolean {
  const before = context.get<Pick<StoredAccount, 'kind' | 'baseUrl'>>(
    'SELECT kind, base_url AS baseUrl FROM account WHERE id = ?',
    id,
  );
  return before !== undefined && reachesNobody(before) && !reachesNobody({ ...before, ...values });
}

/**
 * Removes an account. Its messages stay; queued ones are withdrawn, so that nothing waits forever, and
 * scheduled ones will be cancelled. Its password is kept until that is done (see forgetPassword).
 */
export function removeAccount(
  context: WriteContext,
  input: { readonly id: string; readonly now: number },
): Ordered {
  const { id, now } = input;
  const ids = cancelScheduledOf(context, { accountId: id, now });
  context.run('UPDATE account SET removed_at = ? WHERE id = ?', now, id);
  endBlacklistingOf(context, { accountId: id });
  const withdrawn = cancelQueuedOf(context, 'account_id', id, now);
  context.run(
    'UPDATE omnimessage SET next_poll_at = NULL WHERE account_id = ? AND next_poll_at IS NOT NULL',
    id,
  );
  context.run(`DELETE FROM setting WHERE key = 'current_account' AND value = ?`, id);
  stopRunsOf(context, { accountId: id, problem: accountRemoved(), now });
  record(context, {
    what: 'account-removed',
    subject: id,
    before: { name: nameOf(context, id) },
    registers: [{ kind: 'account', subject: id }],
  });
  return { withdrawn, ids };
}

function nameOf(context: WriteContext, id: string): string | null {
  return context.get<{ name: string }>('SELECT name FROM account WHERE id = ?', id)?.name ?? null;
}

function accountRemoved(): Problem {
  return accountsProblem('account-removed');
}

export function agreeTunnel(
  context: WriteContext,
  input: { readonly id: string; readonly now: number },
): void {
  context.run('UPDATE account SET tunnel_agreed_at = ? WHERE id = ?', input.now, input.id);
  record(context, { what: 'tunnel-agreed', subject: input.id, after: { name: nameOf(context, input.id) } });
}

/** Pauses (a pause) or resumes (null) all sending. Resuming also ends every account's own pause. */
export function setPause(context: WriteContext, input: { readonly pause: Pause | null }): void {
  if (input.pause === null) {
    const all = context.run(`DELETE FROM setting WHERE key = 'pause'`).changes;
    const accounts = context.run('UPDATE account SET pause = NULL WHERE pause IS NOT NULL').changes;
    if (all + accounts > 0) record(context, { what: 'sending-resumed', after: { accounts } });
  } else {
    const { changes } = context.run(
      `INSERT INTO setting (key, value) VALUES ('pause', ?) ON CONFLICT (key) DO NOTHING`,
      JSON.stringify(input.pause),
    );
    if (changes > 0) record(context, { what: 'sending-paused', after: { reason: input.pause.reason } });
  }
}

/** Ends one account's pause, e.g. after new credentials were checked. */
export function resumeAccount(context: WriteContext, input: { readonly id: string }): void {
  const { changes } = context.run(
    'UPDATE account SET pause = NULL WHERE id = ? AND pause IS NOT NULL',
    input.id,
  );
  if (changes > 0)
    record(context, {
      what: 'account-resumed',
      subject: input.id,
      after: { name: nameOf(context, input.id) },
    });
}
