/** Searches the raw body of an inbound message for numbers. Messente may send other fields than the documented ones. */
import { type forgetterOf, mayHold, numbersIn } from '../../../../../shared/messaging/forget-number.ts';
import { parseJsonBody } from '../../../../../shared/messaging/json-body.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import { readInbound } from '../../../messente/read-inbound.ts';

/** Returns whether a body contains the number in any writing; `forget` removes the number. */
export function bodyHolds(body: Uint8Array, number: E164, forget: ReturnType<typeof forgetterOf>): boolean {
  const text = Buffer.from(body).toString('utf8');
  if (mayHold(text, number) && forget(text).found > 0) return true;
  // A digit, or a space between digits, may be escaped in JSON.
  if (!text.includes('\\')) return false;
  const parsed = parseJsonBody(body);
  return parsed.ok && mayHold(JSON.stringify(parsed.value), number) && forget(parsed.value).found > 0;
}

/**
 * Yields the numbers that a body names.
 * @param isStored the message is stored, so that its sender, recipient and text are searched there
 */
export function* numbersInBody(body: Uint8Array, isStored: boolean): Generator<E164> {
  const parsed = parseJsonBody(body);
  if (!parsed.ok) {
    yield* numbersIn(Buffer.from(body).toString('utf8'), 'anywhere');
    return;
  }
  const { content, isReadable } = readInbound(body);
  const { sender, recipient, text, msgId, subMsgId, at } = content;
  // Trying their digits with the code of every country takes long.
  const ids = { msg_id: msgId, sub_msg_id: subMsgId, time: at };
  const read: Readonly<Record<string, unknown>> = isStored ? { ...ids, sender, recipient, text } : ids;
  const left: unknown = isReadable
    ? Object.entries(parsed.value ?? {}).filter(([name]) => (read[name] ?? null) === null)
    : parsed.value;
  // The text as well, because it has the numbers that are not in quotes.
  yield* numbersIn([left, JSON.stringify(left)], 'anywhere');
}
