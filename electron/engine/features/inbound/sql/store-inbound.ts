/** Stores inbound messages whose signature was verified. The reports feature stores the requests that brought them. */
import type { WriteContext } from '../../../db/write-context.ts';
import { readInbound } from '../../../messente/read-inbound.ts';
import { actOnAnswer, meaningOf, numberOfSender } from './act-on-answer.ts';
import { answerAutomatically } from './answer-automatically.ts';
import { noteDecision } from './note-decision.ts';

export type StoredInbound = {
  /** The message that the callback brought, or brought again; null: it was erased, and nothing is stored. */
  readonly messageId: number | null;
  readonly isNew: boolean;
  /** A JSON object. */
  readonly isReadable: boolean;
  readonly channel: string | null;
  /** The retention rule removed its text, so no copy of it is stored again. */
  readonly isStripped: boolean;
  /** What a new message has changed besides. */
  readonly effect: 'opted-out' | 'held' | null;
};

/** What remains of an erased or deleted message, among the ids of erased messages: a replay does not bring it back. */
export function goneKey(inboundId: string, identity: string): string {
  return `inbound ${inboundId} ${identity}`;
}

/** Returns whether the message of this body was erased, or deleted by the retention rule. */
export function isInboundGone(context: WriteContext, inboundId: string, body: Uint8Array): boolean {
  return isGone(context, goneKey(inboundId, readInbound(body).identity));
}

function isGone(context: WriteContext, key: string): boolean {
  return context.get('SELECT 1 FROM erased_message WHERE id = ?', key) !== undefined;
}

/**
 * Stores a verified inbound message; what arrives again is the same message.
 * @param input.receivedAt UTC epoch milliseconds
 */
export function storeInbound(
  context: WriteContext,
  input: { readonly inboundId: string; readonly body: Uint8Array; readonly receivedAt: number },
): StoredInbound {
  const { inboundId, receivedAt } = input;
  const { content, isReadable, identity } = readInbound(input.body);
  const about = { isReadable, channel: content.channel, effect: null };
  context.run(
    'UPDATE inbound_number SET last_message_at = max(coalesce(last_message_at, 0), ?) WHERE id = ?',
    receivedAt,
    inboundId,
  );
  const known = context.get<{ id: number; stripped_at: number | null }>(
    'SELECT id, stripped_at FROM inbound_message WHERE inbound_id = ? AND identity = ?',
    inboundId,
    identity,
  );
  if (known !== undefined)
    return { ...about, messageId: known.id, isNew: false, isStripped: known.stripped_at !== null };
  if (isGone(context, goneKey(inboundId, identity)))
    return { ...about, messageId: null, isNew: false, isStripped: false };
  const answer = { number: numberOfSender(content.sender), text: content.text };
  const meaning = meaningOf(context, answer);
  const { lastInsertRowid } = context.run(
    `INSERT INTO inbound_message (inbound_id, identity, received_at, msg_id, sub_msg_id, channel, sender, recipient, text, at,
       number, meaning)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    ...[inboundId, identity, receivedAt, content.msgId, content.subMsgId, content.channel, content.sender],
    ...[content.recipient, content.text, content.at, answer.number, meaning],
  );
  const messageId = Number(lastInsertRowid);
  const wasListed = context.get('SELECT 1 FROM do_not_send WHERE number = ?', answer.number) !== undefined;
  const effect = actOnAnswer(context, { ...answer, meaning, receivedAt, inboundId });
  if (effect === 'opted-out') noteDecision(context, { id: messageId, decision: effect, at: receivedAt });
  answerAutomatically(context, {
    ...{
      inboundId,
      identity,
      number: answer.number,
      channel: content.channel,
      meaning,
      wasListed,
      receivedAt,
    },
  });
  return { ...about, messageId, isNew: true, isStripped: false, effect };
}
