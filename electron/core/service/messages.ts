import type { MessageDetail } from '../../../shared/contract/schemas.ts';
import { checkChain, type DraftChain } from '../../../shared/messaging/compose.ts';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { fail, ok, type Problem, problem, type Result } from '../../../shared/messaging/problem.ts';
import type { AccountId, E164, OmnimessageId } from '../../../shared/messaging/types.ts';
import type { Core } from '../console.ts';
import { newBatchId, newLocalId } from '../ids.ts';
import type { StoredAccount } from '../store/read/accounts.ts';
import type { ResendSource } from '../store/read/work.ts';
import { cannotCall } from './accounts.ts';
import type { ContractImplementer } from './router.ts';

type Recipient = { readonly e164: E164; readonly country: string | null };

/** Sending and seeing what became of it. */
export function messageService(os: ContractImplementer, core: Core) {
  const { store } = core;

  const find = async (id: string): Promise<Result<string>> => {
    const found = await store.read('findMessage', { id: id.trim() });
    if (found === 'ambiguous') {
      return fail(
        problem('id-ambiguous', `More than one message begins with ${id}.`, 'Give more of the id.', 'id'),
      );
    }
    return found === null
      ? fail(problem('no-such-message', `There is no message ${id}.`, 'See the list for its id.', 'id'))
      : ok(found.id);
  };
  const detail = async (id: string): Promise<Result<MessageDetail>> => {
    const found = await store.read('messageDetail', { id });
    return found === null
      ? fail(problem('no-such-message', `There is no message ${id}.`, 'See the list for its id.', 'id'))
      : ok(found);
  };
  const source = async (id: string): Promise<Result<ResendSource>> => {
    const found = await find(id);
    if (!found.ok) return found;
    const row = await store.read('messageSource', { id: found.value });
    return row === null
      ? fail(problem('no-such-message', `There is no message ${id}.`, 'See the list for its id.', 'id'))
      : ok(row);
  };

  return {
    send: os.messages.send.handler(async ({ input }) => {
      const account = chooseAccount(core, input.accountId ?? null);
      if (!account.ok) return account;
      const chain = tidyChain(input.chain as DraftChain, account.value);
      const [first] = checkChain(chain, core.now());
      if (first) return fail(first);
      const recipients = readRecipients(input.to, core.settings().defaultCountry);
      if (!recipients.ok) return recipients;
      const written = await store.write('createMessages', {
        now: core.now(),
        accountId: account.value.id as AccountId,
        batchId: newBatchId(),
        requestKey: input.requestKey,
        draft: chain,
        messages: recipients.value.map(({ e164, country }) => ({ id: newLocalId(), to: e164, country })),
        resendOf: null,
      });
      core.outbox.kick();
      return ok(written);
    }),

    list: os.messages.list.handler(({ input }) =>
      store.read('listMessages', {
        filter: input.filter ?? {},
        after: input.after ?? null,
        limit: input.limit ?? 100,
      }),
    ),
    rows: os.messages.rows.handler(({ input }) => store.read('messageRows', input)),
    counts: os.messages.counts.handler(({ input }) =>
      store.read('countMessages', { accountId: input.accountId ?? null }),
    ),

    get: os.messages.get.handler(async ({ input }) => {
      const found = await find(input.id);
      return found.ok ? detail(found.value) : found;
    }),

    cancel: os.messages.cancel.handler(async ({ input }) => {
      const message = await source(input.id);
      if (!message.ok) return message;
      const { id } = message.value;
      if (await store.write('cancelQueued', { id, now: core.now() })) return detail(id);
      const refused = await cancelAtMessente(core, message.value);
      return refused === null ? detail(id) : fail(refused);
    }),

    resendRisk: os.messages.resendRisk.handler(async ({ input }) => {
      const message = await source(input.id);
      if (!message.ok) return message;
      const risk = resendRisk(message.value);
      return risk?.code === 'still-open' ? fail(risk) : ok(risk);
    }),

    resend: os.messages.resend.handler(async ({ input }) => {
      const message = await source(input.id);
      if (!message.ok) return message;
      const old = message.value;
      const risk = resendRisk(old);
      if (risk !== null && (risk.code === 'still-open' || !input.evenIfTwice)) return fail(risk);
      const account = chooseAccount(core, old.accountId);
      if (!account.ok) return account;
      const { timeToSend: _past, ...chain } = JSON.parse(old.draft) as DraftChain;
      // Its texts may have been taken out by the retention rule.
      const [missing] = checkChain(chain, core.now());
      if (missing) return fail(missing);
      const written = await store.write('createMessages', {
        now: core.now(),
        accountId: old.accountId as AccountId,
        batchId: newBatchId(),
        requestKey: input.requestKey,
        draft: chain,
        messages: [{ id: newLocalId(), to: old.to as E164, country: old.country }],
        resendOf: old.id,
      });
      core.outbox.kick();
      const [made] = written.messages;
      if (!made) throw new Error('the new message was not written');
      return ok({ id: made.id });
    }),

    ask: os.messages.ask.handler(async ({ input }) => {
      const message = await source(input.id);
      if (!message.ok) return message;
      const { id, accountId, omnimessageId } = message.value;
      if (omnimessageId === null) {
        return fail(
          problem(
            'not-known-at-messente',
            "Messente's id of this message is not known, so its status can not be asked for.",
            'Wait for a delivery report, which would tell it.',
            'id',
          ),
        );
      }
      const asked = await core.reconciler.ask({ id, accountId, omnimessageId });
      return asked.ok ? detail(id) : asked;
    }),
  };
}

function chooseAccount(core: Core, id: string | null): Result<StoredAccount> {
  const wanted = id ?? core.registry.currentId();
  const account = core.registry
    .active()
    .find((candidate) => candidate.id === wanted || candidate.name === wanted);
  if (!account) {
    return fail(
      id === null
        ? problem('no-account', 'There is no account yet.', 'Add one, or try the sandbox.', 'account')
        : problem('no-such-account', `There is no account ${id}.`, 'See the list of accounts.', 'account'),
    );
  }
  // A locked key store doesn't keep a message from being written down: it goes once the store is open.
  if (core.registry.client(account.id) === null && core.registry.passwords(account.id).kind === 'none') {
    return fail(cannotCall(core, account));
  }
  return ok(account);
}

/** What Messente is to keep of the text is the account's choice unless the chain says otherwise. */
function tidyChain(chain: DraftChain, account: StoredAccount): DraftChain {
  return { ...chain, textStore: chain.textStore ?? account.textStore };
}

/** All or none: one number that is none stops the whole sending, and is named. The same number twice is one message. */
function readRecipients(texts: readonly string[], defaultCountry: string | null): Result<Recipient[]> {
  const found = new Map<E164, Recipient>();
  for (const [index, text] of texts.entries()) {
    const phone = parsePhone(text, defaultCountry ?? undefined);
    if (!phone.ok) return fail({ ...phone.problem, field: `to[${index}]` });
    found.set(phone.value.e164, phone.value);
  }
  return ok([...found.values()]);
}

/** What sending a message again would risk; null: nothing, the person certainly has not got it. */
function resendRisk(message: ResendSource): Problem | null {
  switch (message.state) {
    case 'queued':
    case 'sending':
    case 'scheduled':
      return problem(
        'still-open',
        'This message has not been sent yet.',
        'Wait for it, or cancel it first.',
        'id',
      );
    case 'refused':
    case 'cancelled':
      return null;
    case 'failed':
      return null;
    case 'unknown':
      return problem(
        'may-reach-twice',
        'Nobody knows whether this message was accepted: sent again, it may reach the person twice.',
        'Send it again only if that is better than not at all.',
        'id',
      );
    case 'pending':
      return problem(
        'may-reach-twice',
        'This message is still on its way: sent again, it may reach the person twice.',
        'Wait until it is settled, or send it again all the same.',
        'id',
      );
    default:
      return problem(
        'may-reach-twice',
        'This message has reached the person: sent again, it will reach them twice.',
        'Send it again only if that is what you want.',
        'id',
      );
  }
}

/** @returns null where Messente has cancelled it, else why not */
async function cancelAtMessente(core: Core, message: ResendSource): Promise<Problem | null> {
  if (message.state === 'cancelled') return null;
  if (message.state === 'sending') {
    return problem('too-late', 'This message is being sent at this moment.', 'Try again in a moment.', 'id');
  }
  if (message.omnimessageId === null || (message.state !== 'scheduled' && message.state !== 'pending')) {
    return problem('too-late', 'This message can not be cancelled any more.', 'Nothing can be done.', 'id');
  }
  const client = core.registry.client(message.accountId);
  if (client === null) {
    return problem(
      'account-locked',
      'The account of this message can not be used now.',
      'Unlock or check the account.',
    );
  }
  const cancelled = await client.cancel(message.omnimessageId as OmnimessageId);
  if (!cancelled.ok) {
    core.reconciler.kick();
    return cancelled.problem;
  }
  await core.store.write('markCancelled', { id: message.id, now: core.now() });
  return null;
}
