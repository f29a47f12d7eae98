import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { formatTimestamp } from './iso-time.ts';
import { e164, filledText, webUrl } from './schema-parts.ts';

/** The body of `POST /sandbox/inbound`. */
export const inboundSchema = z.strictObject({
  /** The callback URL for the number's inbound messages. */
  url: webUrl,
  /** The number's shared secret. */
  secret: filledText,
  /** The simulated person's number. */
  from: e164,
  /** Our number (long or short), or a sender name. */
  to: filledText,
  text: z.string(),
  channel: z.enum(channels).default('sms'),
});

/**
 * Returns an inbound message in the format in which Messente posts it to the number's inbound URL.
 *
 * @param message `from` is the person in E.164, `to` our number or name, `at` epoch ms
 */
export function inboundMessage(message: {
  readonly from: string;
  readonly to: string;
  readonly text: string;
  readonly channel: Channel;
  readonly at: number;
}): { readonly id: string; readonly body: string } {
  const id = randomUUID();
  return {
    id,
    body: JSON.stringify({
      msg_id: id,
      sub_msg_id: randomUUID(),
      channel: message.channel,
      recipient: message.to,
      time: `${formatTimestamp(message.at)}Z`,
      text: message.text,
      sender: message.from,
    }),
  };
}
