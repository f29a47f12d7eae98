import type { QueryContext } from '../../../db/query-context.ts';

/** As rows of `callback`, for queries that read both tables. */
export const postponedAsCallbacks = `(SELECT id, received_at, account_id, NULL AS omnimessage_seq, local_id, inbound_id, NULL AS inbound_message_id,
  method, target, headers, body, 'postponed' AS verdict, NULL AS secret, 'not-applied' AS outcome, NULL AS status, NULL AS channel, NULL AS recipient,
  NULL AS omnimessage_id FROM postponed_callback)`;

/** Returns the tables with callbacks of a verdict; null means any verdict. */
export function tablesOf(verdict: string | null): readonly string[] {
  if (verdict === 'postponed') return [postponedAsCallbacks];
  return verdict === null ? ['callback', postponedAsCallbacks] : ['callback'];
}

/** Returns a callback by its id, postponed or not; `sql` reads it from the given table. */
export function callbackOf<Row>(
  context: QueryContext,
  sql: (table: string) => string,
  id: number,
): Row | undefined {
  return context.get<Row>(sql('callback'), id) ?? context.get<Row>(sql(postponedAsCallbacks), id);
}

/** Returns how many callbacks wait for the key store. */
export function countPostponed(context: QueryContext, _input: Readonly<Record<string, never>>): number {
  return context.get<{ n: number }>('SELECT count(*) AS n FROM postponed_callback')?.n ?? 0;
}

/** Returns the oldest of them for these accounts and inbound numbers, with everything needed to verify their signatures. */
export function postponedCallbacks(
  context: QueryContext,
  input: {
    readonly accounts: readonly string[];
    readonly inbound: readonly string[];
    readonly limit: number;
  },
): {
  id: number;
  accountId: string;
  inboundId: string | null;
  headers: [string, string][];
  body: Uint8Array;
}[] {
  return context
    .all<{ id: number; account_id: string; inbound_id: string | null; headers: string; body: Uint8Array }>(
      `SELECT id, account_id, inbound_id, headers, body FROM postponed_callback
       WHERE CASE WHEN inbound_id IS NULL THEN account_id IN (SELECT value FROM json_each(?))
         ELSE inbound_id IN (SELECT value FROM json_each(?)) END ORDER BY id LIMIT ?`,
      JSON.stringify(input.accounts),
      JSON.stringify(input.inbound),
      input.limit,
    )
    .map((row) => ({
      id: row.id,
      accountId: row.account_id,
      inboundId: row.inbound_id,
      headers: JSON.parse(row.headers) as [string, string][],
      body: new Uint8Array(row.body),
    }));
}
