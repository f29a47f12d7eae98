/** What inbound messages hold about a number, and how an erasure and the retention rule remove it. */
import { forgetNumber, numbersIn } from '../../../../../shared/messaging/forget-number.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { goneKey } from './store-inbound.ts';

type Row = { readonly id: number; readonly inbound_id: string; readonly identity: string };

/** Deletes messages with the requests that brought them. Their ids are remembered, so that a replay does not return. */
function deleteMessages(context: WriteContext, rows: readonly Row[], now: number): void {
  for (const { id, inbound_id, identity } of rows) {
    context.run(
      'INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)',
      goneKey(inbound_id, identity),
      now,
    );
    context.run('DELETE FROM callback WHERE inbound_message_id = ?', id);
    context.run('DELETE FROM inbound_message WHERE id = ?', id);
  }
}

/** The number of messages from a number. */
export function countInbound(context: QueryContext, number: E164): number {
  const row = context.get<{ n: number }>(
    'SELECT count(*) AS n FROM inbound_message WHERE sender = ?',
    number,
  );
  return row?.n ?? 0;
}

/**
 * Deletes the messages from a number, and removes the number from the texts of other people's messages.
 * @returns how many were deleted
 */
export function eraseInbound(
  context: WriteContext,
  { number, until, now }: { readonly number: E164; readonly until: number; readonly now: number },
): number {
  const own = context.all<Row>(
    'SELECT id, inbound_id, identity FROM inbound_message WHERE sender = ? AND received_at <= ?',
    number,
    until,
  );
  deleteMessages(context, own, now);
  const others = context.all<{ id: number; text: string | null; recipient: string | null }>(
    'SELECT id, text, recipient FROM inbound_message WHERE received_at <= ?',
    until,
  );
  for (const { id, ...written } of others) {
    const { value, found } = forgetNumber(written, number);
    if (found === 0) continue;
    const left = value as Partial<typeof written>;
    context.run(
      'UPDATE inbound_message SET text = ?, recipient = ?, stripped_at = coalesce(stripped_at, ?) WHERE id = ?',
      left.text ?? null,
      left.recipient ?? null,
      now,
      id,
    );
    context.run('DELETE FROM callback WHERE inbound_message_id = ?', id);
  }
  return own.length;
}

/** Deletes from an older database the messages that have been erased since. */
export function eraseInboundAgain(context: WriteContext, ids: readonly string[], now: number): void {
  const gone = new Set(ids.filter((id) => id.startsWith('inbound ')));
  if (gone.size === 0) return;
  const rows = context.all<Row>('SELECT id, inbound_id, identity FROM inbound_message');
  const erased = rows.filter(({ inbound_id, identity }) => gone.has(goneKey(inbound_id, identity)));
  deleteMessages(context, erased, now);
}

/** The numbers that messages come from, or name. */
export function* numbersInInbound(context: QueryContext): Generator<E164> {
  for (const { sender, text, recipient } of context.all<{
    sender: string | null;
    text: string | null;
    recipient: string | null;
  }>('SELECT sender, text, recipient FROM inbound_message')) {
    yield* numbersIn([sender, recipient], 'abroad');
    yield* numbersIn(text, 'anywhere');
  }
}

/** Applies the retention rule to some of the oldest messages. @returns whether there may be more */
export function retainInbound(
  context: WriteContext,
  rule: { readonly kind: 'strip-texts' | 'delete'; readonly before: number; readonly now: number },
): boolean {
  const condition = rule.kind === 'strip-texts' ? 'AND (stripped_at IS NULL OR text IS NOT NULL)' : '';
  const rows = context.all<Row>(
    `SELECT id, inbound_id, identity FROM inbound_message WHERE received_at < ? ${condition} ORDER BY received_at LIMIT ${atOnce}`,
    rule.before,
  );
  if (rule.kind === 'delete') deleteMessages(context, rows, rule.now);
  else {
    for (const { id } of rows) {
      context.run('UPDATE inbound_message SET text = NULL, stripped_at = ? WHERE id = ?', rule.now, id);
      // The raw bytes contain the text.
      context.run('DELETE FROM callback WHERE inbound_message_id = ?', id);
    }
  }
  return rows.length === atOnce;
}

/** A transaction must not block the writer. */
const atOnce = 1_000;
