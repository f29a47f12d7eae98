import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { fail, ok, problem } from '../../../../shared/messaging/problem.ts';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import { newBatchId } from '../../ids.ts';
import type { ContractImplementer } from '../../router.ts';
import type { Core } from '../../start.ts';
import { chooseAccount } from '../accounts/choose-account.ts';
import type { StoredAccount } from '../accounts/sql/list-accounts.ts';
import { prepareMessages, tidyTags } from '../compose/sending.ts';
import {
  cancelMessage,
  detailOf,
  findMessage,
  resendMessage,
  resendRisk,
  sourceOf,
} from './message-actions.ts';
import { listPage } from './message-lists.ts';

/** Sending and seeing what became of it. */
export function messageService(os: ContractImplementer, core: Core) {
  const { store } = core;

  const detail = (id: string) => detailOf(core, id);
  const source = (id: string) => sourceOf(core, id);

  return {
    send: os.messages.send.handler(async ({ input }) => {
      const account = chooseAccount(core, input.accountId ?? null);
      if (!account.ok) return account;
      const tags = tidyTags(input.tags ?? []);
      if (!tags.ok) return tags;
      const chain = tidyChain(input.chain as DraftChain, account.value);
      const messages = await prepareMessages(
        { ...input, chain },
        { now: core.now(), defaultCountry: core.settings().defaultCountry },
      );
      if (!messages.ok) return messages;
      const written = await store.write('createMessages', {
        now: core.now(),
        accountId: account.value.id as AccountId,
        batchId: newBatchId(),
        requestKey: input.requestKey,
        draft: chain,
        messages: messages.value,
        resendOf: null,
        tags: tags.value,
        purpose: input.purpose?.trim() || null,
        overridden: [...new Set(input.overridden)],
        draftId: input.draftId ?? null,
      });
      if (input.draftId !== undefined) core.changes.composing();
      core.outbox.kick();
      return ok(written);
    }),

    list: os.messages.list.handler(({ input, signal }) =>
      listPage(
        store,
        { filter: input.filter ?? {}, after: input.after ?? null, limit: input.limit ?? 100 },
        signal,
      ),
    ),
    rows: os.messages.rows.handler(({ input }) => store.read('messageRows', input)),
    counts: os.messages.counts.handler(({ input }) =>
      store.read('countMessages', { accountId: input.accountId ?? null }),
    ),

    get: os.messages.get.handler(async ({ input }) => {
      const found = await findMessage(core, input.id);
      return found.ok ? detail(found.value) : found;
    }),

    cancel: os.messages.cancel.handler(async ({ input }) => {
      const cancelled = await cancelMessage(core, input.id);
      return cancelled.ok ? detail(cancelled.value) : cancelled;
    }),

    resendRisk: os.messages.resendRisk.handler(async ({ input }) => {
      const message = await source(input.id);
      if (!message.ok) return message;
      const risk = resendRisk(message.value);
      return risk?.code === 'still-open' ? fail(risk) : ok(risk);
    }),

    resend: os.messages.resend.handler(async ({ input }) => {
      const made = await resendMessage(core, input);
      return made.ok ? ok({ id: made.value }) : made;
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

/** What Messente is to keep of the text is the account's choice unless the chain says otherwise. */
function tidyChain(chain: DraftChain, account: StoredAccount): DraftChain {
  return { ...chain, textStore: chain.textStore ?? account.textStore };
}
