import type { Overview } from '../../../../shared/contract/console.ts';
import type { Settings } from '../../../../shared/contract/settings.ts';
import { storedPurpose } from '../../../../shared/messaging/check-purposes.ts';
import { type DraftChain, withTidySenders } from '../../../../shared/messaging/compose.ts';
import { fail, ok } from '../../../../shared/messaging/problem.ts';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { ContractImplementer } from '../../contract-os.ts';
import type { Emit } from '../../events.ts';
import { newBatchId } from '../../ids.ts';
import type { Store } from '../../store.ts';
import { chooseAccount, type Registry, type StoredAccount } from '../accounts/index.ts';
import { prepareMessages, tidyTags } from '../compose/index.ts';
import { detailOf, findMessage } from './find-message.ts';
import { cancelMessage, resendMessage, resendRisk, sourceOf } from './message-actions.ts';
import { listPage } from './message-lists.ts';
import { organizingHandlers } from './organizing-handlers.ts';
import type { Reconciler } from './polling/poller.ts';

/** Returns the handlers of all calls about messages. */
export function messageHandlers(
  os: ContractImplementer,
  needs: Parameters<typeof sendHandlers>[1] &
    Parameters<typeof actionHandlers>[1] &
    Parameters<typeof organizingHandlers>[1],
) {
  const { store } = needs;
  return {
    ...sendHandlers(os, needs),
    ...actionHandlers(os, needs),
    ...organizingHandlers(os, needs),

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
      const found = await findMessage(store, input.id);
      return found.ok ? detailOf(store, found.value) : found;
    }),
  };
}

function sendHandlers(
  os: ContractImplementer,
  needs: {
    readonly store: Store;
    readonly registry: Registry;
    readonly settings: () => Settings;
    readonly emit: Emit;
    readonly now: () => number;
  },
) {
  const { store, now } = needs;
  return {
    send: os.messages.send.handler(async ({ input }) => {
      const account = chooseAccount(needs.registry, input.accountId ?? null);
      if (!account.ok) return account;
      const tags = tidyTags(input.tags ?? []);
      if (!tags.ok) return tags;
      const given = input.chain as DraftChain;
      const chain = withTextStore(input.literal ? given : withTidySenders(given), account.value);
      const purpose = storedPurpose(needs.settings().purposes, input.purpose ?? null);
      if (!purpose.ok) return purpose;
      const messages = await prepareMessages(
        { ...input, chain },
        { now: now(), defaultCountry: needs.settings().defaultCountry },
      );
      if (!messages.ok) return messages;
      const written = await store.write('createMessages', {
        now: now(),
        accountId: account.value.id as AccountId,
        batchId: newBatchId(),
        requestKey: input.requestKey,
        draft: chain,
        messages: messages.value,
        resendOf: null,
        tags: tags.value,
        purpose: purpose.value,
        overridden: [...new Set(input.overridden)],
        approvedCost: input.approvedCost ?? null,
        draftId: input.draftId ?? null,
      });
      if (input.draftId !== undefined) needs.emit({ type: 'draft-changed' });
      return ok(written);
    }),
  };
}

function actionHandlers(
  os: ContractImplementer,
  needs: Parameters<typeof cancelMessage>[0] &
    Parameters<typeof resendMessage>[0] & { readonly reconciler: Reconciler },
) {
  const { store } = needs;
  return {
    cancel: os.messages.cancel.handler(async ({ input }) => {
      const cancelled = await cancelMessage(needs, input.id);
      return cancelled.ok ? detailOf(store, cancelled.value) : cancelled;
    }),

    sendAnyway: os.messages.sendAnyway.handler(async ({ input }) => {
      const found = await findMessage(store, input.id);
      if (!found.ok) return found;
      const wasHeld = await store.write('sendInQuietHours', { id: found.value, now: needs.now() });
      return wasHeld ? detailOf(store, found.value) : fail(messagesProblem('not-held', {}, 'id'));
    }),

    resendRisk: os.messages.resendRisk.handler(async ({ input }) => {
      const message = await sourceOf(store, input.id);
      if (!message.ok) return message;
      const risk = resendRisk(message.value);
      return risk?.code === 'still-open' ? fail(risk) : ok(risk);
    }),

    resend: os.messages.resend.handler(async ({ input }) => {
      const made = await resendMessage(needs, input);
      return made.ok ? ok({ id: made.value }) : made;
    }),

    ask: os.messages.ask.handler(async ({ input }) => {
      const message = await sourceOf(store, input.id);
      if (!message.ok) return message;
      const { id, accountId, omnimessageId } = message.value;
      if (omnimessageId === null) {
        return fail(messagesProblem('not-known-at-messente', {}, 'id'));
      }
      const asked = await needs.reconciler.ask({ id, accountId, omnimessageId });
      return asked.ok ? detailOf(store, id) : asked;
    }),
  };
}

/** Returns the handlers for pausing and resuming all sending. */
export function outboxHandlers(
  os: ContractImplementer,
  needs: {
    readonly store: Store;
    readonly reloadSettings: () => Promise<void>;
    readonly registry: Registry;
    readonly overview: () => Promise<Overview>;
    readonly now: () => number;
  },
) {
  const setPause = async (pause: NonNullable<Overview['pause']> | null): Promise<Overview> => {
    await needs.store.write('setPause', { pause });
    await needs.reloadSettings();
    await needs.registry.reload();
    return needs.overview();
  };
  return {
    pause: os.outbox.pause.handler(() =>
      setPause({
        reason: 'person',
        problem: messagesProblem('paused'),
        at: needs.now(),
      }),
    ),
    resume: os.outbox.resume.handler(() => setPause(null)),
  };
}

/** The account decides what Messente stores of the text, unless the chain says otherwise. */
function withTextStore(chain: DraftChain, account: StoredAccount): DraftChain {
  return { ...chain, textStore: chain.textStore ?? account.textStore };
}
