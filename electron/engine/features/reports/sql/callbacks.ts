import type { ReportDetail, ReportRow } from '../../../../../shared/contract/reports.ts';
import type { Phrase } from '../../../../../shared/messaging/problem.ts';
import { reportsPhrase } from '../../../../../shared/phrases.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { shortenToken } from '../refused.ts';
import { callbackOf, tablesOf } from './postponed.ts';
import { refusedOf } from './refused-of.ts';

export type StoredCallback = {
  id: number;
  received_at: number;
  account_id: string;
  verdict: ReportRow['verdict'];
  outcome: ReportRow['outcome'];
  message_id: string | null;
  status: string | null;
  channel: string | null;
  recipient: string | null;
  inbound_number: string | null;
  inbound_from: string | null;
  bytes: number;
};

export const callbackColumns = `c.id, c.received_at, c.account_id, c.verdict, c.outcome, o.id AS message_id, c.status, c.channel,
  c.recipient, length(c.body) AS bytes, (SELECT n.number FROM inbound_number n WHERE n.id = c.inbound_id) AS inbound_number,
  (SELECT m.sender FROM inbound_message m WHERE m.id = c.inbound_message_id) AS inbound_from`;

export function viewCallback(row: StoredCallback): ReportRow {
  return {
    id: row.id,
    receivedAt: row.received_at,
    accountId: row.account_id,
    verdict: row.verdict,
    outcome: row.outcome,
    messageId: row.message_id,
    status: row.status,
    channel: row.channel,
    to: row.recipient,
    inbound: row.inbound_number === null ? null : { number: row.inbound_number, from: row.inbound_from },
    bytes: row.bytes,
  };
}

/** Returns one page of callbacks, newest first, by keyset on their id. */
export function listCallbacks(
  context: QueryContext,
  input: {
    readonly before: number | null;
    readonly limit: number;
    readonly verdict: string | null;
    readonly messageId: string | null;
  },
): { rows: ReportRow[]; next: number | null } {
  const where = ['c.id < ?'];
  const values: (string | number)[] = [input.before ?? Number.MAX_SAFE_INTEGER];
  if (input.verdict !== null) {
    // The second term lets the planner use the index of the few unverified ones.
    where.push(input.verdict === 'verified' ? 'c.verdict = ?' : "c.verdict = ? AND c.verdict <> 'verified'");
    values.push(input.verdict);
  }
  if (input.messageId !== null) {
    where.push('c.omnimessage_seq = (SELECT seq FROM omnimessage WHERE id = ?)');
    values.push(input.messageId);
  }
  const found = tablesOf(input.verdict)
    .flatMap((table) =>
      context.all<StoredCallback>(
        `SELECT ${callbackColumns} FROM ${table} c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq
         WHERE ${where.join(' AND ')} ORDER BY c.id DESC LIMIT ?`,
        ...values,
        input.limit + 1,
      ),
    )
    .sort((one, other) => other.id - one.id);
  const page = found.slice(0, input.limit);
  return {
    rows: page.map(viewCallback),
    next: found.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Returns one raw callback; null if it does not exist. */
export function callbackDetail(context: QueryContext, input: { readonly id: number }): ReportDetail | null {
  const row = callbackOf<
    StoredCallback & {
      method: string;
      target: string;
      headers: string;
      body: Buffer;
      secret: 'current' | 'earlier' | null;
    }
  >(
    context,
    (table) => `SELECT ${callbackColumns}, c.method, c.target, c.headers, c.body, c.secret
     FROM ${table} c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq WHERE c.id = ?`,
    input.id,
  );
  if (!row) return null;
  const body = Buffer.from(row.body);
  return {
    ...viewCallback(row),
    method: row.method,
    path: shortenToken(row.target),
    headers: JSON.parse(row.headers) as [string, string][],
    bodyBase64: body.toString('base64'),
    bodyText: asText(body),
    secret: row.secret,
    reason: reasonOf(row),
  };
}

function asText(body: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    return null;
  }
}

function reasonOf(row: StoredCallback & { secret: string | null }): Phrase {
  const isInbound = row.inbound_number !== null;
  if (row.verdict !== 'verified') return reportsPhrase(isInbound ? `inbound-${row.verdict}` : row.verdict);
  const password = row.secret ?? 'current';
  if (!isInbound) return reportsPhrase(row.outcome, { password });
  return reportsPhrase(
    `inbound-${row.outcome === 'repeat' ? 'repeat' : row.outcome === 'unreadable' ? 'unreadable' : 'stored'}`,
    {
      password,
    },
  );
}

/** Returns stored callbacks without a valid signature, to be verified again after a password change. */
export function refusedCallbacks(
  context: QueryContext,
  input: { readonly accountId: string; readonly inboundId: string | null },
): { id: number; headers: [string, string][]; body: Uint8Array }[] {
  const { where, value } = refusedOf(input);
  return context
    .all<{ id: number; headers: string; body: Uint8Array }>(
      `SELECT id, headers, body FROM callback WHERE ${where} ORDER BY id`,
      value,
    )
    .map((row) => ({ id: row.id, headers: JSON.parse(row.headers) as [string, string][], body: row.body }));
}
