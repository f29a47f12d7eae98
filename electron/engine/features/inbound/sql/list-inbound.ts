import type { InboundMessage } from '../../../../../shared/contract/inbound.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { isUndecided } from '../../messages/sql/index.ts';

type Row = {
  id: number;
  received_at: number;
  account_id: string;
  inbound_id: string;
  number: string;
  sender: string | null;
  recipient: string | null;
  channel: string | null;
  text: string | null;
  at: number | null;
  msg_id: string | null;
  sub_msg_id: string | null;
  parts: number;
  callback_id: number | null;
  is_stripped: number;
  meaning: InboundMessage['meaning'];
  decision: InboundMessage['decision'];
};

const columns = `m.id, m.received_at, n.account_id, m.inbound_id, n.number, m.sender, m.recipient, m.channel, m.text, m.at,
  m.msg_id, m.sub_msg_id, m.stripped_at IS NOT NULL AS is_stripped, m.meaning, m.decision,
  (SELECT count(*) FROM inbound_message p WHERE p.inbound_id = m.inbound_id AND p.msg_id = m.msg_id) AS parts,
  (SELECT min(c.id) FROM callback c WHERE c.inbound_message_id = m.id) AS callback_id`;

function viewInbound(row: Row): InboundMessage {
  return {
    id: row.id,
    receivedAt: row.received_at,
    accountId: row.account_id,
    numberId: row.inbound_id,
    number: row.number,
    from: row.sender,
    to: row.recipient,
    channel: row.channel,
    text: row.text,
    at: row.at,
    msgId: row.msg_id,
    subMsgId: row.sub_msg_id,
    // Without an id a message is whole, as far as Omnideck knows.
    parts: Math.max(1, row.parts),
    callbackId: row.callback_id,
    isStripped: row.is_stripped === 1,
    meaning: row.meaning,
    decision: row.decision,
  };
}

/** Returns one page of inbound messages, newest first, by keyset on their id. */
export function listInbound(
  context: QueryContext,
  input: {
    readonly before: number | null;
    readonly limit: number;
    readonly numberId: string | null;
    /** E.164, or as received. */
    readonly from: string | null;
    /** Only those that need a decision. */
    readonly undecided: boolean;
  },
): { rows: InboundMessage[]; next: number | null } {
  const where = ['m.id < ?'];
  const values: (string | number)[] = [input.before ?? Number.MAX_SAFE_INTEGER];
  if (input.numberId !== null) {
    where.push('m.inbound_id = ?');
    values.push(input.numberId);
  }
  if (input.from !== null) {
    where.push('m.sender = ?');
    values.push(input.from);
  }
  if (input.undecided) where.push(isUndecided('m.'));
  const found = context.all<Row>(
    `SELECT ${columns} FROM inbound_message m JOIN inbound_number n ON n.id = m.inbound_id
     WHERE ${where.join(' AND ')} ORDER BY m.id DESC LIMIT ?`,
    ...values,
    input.limit + 1,
  );
  const page = found.slice(0, input.limit);
  return {
    rows: page.map(viewInbound),
    next: found.length > input.limit ? (page.at(-1)?.id ?? null) : null,
  };
}

/** Returns the messages that were stored after one, oldest first. */
export function inboundAfter(
  context: QueryContext,
  input: { readonly after: number; readonly limit: number },
): InboundMessage[] {
  return context
    .all<Row>(
      `SELECT ${columns} FROM inbound_message m JOIN inbound_number n ON n.id = m.inbound_id
       WHERE m.id > ? ORDER BY m.id LIMIT ?`,
      input.after,
      input.limit,
    )
    .map(viewInbound);
}

/** Returns the id of the newest inbound message; 0 if there is none. */
export function newestInbound(context: QueryContext, _input: Readonly<Record<string, never>>): number {
  return context.get<{ id: number | null }>('SELECT max(id) AS id FROM inbound_message')?.id ?? 0;
}
