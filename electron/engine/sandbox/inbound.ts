import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { type Channel, channels } from '../../../shared/messaging/types.ts';
import { formatTimestamp } from './iso-time.ts';
import { e164, filledText, webUrl } from './schema-parts.ts';

/** What `POST /sandbox/inbound` takes. */
export const inboundSchema = z.strictObject({
  /** The number's callback URL. */
  url: webUrl,
  /** The number's shared secret. */
  secret: filledText,
  /** The person. */
  from: e164,
  /** Our number: a long or a short one, or a name. */
  to: filledText,
  text: z.string(),
  channel: z.enum(channels).default('sms'),
});

/**
 * What a person writes to one of our numbers, as Messente sends it to the number's inbound URL.
 *
 * @param message `from` the person in E.164, `to` our number or name, `at` epoch ms
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
