/** Messages that people write to the console of a test of the window. */
import { createHmac, randomUUID } from 'node:crypto';
import type { Client } from '../../electron/engine/local-socket/attach.ts';
import type { InboundNumber } from '../../shared/contract/inbound.ts';
import { englishText } from '../../shared/problems/english-text.ts';

export const numberSecret = 'the secret of 1234';

type Ask = <T>(call: (client: Client) => Promise<T>) => Promise<T>;

/** Adds an account that sends to people, but of which nothing is sent, and returns its id. */
export async function addShop(ask: Ask, passphrase?: string): Promise<string> {
  const added = await ask((client) =>
    client.accounts.add({
      name: 'Northwind',
      username: 'northwind',
      password: 'secret of the shop',
      unchecked: true,
      ...(passphrase === undefined ? {} : { passphrase }),
    }),
  );
  if (!added.ok) throw new Error(englishText(added.problem).message);
  return added.value.account.id;
}

/** Adds a number. @param accountId missing: the current account, which is the sandbox and needs no secret */
export async function addNumber(ask: Ask, number: string, accountId?: string): Promise<InboundNumber> {
  const input = accountId === undefined ? { number } : { number, accountId, secret: numberSecret };
  const added = await ask((client) => client.inbound.add(input));
  if (!added.ok) throw new Error(englishText(added.problem).message);
  return added.value;
}

/** Posts a message as Messente does, signed with the number's secret, and waits for the answer 200. */
export async function writeTo(
  ask: Ask,
  number: InboundNumber,
  fields: Readonly<Record<string, unknown>>,
): Promise<void> {
  if (number.address === null) throw new Error('the number has no address');
  const { callbacks } = await ask((client) => client.console.overview());
  // A public address of a test leads nowhere; its path is that of the local one.
  const url = new URL(new URL(number.address).pathname, callbacks.localUrl);
  const body = JSON.stringify({
    msg_id: randomUUID(),
    sub_msg_id: randomUUID(),
    channel: 'sms',
    recipient: number.number,
    time: new Date().toISOString().replace('Z', '000Z'),
    ...fields,
  });
  const secret = number.secretSet && number.accountName !== 'Sandbox' ? numberSecret : 'demo';
  const signature = createHmac('sha256', secret).update(body).digest('hex');
  const answer = await fetch(url, {
    method: 'POST',
    body,
    headers: { 'content-type': 'application/json', 'x-messente-signature': signature },
  });
  if (answer.status !== 200) throw new Error(`answered ${answer.status}`);
}
