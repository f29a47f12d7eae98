/** Inbound messages as Messente posts them, and numbers that they are posted to. */
import { randomUUID } from 'node:crypto';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { InboundNumber } from '../../shared/contract/inbound.ts';
import { must } from './console-fixture.ts';

export const person = '+37255500001';
export const numberSecret = 'the secret of 1234';

/** Returns the documented body of an inbound SMS. */
export function inboundBody(more: Readonly<Record<string, unknown>> = {}): string {
  return JSON.stringify({
    msg_id: randomUUID(),
    sub_msg_id: randomUUID(),
    channel: 'sms',
    recipient: '1234',
    time: '2026-11-30T14:51:13.000000Z',
    text: 'Tere!',
    sender: person,
    ...more,
  });
}

/** Adds a number to an account, and returns it with its local address. */
export async function addNumber(
  client: Client,
  accountId: string,
  number = '1234',
): Promise<InboundNumber & { readonly url: string }> {
  const added = must(await client.inbound.add({ number, accountId, secret: numberSecret }));
  if (added.address === null) throw new Error('the number has no address');
  return { ...added, url: added.address };
}
