/** What inbound messages hold about a number, and how an erasure and the retention rule remove it. */
import { forgetterOf, mayHold, numbersIn } from '../../../../../shared/messaging/forget-number.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import { inPages } from '../../../db/in-pages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { isUndecided } from '../../messages/sql/index.ts';
import { bodyHolds } from './search-body.ts';
import { goneKey } from './store-inbound.ts';

type Row = { readonly id: number; readonly inbound_id: string; readonly identity: string };

type Written = Row & {
  readonly sender: string | null;
  readonly recipient: string | null;
  readonly text: string | null;
};

/** A message that contains a number. */
type Holding = Row & {
  /** Whether the person with the number wrote it. */
  readonly isOwn: boolean;
  /** What remains of it without the number. */
  readonly left: Partial<Pick<Written, 'recipient' | 'text'>>;
  /** The number of requests that brought it. */
  readonly callbacks: number;
};

/** Deletes the requests that brought a message. @returns how many */
function deleteRequests(context: WriteContext, id: number): number {
  return context.run('DELETE FROM callback WHERE inbound_message_id = ?', id).changes;
}

/** Deletes messages with the requests that brought them. Their ids are remembered, so that a replay does not return. */
function deleteMessages(context: WriteContext, rows: readonly Row[], now: number): void {
  for (const { id, inbound_id, identity } of rows) {
    context.run(
      'INSERT OR IGNORE INTO erased_message (id, erased_at) VALUES (?, ?)',
      goneKey(inbound_id, identity),
      now,
    );
    deleteRequests(context, id);
    context.run('DELETE FROM inbound_message WHERE id = ?', id);
  }
}

/** Yields the messages that contain the number in any writing: in what could be read, or elsewhere in their bytes. */
function* messagesHolding(context: QueryContext, number: E164, until: number): Generator<Holding> {
  const forget = forgetterOf(number);
  for (const page of inPages<Written>(
    context,
    `SELECT id, inbound_id, identity, sender, recipient, text FROM inbound_message
     WHERE id > ?1 AND received_at <= ?2 ORDER BY id LIMIT ${pageLength}`,
    until,
  )) {
    const bodies = bodiesOf(context, page);
    for (const { sender, recipient, text, ...row } of page) {
      const own = bodies.get(row.id) ?? [];
      const inSender = mayHold(sender ?? '', number) && forget(sender).found > 0;
      const isInText = mayHold(`${recipient} ${text}`, number);
      const { value, found } = isInText
        ? forget({ recipient, text })
        : { value: { recipient, text }, found: 0 };
      if (!inSender && found === 0 && !own.some((body) => bodyHolds(body, number, forget))) continue;
      yield {
        ...row,
        // The bytes of a message without a readable sender may have the sender in another form.
        isOwn: inSender || sender === null,
        left: value as Holding['left'],
        callbacks: own.length,
      };
    }
  }
}

/** Returns the bodies of the requests that brought the messages, by the ids of the messages. */
function bodiesOf(context: QueryContext, page: readonly Row[]): ReadonlyMap<number, readonly Uint8Array[]> {
  const rows = context.all<{ id: number; body: Uint8Array }>(
    `SELECT inbound_message_id AS id, body FROM callback WHERE inbound_message_id >= ? AND inbound_message_id <= ?`,
    page.at(0)?.id ?? 0,
    page.at(-1)?.id ?? 0,
  );
  const bodies = new Map<number, Uint8Array[]>();
  for (const { id, body } of rows) {
    const known = bodies.get(id);
    if (known === undefined) bodies.set(id, [body]);
    else known.push(body);
  }
  return bodies;
}

/** The number of messages from a number, and of the requests that brought the messages that contain it. */
export function countInbound(
  context: QueryContext,
  number: E164,
): { readonly inbound: number; readonly callbacks: number } {
  const counts = { inbound: 0, callbacks: 0 };
  for (const { isOwn, callbacks } of messagesHolding(context, number, Number.MAX_SAFE_INTEGER)) {
    if (isOwn) counts.inbound += 1;
    counts.callbacks += callbacks;
  }
  return counts;
}

/**
 * Deletes the messages from a number, and removes the number from other people's messages.
 * @returns how many messages and requests were deleted
 */
export function eraseInbound(
  context: WriteContext,
  { number, until, now }: { readonly number: E164; readonly until: number; readonly now: number },
): { readonly inbound: number; readonly callbacks: number } {
  const counts = { inbound: 0, callbacks: 0 };
  for (const { isOwn, left, callbacks, ...message } of messagesHolding(context, number, until)) {
    counts.callbacks += callbacks;
    if (isOwn) {
      deleteMessages(context, [message], now);
      counts.inbound += 1;
      continue;
    }
    // A stripped message's bytes are not stored again.
    context.run(
      'UPDATE inbound_message SET text = ?, recipient = ?, stripped_at = coalesce(stripped_at, ?) WHERE id = ?',
      left.text ?? null,
      left.recipient ?? null,
      now,
      message.id,
    );
    deleteRequests(context, message.id);
  }
  return counts;
}

/** Deletes from an older database the messages that have been erased since. */
export function eraseInboundAgain(context: WriteContext, ids: readonly string[], now: number): void {
  const gone = new Set(ids.filter((id) => id.startsWith('inbound ')));
  if (gone.size === 0) return;
  for (const page of inPages<Row>(
    context,
    `SELECT id, inbound_id, identity FROM inbound_message WHERE id > ? ORDER BY id LIMIT ${pageLength}`,
  )) {
    const erased = page.filter(({ inbound_id, identity }) => gone.has(goneKey(inbound_id, identity)));
    deleteMessages(context, erased, now);
  }
}

/** The numbers that messages come from, or name. */
export function* numbersInInbound(context: QueryContext): Generator<E164> {
  for (const page of inPages<Written>(
    context,
    `SELECT id, sender, text, recipient FROM inbound_message WHERE id > ? ORDER BY id LIMIT ${pageLength}`,
  )) {
    // All together, because many messages have the same numbers.
    const written = page.map(({ sender, text, recipient }) => [sender, text, recipient]);
    yield* numbersIn(written, 'anywhere');
  }
}

/** Applies the retention rule to some of the oldest messages. @returns whether there may be more */
export function retainInbound(
  context: WriteContext,
  rule: { readonly kind: 'strip-texts' | 'delete'; readonly before: number; readonly now: number },
): boolean {
  // Sending is held until somebody has read the answer and decided.
  const kept = `AND (${isUndecided()}) IS NOT TRUE`;
  const condition = rule.kind === 'strip-texts' ? 'AND (stripped_at IS NULL OR text IS NOT NULL)' : '';
  const rows = context.all<Row>(
    `SELECT id, inbound_id, identity FROM inbound_message WHERE received_at < ? ${condition} ${kept} ORDER BY received_at LIMIT ${atOnce}`,
    rule.before,
  );
  if (rule.kind === 'delete') deleteMessages(context, rows, rule.now);
  else {
    for (const { id } of rows) {
      context.run('UPDATE inbound_message SET text = NULL, stripped_at = ? WHERE id = ?', rule.now, id);
      // The raw bytes contain the text.
      deleteRequests(context, id);
    }
  }
  return rows.length === atOnce;
}

/** A transaction must not block the writer. */
const atOnce = 1_000;

/** How many messages are read at once; one may have fifty copies of its bytes. */
const pageLength = 200;
