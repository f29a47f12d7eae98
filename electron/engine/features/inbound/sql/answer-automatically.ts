/** Orders the automatic answer to a person, in the transaction that stores the person's message: once, also after a crash. */
import { parsePhone } from '../../../../../shared/messaging/phone.ts';
import type { ReplyMeaning } from '../../../../../shared/messaging/reply-words.ts';
import type { AccountId, E164 } from '../../../../../shared/messaging/types.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { newLocalId } from '../../../ids.ts';
import { delayBlacklisting } from '../../consent/sql/index.ts';
import { createMessages, holdOf, withdrawalOf } from '../../messages/sql/index.ts';
import { storedCaps } from '../../spending/sql/index.ts';
import { automaticAnswers } from './reply-settings.ts';

/** A person gets at most one automatic answer in this time, so two machines never answer each other forever. */
const onceInMs = 24 * 60 * 60_000;

/** Messente may refuse a message to a number on its blacklist, so the confirmation goes first. */
const beforeBlacklistMs = 60_000;

type Received = {
  readonly inboundId: string;
  readonly identity: string;
  readonly number: E164 | null;
  readonly channel: string | null;
  readonly meaning: ReplyMeaning | null;
  /** Whether the person was on the do-not-send list before this message. */
  readonly wasListed: boolean;
  /** UTC epoch ms. */
  readonly receivedAt: number;
};

/**
 * Orders the answer to HELP, or the confirmation of STOP, if there is a text for it and a daily spend cap.
 * @param received a new, verified message, after what it means was done
 */
export function answerAutomatically(context: WriteContext, received: Received): void {
  const { inboundId, identity, number, channel, meaning, receivedAt } = received;
  if (number === null || (meaning !== 'help' && meaning !== 'stop')) return;
  // Only SMS is documented.
  if (channel !== null && channel !== 'sms') return;
  const now = Math.max(context.call.at, receivedAt);
  // It waited for the key store.
  if (now - receivedAt > onceInMs) return;
  const text = automaticAnswers(context)[meaning];
  if (text === null || storedCaps(context).daily === null) return;
  if (meaning === 'stop' ? received.wasListed : mayNotWrite(context, number)) return;
  if (hasBeenAnswered(context, number, receivedAt)) return;
  const from = context.get<{ account_id: AccountId; number: string }>(
    'SELECT account_id, number FROM inbound_number WHERE id = ? AND removed_at IS NULL',
    inboundId,
  );
  if (from === undefined || from.number === number) return;
  const phone = parsePhone(number);
  createMessages(context, {
    ...{ now, accountId: from.account_id, batchId: newLocalId(), resendOf: null },
    requestKey: `answer ${inboundId} ${identity}`,
    draft: { steps: [{ channel: 'sms', text, sender: from.number }] },
    messages: [{ id: newLocalId(), to: number, country: phone.ok ? phone.value.country : null }],
    automatic: meaning,
  });
  if (meaning === 'stop') delayBlacklisting(context, { number, until: now + beforeBlacklistMs });
}

function mayNotWrite(context: WriteContext, number: E164): boolean {
  return withdrawalOf(context, number) !== null || holdOf(context, number) !== null;
}

function hasBeenAnswered(context: WriteContext, number: E164, at: number): boolean {
  const found = context.get(
    'SELECT 1 FROM omnimessage WHERE recipient = ? AND automatic IS NOT NULL AND created_at > ?',
    number,
    at - onceInMs,
  );
  return found !== undefined;
}
