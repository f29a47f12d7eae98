/** Formats accepted messages for the control API. */
import type { SandboxAccounts } from './accounts.ts';
import { noAccount } from './control-changes.ts';
import { isoTime, messageJson, triesJson } from './control-json.ts';
import { type ApiRequest, json, parseJson, type Reply } from './reply.ts';

/**
 * Answers GET /sandbox/messages: the accepted messages, oldest first, and the inbound messages, of one
 * account or of all accounts.
 */
export function messagesReply(accounts: SandboxAccounts, { query }: ApiRequest): Reply {
  // An unescaped "+" in a query arrives as a space.
  const to = query.get('to')?.replace(/^ /, '+') ?? null;
  const limit = Number(query.get('limit') ?? Number.POSITIVE_INFINITY);
  const name = query.get('account');
  const named = name === null ? null : accounts.named(name);
  if (name !== null && named === null) return noAccount(name);
  const some = named === null ? accounts.all() : [named];
  const found = some
    .flatMap(({ username: sender, state: its, speed }) => {
      const ids = to === null ? its.messages.keys() : (its.byRecipient.get(to) ?? []);
      return [...ids].flatMap((id) => its.messages.get(id) ?? []).map((one) => ({ one, sender, speed }));
    })
    .sort((a, b) => a.one.acceptedAt - b.one.acceptedAt);
  return json(200, {
    count: found.length,
    messages: (limit >= 0 ? found.slice(0, limit) : found).map(({ one, sender, speed }) =>
      messageJson(one, sender, speed),
    ),
    inbound: some
      .flatMap(({ state: its }) => [...its.inbound.values()])
      .map(({ id, url, body, at, tries, outcome }) => ({
        msg_id: id,
        url,
        body: parseJson(Buffer.from(body))?.value ?? null,
        at: isoTime(at),
        tries: triesJson(tries),
        outcome,
      })),
  });
}
