import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { CellResult } from '../../../../shared/contract/runs.ts';
import type { Phrase } from '../../../../shared/messaging/problem.ts';
import { type DecimalString, isSettledState } from '../../../../shared/messaging/types.ts';
import { runsPhrase } from '../../../../shared/phrases.ts';
import type { CellFacts } from '../../../../shared/plans/judge.ts';
import { parseJson, readErrors } from '../../messente/error-bodies.ts';

/** Returns when the decisive request was sent, epoch ms; null if none was. */
function sentAtOf(message: MessageDetail): number | null {
  return message.attempts.at(-1)?.startedAt ?? null;
}

/**
 * Returns the facts by which a plan's expectations are judged.
 * @param now epoch ms
 * @param speed how many times faster the clock runs on which the times are given
 */
export function factsOf(
  message: MessageDetail,
  callbacks: { readonly verified: number; readonly forged: number },
  now: number,
  speed: number,
): CellFacts {
  const sentAt = sentAtOf(message) ?? message.createdAt;
  const sms = message.steps.find((step) => step.channel === 'sms');
  return {
    settled: isSettledState(message.state),
    notSent: notSentOf(message),
    refusal: refusalOf(message),
    accepted: message.acceptedAt !== null,
    events: message.steps.flatMap((step) =>
      step.events.map((event) => ({
        channel: step.channel,
        status: event.status,
        // A polled status arrived when we polled, so its own time is more meaningful.
        afterMs: Math.max(
          0,
          speed *
            ((event.source === 'callback' ? event.receivedAt : (event.at ?? event.receivedAt)) - sentAt),
        ),
        source: event.source,
      })),
    ),
    deliveredBy: message.deliveredBy,
    cost: message.cost as DecimalString | null,
    parts: sms?.price?.partsCount ?? null,
    callbacks,
    ageMs: Math.max(0, speed * (now - sentAt)),
  };
}

/**
 * Returns what a report says about the message of a judged cell.
 * @param now epoch ms
 */
export function cellMessageOf(message: MessageDetail, now: number): NonNullable<CellResult['message']> {
  const endedAt = isSettledState(message.state) ? (message.settledAt ?? now) : now;
  return {
    omnimessageId: message.omnimessageId,
    steps: message.steps.map(({ channel, messageId, state, status, err }) => ({
      ...{ channel, messageId, state, status, err },
    })),
    answer: answerOf(message),
    waitedMs: Math.max(0, endedAt - (sentAtOf(message) ?? message.createdAt)),
  };
}

function answerOf({ attempts, acceptedAt }: MessageDetail): NonNullable<CellResult['message']>['answer'] {
  const last = attempts.at(-1);
  if (last === undefined || acceptedAt !== null || last.outcome === 'accepted') return null;
  const { httpStatus, response, problem } = last;
  const errors = response === null ? [] : readErrors(parseJson(response));
  return { httpStatus, codes: [...new Set(errors.flatMap(({ code }) => code ?? []))], problem };
}

/** Returns the answer by which Messente refused the message; null if it was not refused, or not by Messente. */
function refusalOf(message: MessageDetail): CellFacts['refusal'] {
  const answer = answerOf(message);
  if (message.state !== 'refused' || answer === null || answer.httpStatus === null) return null;
  return { httpStatus: answer.httpStatus, codes: answer.codes };
}

function notSentOf({ state, problem }: MessageDetail): Phrase | null {
  if (state === 'cancelled') return runsPhrase('not-sent/cancelled');
  if (state !== 'refused') return null;
  return problem === null ? runsPhrase('not-sent/refused') : runsPhrase('not-sent', { why: problem });
}
