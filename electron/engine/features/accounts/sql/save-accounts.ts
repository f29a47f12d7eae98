import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../../shared/problems/accounts.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { cancelQueuedOf, cancelScheduledOf, type Ordered } from '../../messages/sql/index.ts';
import { stopRunsOf } from '../../runs/sql/index.ts';

export type AccountValues = {
  readonly name: string;
  readonly colour: string;
  readonly username: string;
  readonly baseUrl: string;
  readonly plainUrl: string;
  readonly backupPlainUrl: string | null;
  readonly textStore: 'nostore' | 'plaintext' | 'sha256';
  readonly passwordSet: boolean;
  /** The WhatsApp Business account; null: not told. */
  readonly wabaId: string | null;
  readonly telegram: boolean;
};

export type PauseReason = 'person' | 'wrong-credentials' | 'no-credit' | 'locked';
export type Pause = { readonly reason: PauseReason; readonly problem: Problem; readonly at: number };

/** Adds an account with its first callback token, and makes it current where there is no other. */
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
}

/** Changes an account's values; its history stays what it was. */
export function updateAccount(
  context: WriteContext,
  input: { readonly id: string; readonly values: AccountValues },
): void {
  const { values } = input;
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

/**
 * Takes an account out of use. Its messages stay; what it still had queued is withdrawn, so nothing waits for ever, and
 * what it had scheduled is to be cancelled: its password is kept until that is done (see forgetPassword).
 */
export function removeAccount(
  context: WriteContext,
  input: { readonly id: string; readonly now: number },
): Ordered {
  const { id, now } = input;
  const ids = cancelScheduledOf(context, { accountId: id, now });
  context.run('UPDATE account SET removed_at = ? WHERE id = ?', now, id);
  const withdrawn = cancelQueuedOf(context, 'account_id', id, now);
  context.run(
    'UPDATE omnimessage SET next_poll_at = NULL WHERE account_id = ? AND next_poll_at IS NOT NULL',
    id,
  );
  context.run(`DELETE FROM setting WHERE key = 'current_account' AND value = ?`, id);
  stopRunsOf(context, { accountId: id, problem: accountRemoved(), now });
  return { withdrawn, ids };
}

function accountRemoved(): Problem {
  return accountsProblem('account-removed');
}

export function agreeTunnel(
  context: WriteContext,
  input: { readonly id: string; readonly now: number },
): void {
  context.run('UPDATE account SET tunnel_agreed_at = ? WHERE id = ?', input.now, input.id);
}

/** Stops one account's sending, with the reason; an earlier pause stays. */
export function pauseAccount(
  context: WriteContext,
  input: { readonly id: string; readonly pause: Pause },
): void {
  context.run(
    'UPDATE account SET pause = coalesce(pause, ?) WHERE id = ?',
    JSON.stringify(input.pause),
    input.id,
  );
}

/** Stops (a pause) or starts (null) all sending. Starting also ends every account's own pause. */
export function setPause(context: WriteContext, input: { readonly pause: Pause | null }): void {
  if (input.pause === null) {
    context.run(`DELETE FROM setting WHERE key = 'pause'`);
    context.run('UPDATE account SET pause = NULL WHERE pause IS NOT NULL');
  } else {
    context.run(
      `INSERT INTO setting (key, value) VALUES ('pause', ?) ON CONFLICT (key) DO NOTHING`,
      JSON.stringify(input.pause),
    );
  }
}

/** Ends one account's pause, e.g. after new credentials were checked. */
export function resumeAccount(context: WriteContext, input: { readonly id: string }): void {
  context.run('UPDATE account SET pause = NULL WHERE id = ?', input.id);
}
