import { parseWithProblems } from '../../../../../shared/contract/stored-problem.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { Pause } from './pause-account.ts';

export type StoredAccount = {
  readonly id: string;
  readonly name: string;
  readonly kind: 'messente' | 'sandbox';
  readonly colour: string;
  readonly username: string;
  readonly baseUrl: string;
  readonly plainUrl: string;
  readonly backupPlainUrl: string | null;
  readonly textStore: 'nostore' | 'plaintext' | 'sha256';
  readonly passwordSet: boolean;
  readonly pause: Pause | null;
  readonly tunnelAgreedAt: number | null;
  readonly wabaId: string | null;
  readonly telegram: boolean;
  readonly createdAt: number;
  readonly removedAt: number | null;
};

type Row = {
  id: string;
  name: string;
  kind: 'messente' | 'sandbox';
  colour: string;
  username: string;
  base_url: string;
  plain_url: string;
  backup_plain_url: string | null;
  text_store: StoredAccount['textStore'];
  password_set: number;
  pause: string | null;
  tunnel_agreed_at: number | null;
  waba_id: string | null;
  telegram: number;
  created_at: number;
  removed_at: number | null;
};

/**
 * Returns every account, including removed ones, because their history stays. The database contains no
 * passwords.
 */
export function listAccounts(context: QueryContext, _input: Record<string, never>): StoredAccount[] {
  return context.all<Row>('SELECT * FROM account ORDER BY created_at, id').map((row) => ({
    id: row.id,
    name: row.name,
    kind: row.kind,
    colour: row.colour,
    username: row.username,
    baseUrl: row.base_url,
    plainUrl: row.plain_url,
    backupPlainUrl: row.backup_plain_url,
    textStore: row.text_store,
    passwordSet: row.password_set === 1,
    pause: row.pause === null ? null : (parseWithProblems(row.pause) as Pause),
    tunnelAgreedAt: row.tunnel_agreed_at,
    wabaId: row.waba_id,
    telegram: row.telegram === 1,
    createdAt: row.created_at,
    removedAt: row.removed_at,
  }));
}

/** Returns all callback tokens, including old ones, with their accounts. */
export function listTokens(
  context: QueryContext,
  _input: Record<string, never>,
): { token: string; accountId: string }[] {
  return context.all('SELECT token, account_id AS accountId FROM account_token');
}

export function readSettings(context: QueryContext, _input: Record<string, never>): Record<string, string> {
  return Object.fromEntries(
    context
      .all<{ key: string; value: string }>('SELECT key, value FROM setting')
      .map((row) => [row.key, row.value]),
  );
}
