import { createHash } from 'node:crypto';
import {
  type InboundContent,
  nothingRead,
  readInboundContent,
} from '../../../shared/messaging/inbound-message.ts';
import { parseJsonBody } from '../../../shared/messaging/json-body.ts';

export type InboundBody = {
  readonly content: InboundContent;
  /** Whether the body is a JSON object. */
  readonly isReadable: boolean;
  /**
   * The same for each copy of a message. Messente's two ids together: several parts of a message may have one `msg_id`.
   * A body without them is identified by its bytes.
   */
  readonly identity: string;
};

/** Reads the body of an inbound callback as far as it can be read. @param body the raw bytes */
export function readInbound(body: Uint8Array): InboundBody {
  const parsed = parseJsonBody(body);
  const read = parsed.ok ? readInboundContent(parsed.value) : null;
  const content = read ?? nothingRead;
  const { msgId, subMsgId } = content;
  const identity =
    msgId !== null && subMsgId !== null
      ? `ids ${JSON.stringify([msgId, subMsgId])}`
      : `sha256 ${createHash('sha256').update(body).digest('hex')}`;
  return { content, isReadable: read !== null, identity };
}
