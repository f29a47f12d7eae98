import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';

export type StoredInboundNumber = {
  readonly id: string;
  readonly accountId: string;
  readonly number: string;
  readonly token: string;
  /** Whether the key store of this folder has its secret. */
  readonly secretSet: boolean;
  /** The address that Messente sends to, as far as Omnideck knows; null if none was shown. */
  readonly shownAddress: string | null;
  readonly lastMessageAt: number | null;
  readonly createdAt: number;
  readonly removedAt: number | null;
};

/** Returns all numbers, including removed ones, in the order in which they were added. */
export function listInboundNumbers(
  context: QueryContext,
  _input: Readonly<Record<string, never>>,
): StoredInboundNumber[] {
  return context
    .all<Omit<StoredInboundNumber, 'secretSet'> & { secretSet: number }>(
      `SELECT id, account_id AS accountId, number, token, secret_set AS secretSet, shown_address AS shownAddress,
         last_message_at AS lastMessageAt, created_at AS createdAt, removed_at AS removedAt
       FROM inbound_number ORDER BY created_at, id`,
    )
    .map((row) => ({ ...row, secretSet: row.secretSet === 1 }));
}

/** @returns false if the account has the number already: nothing is added */
export function addInboundNumber(
  context: WriteContext,
  input: Omit<StoredInboundNumber, 'lastMessageAt' | 'removedAt'>,
): boolean {
  const taken = context.get(
    'SELECT 1 FROM inbound_number WHERE account_id = ? AND number = ? AND removed_at IS NULL',
    input.accountId,
    input.number,
  );
  if (taken !== undefined) return false;
  context.run(
    `INSERT INTO inbound_number (id, account_id, number, token, secret_set, shown_address, created_at)
     VALUES (?, ?, ?, ?, ?, ?, ?)`,
    ...[input.id, input.accountId, input.number, input.token, input.secretSet ? 1 : 0, input.shownAddress],
    input.createdAt,
  );
  record(context, {
    what: 'inbound-number-added',
    subject: input.id,
    after: { number: input.number, account: input.accountId, address: withoutToken(input.shownAddress) },
  });
  return true;
}

/** Takes a number out of use. Its messages stay. */
export function removeInboundNumber(
  context: WriteContext,
  input: { readonly id: string; readonly now: number },
): void {
  const { changes } = context.run(
    'UPDATE inbound_number SET removed_at = ?, secret_set = 0 WHERE id = ? AND removed_at IS NULL',
    input.now,
    input.id,
  );
  if (changes === 0) return;
  record(context, {
    what: 'inbound-number-removed',
    subject: input.id,
    before: { number: numberOf(context, input.id) },
  });
}

/** The key store was just given another secret of the number. */
export function setInboundSecret(context: WriteContext, input: { readonly id: string }): void {
  context.run('UPDATE inbound_number SET secret_set = 1 WHERE id = ?', input.id);
  record(context, {
    what: 'inbound-secret-changed',
    subject: input.id,
    after: { number: numberOf(context, input.id) },
  });
}

/** A person has confirmed that Messente sends the number's messages to this address. */
export function confirmInboundAddress(
  context: WriteContext,
  input: { readonly id: string; readonly address: string },
): void {
  const before = context.get<{ address: string | null }>(
    'SELECT shown_address AS address FROM inbound_number WHERE id = ?',
    input.id,
  );
  context.run('UPDATE inbound_number SET shown_address = ? WHERE id = ?', input.address, input.id);
  record(context, {
    what: 'inbound-address-confirmed',
    subject: input.id,
    before: { address: withoutToken(before?.address ?? null) },
    after: { number: numberOf(context, input.id), address: withoutToken(input.address) },
  });
}

function numberOf(context: WriteContext, id: string): string | null {
  return (
    context.get<{ number: string }>('SELECT number FROM inbound_number WHERE id = ?', id)?.number ?? null
  );
}

/** The journal contains no credential: the token allows posting to the address. */
function withoutToken(address: string | null): string | null {
  return address === null ? null : address.replace(/\/[^/]*$/u, '/…');
}
