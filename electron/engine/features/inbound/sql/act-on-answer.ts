/** Acts on what an answer means, in the transaction that stores the answer. */
import type { Actor } from '../../../../../shared/contract/journal.ts';
import {
  type ReplyMeaning,
  replyMeaning,
  replyVocabulary,
} from '../../../../../shared/messaging/reply-words.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { readInbound } from '../../../messente/read-inbound.ts';
import { reachesNobody } from '../../accounts/sql/index.ts';
import { addDoNotSend } from '../../consent/sql/index.ts';
import { holdQueuedTo } from '../../messages/sql/index.ts';
import { ownReplyWords } from './reply-settings.ts';

/** Who acts on answers, in the audit log. */
export const answerRule: Actor = { kind: 'rule', name: 'answers' };

/** The do-not-send list and the ledger of consent show this much of the answer. */
const mostShown = 100;

export function shownText(text: string | null): string | null {
  return text?.trim().slice(0, mostShown) ?? null;
}

/** Returns the number of a sender; null if it is a short number or a name, to which nothing is sent. */
export function numberOfSender(sender: string | null): E164 | null {
  return sender !== null && /^\+[1-9]\d{6,14}$/u.test(sender) ? (sender as E164) : null;
}

/** Returns whether an answer came through an account that does not send real messages, so that no real person wrote it. */
export function isSimulatedAnswer(context: QueryContext, inboundId: string): boolean {
  const account = context.get<{ kind: 'messente' | 'sandbox'; baseUrl: string }>(
    'SELECT kind, base_url AS baseUrl FROM account WHERE id = (SELECT account_id FROM inbound_number WHERE id = ?)',
    inboundId,
  );
  return account !== undefined && reachesNobody(account);
}

/** Returns to which blacklists an opt-out by an answer is written. */
export function blacklistsFor(context: QueryContext, inboundId: string): 'all' | 'sandboxes' {
  return isSimulatedAnswer(context, inboundId) ? 'sandboxes' : 'all';
}

type Answer = { readonly number: E164 | null; readonly text: string | null };

/** Returns what an answer means, with regard to the last message that was sent to the person. */
export function meaningOf(context: WriteContext, { number, text }: Answer): ReplyMeaning | null {
  if (text === null) return null;
  const last =
    number === null
      ? undefined
      : context.get<{ purpose: string | null }>(
          'SELECT purpose FROM omnimessage WHERE recipient = ? ORDER BY seq DESC LIMIT 1',
          number,
        );
  const isAboutAppointments = /^appointments?$/iu.test(last?.purpose?.trim() ?? '');
  return replyMeaning(text, isAboutAppointments, vocabularyOf(context));
}

/** Returns the words that apply; undefined: the built-in ones, which need not be put together again. */
function vocabularyOf(context: WriteContext) {
  const own = ownReplyWords(context);
  return Object.values(own).every((words) => words.length === 0) ? undefined : replyVocabulary(own);
}

/**
 * Ends all sending to a person who opted out, or holds it where a person must decide.
 * @param answer.receivedAt epoch ms
 * @returns whether the do-not-send list, or what is held, has changed
 */
export function actOnAnswer(
  context: WriteContext,
  answer: Answer & {
    readonly meaning: ReplyMeaning | null;
    readonly receivedAt: number;
    /** The number that received it. */
    readonly inboundId: string;
  },
): 'opted-out' | 'held' | null {
  const { number, meaning, text, receivedAt } = answer;
  if (number === null) return null;
  if (meaning === 'stop') {
    addDoNotSend(context, {
      ...{ numbers: [number], reason: shownText(text), source: 'reply' },
      ...{ at: receivedAt, now: context.call.at, by: answerRule },
      writtenTo: blacklistsFor(context, answer.inboundId),
    });
    return 'opted-out';
  }
  if (meaning !== 'near-miss') return null;
  holdQueuedTo(context, number);
  return 'held';
}

/** Returns who opts out in a message whose signature is not verified yet; null if nobody does. */
export function optedOutIn(context: WriteContext, body: Uint8Array): E164 | null {
  const { sender, text } = readInbound(body).content;
  const number = numberOfSender(sender);
  return meaningOf(context, { number, text }) === 'stop' ? number : null;
}
