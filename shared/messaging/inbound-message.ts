/**
 * Reads inbound messages. Messente documents only SMS, and requires no field: whatever can be read is kept, and a
 * field that was missing or of another type is null.
 */
import { parseTimestamp } from './delivery-report.ts';

export type InboundContent = {
  /** Messente's id of the message, and of this part of it. */
  readonly msgId: string | null;
  readonly subMsgId: string | null;
  /** As received; may be a channel that this version does not know. */
  readonly channel: string | null;
  /** Who wrote: E.164 if it is a long number, otherwise as received. */
  readonly sender: string | null;
  /** The number or name that was written to, as received. */
  readonly recipient: string | null;
  readonly text: string | null;
  /** Messente's time, UTC epoch milliseconds. */
  readonly at: number | null;
};

export const nothingRead: InboundContent = {
  ...{ msgId: null, subMsgId: null, channel: null, sender: null, recipient: null, text: null, at: null },
};

/** Longer values are no ids, numbers or names. */
const longest = 200;

/** Reads the content of an inbound message from parsed JSON; null if the value is not an object. */
export function readInboundContent(value: unknown): InboundContent | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null;
  const fields = new Map<string, unknown>(Object.entries(value));
  const textOf = (name: string): string | null => {
    const found = fields.get(name);
    return typeof found === 'string' && found !== '' ? found : null;
  };
  const shortOf = (name: string): string | null => {
    const found = textOf(name);
    return found !== null && found.length <= longest ? found : null;
  };
  const sender = shortOf('sender');
  const text = fields.get('text');
  return {
    msgId: shortOf('msg_id'),
    subMsgId: shortOf('sub_msg_id'),
    channel: shortOf('channel'),
    sender: sender === null ? null : withPlus(sender),
    recipient: shortOf('recipient'),
    text: typeof text === 'string' ? text : null,
    at: parseTimestamp(fields.get('time')),
  };
}

/** Messente writes a long number with or without "+". A short number stays as it is. */
function withPlus(sender: string): string {
  const digits = sender.trim().replace(/^(?:\+|00)/u, '');
  return /^[1-9]\d{6,14}$/u.test(digits) ? `+${digits}` : sender;
}
