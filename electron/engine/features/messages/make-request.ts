/** Makes the request of one attempt, and determines the attempt's outcome from the answer. */

import { type Problem, withCodeOf } from '../../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import { second } from '../../durations.ts';
import type { Log } from '../../log.ts';
import { backoffDelay } from '../../messente/backoff.ts';
import type { MessenteClient, SendOutcome } from '../../messente/types.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { PauseReason } from '../accounts/index.ts';
import type { FinishAttempt, StartedAttempt } from './sql/attempts.ts';

export type RequestOptions = {
  /**
   * Returns an account's client. @param sandboxAccount the sandbox account of a test run; null means the
   * account's own
   */
  readonly client: (accountId: string, sandboxAccount: string | null) => MessenteClient | null;
  /** Pauses one account's sending, with the reason. */
  readonly pause: (accountId: string, reason: PauseReason, problem: Problem) => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
  readonly randomUuid: () => string;
  readonly noteFailure: NoteFailure;
  readonly log: Log;
};

type Refused = Extract<SendOutcome, { kind: 'refused' }>;
type NotSent = Extract<SendOutcome, { kind: 'not-sent' }>;

const leastRetryMs = 500;
const firstRetryMs = 1_000;
export const longestRetryMs = 60_000;

/**
 * Makes the request of an attempt. It never throws: whatever fails, the attempt gets an outcome.
 * @returns the attempt's outcome, as the store takes it
 */
export async function makeRequest(options: RequestOptions, attempt: StartedAttempt): Promise<FinishAttempt> {
  const client = clientOf(options, attempt);
  if (client === null) {
    // It is certain that nothing was written to any socket.
    return {
      ...endOf(options, attempt, null),
      outcome: 'not-sent',
      retryAt: options.now() + longestRetryMs,
      problem: messagesProblem('account-gone'),
    };
  }
  try {
    return await judge(options, attempt, client, await client.send(attempt.request));
  } catch (error) {
    // The client returns values; an error is a bug of ours, which must not cause a second send.
    options.noteFailure('send-threw', error);
    return {
      ...endOf(options, attempt, null),
      outcome: 'unknown',
      omnimessageId: null,
      problem: messagesProblem('internal'),
    };
  }
}

/** Returns the account's client; null if there is none now, or it cannot be created. */
function clientOf(options: RequestOptions, attempt: StartedAttempt): MessenteClient | null {
  try {
    return options.client(attempt.accountId, attempt.sandboxAccount);
  } catch (error) {
    options.noteFailure('client-not-created', error);
    return null;
  }
}

async function judge(
  options: RequestOptions,
  attempt: StartedAttempt,
  client: MessenteClient,
  outcome: SendOutcome,
): Promise<FinishAttempt> {
  const end = endOf(options, attempt, outcome);
  switch (outcome.kind) {
    case 'accepted':
      return {
        ...end,
        outcome: 'accepted',
        omnimessageId: outcome.omnimessageId,
        messages: outcome.messages,
      };
    case 'refused':
      return refusedEnd(options, attempt, client, outcome);
    case 'not-sent':
      return notSentEnd(options, attempt, outcome);
    case 'unknown':
      return { ...end, outcome: 'unknown', problem: outcome.problem, omnimessageId: outcome.omnimessageId };
  }
}

/**
 * Returns the outcome of a refused attempt. A second call, which sends nothing, shows whether the account or
 * only this message is refused: one invalid message must not stop all others, and wrong credentials must not
 * use up all messages.
 */
async function refusedEnd(
  options: RequestOptions,
  attempt: StartedAttempt,
  client: MessenteClient,
  outcome: Refused,
): Promise<FinishAttempt> {
  const end = endOf(options, attempt, outcome);
  if (outcome.httpStatus !== 401 && outcome.httpStatus !== 403) {
    return { ...end, outcome: 'refused', problem: outcome.problem };
  }
  const check = await client.status(options.randomUuid() as OmnimessageId);
  const accountRefused = !check.ok && (check.problem.httpStatus === 401 || check.problem.httpStatus === 403);
  if (!accountRefused) return { ...end, outcome: 'refused', problem: outcome.problem };
  try {
    await options.pause(attempt.accountId, 'wrong-credentials', outcome.problem);
  } catch (error) {
    // For example, the disk is full: the message must not be lost, and the next attempt tries to pause again.
    options.noteFailure('pause-failed', error);
    return { ...end, outcome: 'not-sent', problem: outcome.problem, retryAt: options.now() + longestRetryMs };
  }
  return { ...end, outcome: 'not-sent', problem: outcome.problem, retryAt: options.now() };
}

/**
 * Returns the outcome of an attempt that Messente certainly did not accept: the message is queued again, with
 * backoff.
 */
function notSentEnd(options: RequestOptions, attempt: StartedAttempt, outcome: NotSent): FinishAttempt {
  const end = endOf(options, attempt, outcome);
  const wait =
    outcome.retryAfterMs ??
    leastRetryMs +
      backoffDelay(attempt.number - 1, {
        baseMs: firstRetryMs,
        capMs: longestRetryMs,
        random: options.random,
      });
  const { problem: why, askedWaitMs, retryAfterMs } = outcome;
  const isCapped = askedWaitMs !== retryAfterMs;
  if (askedWaitMs !== null && askedWaitMs > 0) {
    options.log('asked-to-wait', { seconds: toSeconds(askedWaitMs), retrySeconds: toSeconds(wait) });
  }
  return {
    ...end,
    outcome: 'not-sent',
    problem: withCodeOf(
      why,
      messagesProblem(isCapped ? 'any-code/retried-hourly' : 'any-code/retried', { why }),
    ),
    retryAt: options.now() + wait,
  };
}

const toSeconds = (ms: number): number => Math.ceil(ms / second);

/** Returns the fields of every outcome. @param outcome null if there was no answer */
function endOf({ now }: RequestOptions, attempt: StartedAttempt, outcome: SendOutcome | null) {
  return {
    attemptId: attempt.attemptId,
    now: now(),
    httpStatus: outcome?.httpStatus ?? null,
    response: outcome?.body ?? null,
  };
}
