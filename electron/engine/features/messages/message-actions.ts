/** Actions on existing messages: find, show, cancel, resend. For one message, and for several at once. */

import type { ResendMore } from '../../../../shared/contract/compose.ts';
import { checkChain } from '../../../../shared/messaging/check-chain.ts';
import type { DraftChain } from '../../../../shared/messaging/compose.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import type { AccountId, OmnimessageId } from '../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import { newBatchId, newLocalId } from '../../ids.ts';
import type { Store } from '../../store.ts';
import { chooseAccount, type Registry } from '../accounts/index.ts';
import type { Canceller } from './canceller.ts';
import { findMessage, noSuchMessage } from './find-message.ts';
import type { ResendSource } from './sql/work.ts';

type CancelNeeds = {
  readonly store: Store;
  readonly registry: Registry;
  readonly canceller: Canceller;
  readonly reconciler: { wake(): void };
  readonly now: () => number;
};

type ResendNeeds = {
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => number;
};

/** Returns what a message was created from; the id as in {@link findMessage}. */
export async function sourceOf(store: Store, id: string): Promise<Result<ResendSource>> {
  const found = await findMessage(store, id);
  if (!found.ok) return found;
  const row = await store.read('messageSource', { id: found.value });
  return row === null ? fail(noSuchMessage(id)) : ok(row);
}

/**
 * Withdraws a queued message, or cancels a scheduled one at Messente.
 * @returns the local id; problem `too-late` if it cannot be stopped any more, and those of the call
 */
export async function cancelMessage(needs: CancelNeeds, id: string): Promise<Result<string>> {
  const message = await sourceOf(needs.store, id);
  if (!message.ok) return message;
  const own = message.value.id;
  if (await needs.store.write('cancelQueued', { id: own, now: needs.now() })) return ok(own);
  const refused = await cancelAtMessente(needs, message.value);
  return refused === null ? ok(own) : fail(refused);
}

/** Cancels a message at Messente. @returns null if it was cancelled, otherwise the problem */
async function cancelAtMessente(needs: CancelNeeds, message: ResendSource): Promise<Problem | null> {
  if (message.state === 'cancelled') return null;
  if (message.state === 'sending') {
    return messagesProblem('too-late', {}, 'id');
  }
  const isAhead = message.sendAt !== null && message.sendAt > needs.now();
  if (message.omnimessageId === null && message.state === 'unknown' && isAhead) {
    await needs.store.write('cancelThese', { ids: [message.id], reason: 'person', now: needs.now() });
    needs.canceller.wake();
    return messagesProblem('cancel-waits', {}, 'id');
  }
  if (message.omnimessageId === null || (message.state !== 'scheduled' && message.state !== 'pending')) {
    return messagesProblem('too-late/settled', {}, 'id');
  }
  const client = needs.registry.clientToCancel(message.accountId);
  if (client === null) {
    return messagesProblem('account-locked');
  }
  const cancelled = await client.cancel(message.omnimessageId as OmnimessageId);
  if (cancelled.ok) {
    await needs.store.write('markCancelled', { id: message.id, now: needs.now() });
    return null;
  }
  needs.reconciler.wake();
  if (!isAhead || cancelled.problem.httpStatus !== null) return cancelled.problem;
  // Without a connection, the user's cancellation is retried until the message is sent.
  await needs.store.write('cancelThese', { ids: [message.id], reason: 'person', now: needs.now() });
  needs.canceller.wake();
  return messagesProblem('not-cancelled-yet', { why: cancelled.problem }, cancelled.problem.field);
}

/** Returns the risk of resending a message; null if the person certainly has not received it. */
export function resendRisk(message: ResendSource): Problem | null {
  switch (message.state) {
    case 'queued':
    case 'sending':
    case 'scheduled':
      return messagesProblem('still-open', {}, 'id');
    case 'refused':
    case 'cancelled':
      return null;
    case 'failed':
      return null;
    case 'unknown':
      return messagesProblem('may-reach-twice', {}, 'id');
    case 'pending':
      return messagesProblem('may-reach-twice/pending', {}, 'id');
    default:
      return messagesProblem('may-reach-twice/reached', {}, 'id');
  }
}

export type Resend = {
  readonly id: string;
  /** Also if the person may receive it twice. */
  readonly evenIfTwice: boolean;
  readonly requestKey: string;
  /** The user's answers to the warnings; see beforeResending. */
  readonly more?: ResendMore | undefined;
};

/**
 * Creates a new omnimessage like the old one, linked to it. A repeated request key creates nothing.
 * @returns the new message's id; problems `still-open`, `may-reach-twice`, those of the account, of the chain
 * if the
 * retention rule has removed its texts, and `time-past` if it is held until a time that has passed
 */
export async function resendMessage(needs: ResendNeeds, input: Resend): Promise<Result<string>> {
  const message = await sourceOf(needs.store, input.id);
  if (!message.ok) return message;
  const old = message.value;
  const risk = resendRisk(old);
  if (risk !== null && (risk.code === 'still-open' || !input.evenIfTwice)) return fail(risk);
  const account = chooseAccount(needs.registry, old.accountId);
  if (!account.ok) return account;
  const { timeToSend: _past, ...as } = JSON.parse(old.draft) as DraftChain;
  const { timeToSend, overridden = [], estimate } = input.more ?? {};
  const chain: DraftChain = timeToSend === undefined ? as : { ...as, timeToSend };
  // The retention rule may have removed its texts.
  const [missing] = checkChain(chain, needs.now());
  if (missing) return fail(missing);
  const written = await needs.store.write('createMessages', {
    now: needs.now(),
    accountId: old.accountId as AccountId,
    batchId: newBatchId(),
    requestKey: input.requestKey,
    draft: chain,
    messages: [
      {
        id: newLocalId(),
        to: old.to,
        country: old.country,
        ...(estimate === undefined ? {} : { estimate }),
      },
    ],
    resendOf: old.id,
    overridden: [...new Set(overridden)],
  });
  const [made] = written.messages;
  if (!made) throw new Error('the new message was not written');
  return ok(made.id);
}
