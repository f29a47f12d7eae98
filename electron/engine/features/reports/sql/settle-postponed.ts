/**
 * Callbacks that arrived while the key store was locked. They were answered 200, so none is deleted until it
 * is verified: neither limits of other callbacks nor the retention rule affect them, only an erasure does.
 */

import type { WriteContext } from '../../../db/write-context.ts';
import { readReport } from '../../../messente/read-report.ts';
import { optedOutIn } from '../../inbound/sql/index.ts';
import { holdQueuedTo } from '../../messages/sql/index.ts';
import { isErased, type KeepCallback, type KeptCallback, keepCallback } from './keep-reports.ts';

/** The maximum number that wait, all accounts together; more are refused with 503. */
const mostPostponed = 10_000;
/** The maximum number of bytes of their targets, headers and bodies. */
const mostPostponedBytes = 64 * 1024 * 1024;

export type PostponeCallback = Pick<
  KeepCallback,
  'receivedAt' | 'accountId' | 'localId' | 'inboundId' | 'method' | 'target' | 'headers' | 'body'
>;

type Row = {
  id: number;
  received_at: number;
  account_id: string;
  local_id: string | null;
  inbound_id: string | null;
  held_number: string | null;
  method: string;
  target: string;
  headers: string;
  body: Uint8Array;
};

/**
 * Stores a callback until its signature can be verified.
 * @returns its id; null if it is not stored: too many wait, or it is about an erased message
 */
export function postponeCallback(context: WriteContext, input: PostponeCallback): number | null {
  const report = input.inboundId === null ? readReport(input.body) : null;
  // Its body would bring an erased number back. Whether it is genuine is not known, so the sender is asked to
  // come again.
  if (isErased(context, input, report?.ok ? report.value : null)) return null;
  const size = input.target.length + input.headers.length + input.body.length;
  const waiting = context.get<{ n: number; bytes: number }>(
    'SELECT count(*) AS n, coalesce(sum(size), 0) AS bytes FROM postponed_callback',
  );
  if (waiting && (waiting.n >= mostPostponed || waiting.bytes + size > mostPostponedBytes)) return null;
  const id = insertPostponed(context, input, size);
  context.changed.newestCallback = Math.max(context.changed.newestCallback, id);
  return id;
}

/** Inserts a postponed callback. @returns its id */
export function insertPostponed(context: WriteContext, input: PostponeCallback, size: number): number {
  const id = reserveId(context);
  const held = input.inboundId === null ? null : optedOutIn(context, input.body);
  context.run(
    `INSERT INTO postponed_callback (id, received_at, account_id, local_id, inbound_id, method, target, headers, body, size,
       held_number)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    id,
    input.receivedAt,
    input.accountId,
    input.localId,
    input.inboundId,
    input.method,
    input.target,
    input.headers,
    input.body,
    size,
    held,
  );
  if (held !== null) holdQueuedTo(context, held);
  return id;
}

/** Reserves the next id of a callback; SQLite does not use it for another one. */
function reserveId(context: WriteContext): number {
  const newest = context.get<{ id: number }>(
    `SELECT max(coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'callback'), 0),
       coalesce((SELECT max(id) FROM postponed_callback), 0)) AS id`,
  );
  const id = (newest?.id ?? 0) + 1;
  const { changes } = context.run(`UPDATE sqlite_sequence SET seq = ? WHERE name = 'callback'`, id);
  if (changes === 0) context.run(`INSERT INTO sqlite_sequence (name, seq) VALUES ('callback', ?)`, id);
  return id;
}

export type SettledCallback = KeptCallback & {
  readonly verdict: KeepCallback['verdict'];
  readonly accountId: string;
  readonly receivedAt: number;
};

/**
 * Settles postponed callbacks: verified ones are applied, others are stored like forged ones. In one
 * transaction, so that a kill leaves each either postponed or settled.
 */
export function settlePostponed(
  context: WriteContext,
  input: { readonly judged: readonly (Pick<KeepCallback, 'verdict' | 'secret'> & { readonly id: number })[] },
): SettledCallback[] {
  return input.judged.flatMap(({ id, verdict, secret }): SettledCallback[] => {
    const row = context.get<Row>('SELECT * FROM postponed_callback WHERE id = ?', id);
    // Erased meanwhile.
    if (row === undefined) return [];
    const isReport = row.inbound_id === null;
    const read = verdict === 'verified' && isReport ? readReport(row.body) : null;
    const report = read?.ok ? read.value : null;
    const taken = context.get('SELECT 1 FROM callback WHERE id = ?', id) !== undefined;
    const kept = keepCallback(context, {
      ...(taken ? {} : { id }),
      receivedAt: row.received_at,
      accountId: row.account_id,
      localId: row.local_id,
      inboundId: row.inbound_id,
      method: row.method,
      target: row.target,
      headers: row.headers,
      body: row.body,
      verdict,
      secret,
      report,
    });
    context.run('DELETE FROM postponed_callback WHERE id = ?', id);
    if (row.held_number !== null) holdQueuedTo(context, row.held_number);
    context.changed.newestCallback = Math.max(context.changed.newestCallback, id);
    return [
      {
        ...kept,
        verdict,
        accountId: row.account_id,
        receivedAt: row.received_at,
      },
    ];
  });
}
