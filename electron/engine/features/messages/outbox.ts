/**
 * What is to be sent: written down before it is sent, one attempt recorded before each request, one omnimessage a
 * request, several requests at once. What is certain not to have been accepted is queued again, with backoff; what
 * nobody knows is left as unknown and never sent again by itself.
 */

import { type Problem, withCodeOf } from '../../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { Log } from '../../log.ts';
import { backoffDelay } from '../../messente/backoff.ts';
import type { MessenteClient, SendOutcome } from '../../messente/types.ts';
import type { Store } from '../../store.ts';
import type { PauseReason } from '../accounts/index.ts';
import type { FinishAttempt, StartedAttempt } from './sql/attempts.ts';

export type OutboxOptions = {
  readonly store: Store;
  /** Accounts that can send at this moment, and where their reports can come to (null: nowhere). */
  readonly accounts: () => readonly { readonly id: string; readonly callbackBase: string | null }[];
  /** @param sandboxAccount of a test run, in whose name it is sent; null: the account's own */
  readonly client: (accountId: string, sandboxAccount: string | null) => MessenteClient | null;
  /** Stops one account's sending, with the reason. */
  readonly pause: (accountId: string, reason: PauseReason, problem: Problem) => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
  readonly randomUuid: () => string;
  readonly log: Log;
  /** Requests at once; default 16. */
  readonly concurrency?: number;
};

export type Outbox = {
  /** Marks what a crash left without an end, then sends what is queued; also after stop(). @returns how many became unknown */
  start(): Promise<number>;
  /** Something may be due: new messages, a resumed account, a network that is back. */
  kick(): void;
  /** Requests under way. */
  inFlight(): number;
  /** Starts nothing more and waits for what is under way (at most the client's own time limits). */
  stop(): Promise<void>;
};

/** Between two looks when the disk refuses a write. */
const storeRetryMs = 1_000;
const leastRetryMs = 500;
const firstRetryMs = 1_000;
const longestRetryMs = 60_000;

export function createOutbox(options: OutboxOptions): Outbox {
  const { store, now, log } = options;
  const concurrency = options.concurrency ?? 16;
  const running = new Set<Promise<void>>();
  let requests = 0;
  let started = false;
  let stopping = false;
  let pumping: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;

  function kick(): void {
    if (!started || stopping) return;
    again = true;
    pumping ??= pump().finally(() => {
      pumping = null;
      if (again) kick();
    });
  }

  async function pump(): Promise<void> {
    while (again && !stopping) {
      again = false;
      const free = concurrency - requests;
      if (free <= 0) return;
      const accounts = options.accounts();
      if (accounts.length === 0) return;
      try {
        const attempts = await store.write('beginAttempts', { now: now(), limit: free, accounts });
        for (const attempt of attempts) launch(attempt);
        if (attempts.length === 0) await planNext(accounts.map((account) => account.id));
      } catch (error) {
        log('outbox-store-failed', { error: error instanceof Error ? error.message : String(error) });
        plan(storeRetryMs);
      }
    }
  }

  async function planNext(accounts: readonly string[]): Promise<void> {
    const { nextDueAt } = await store.read('outboxWork', { accounts });
    if (nextDueAt !== null) plan(Math.max(0, nextDueAt - now()));
  }

  function plan(ms: number): void {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(kick, Math.min(ms, longestRetryMs));
  }

  function launch(attempt: StartedAttempt): void {
    requests += 1;
    const run = perform(attempt).finally(() => {
      running.delete(run);
      kick();
    });
    running.add(run);
  }

  /** The answer is here: the next attempt is taken in the same commit that this one's end is written in. */
  function requestEnded(): void {
    requests -= 1;
    queueMicrotask(kick);
  }

  async function perform(attempt: StartedAttempt): Promise<void> {
    const client = options.client(attempt.accountId, attempt.sandboxAccount);
    if (client === null) {
      requestEnded();
      // Nothing has been written to any socket: certain.
      await finish({
        ...endOf(attempt, null, null),
        outcome: 'not-sent',
        retryAt: now() + longestRetryMs,
        problem: messagesProblem('account-gone'),
      });
      return;
    }
    let outcome: SendOutcome;
    try {
      outcome = await client.send(JSON.parse(attempt.body) as object);
    } catch (error) {
      requestEnded();
      // The client answers with values; a rejection is a bug of ours, and a bug must not become a second send.
      log('send-threw', { error: error instanceof Error ? error.message : String(error) });
      await finish({
        ...endOf(attempt, null, null),
        outcome: 'unknown',
        omnimessageId: null,
        problem: messagesProblem('internal'),
      });
      return;
    }
    const end = await judge(attempt, client, outcome);
    requestEnded();
    await finish(end);
  }

  async function judge(
    attempt: StartedAttempt,
    client: MessenteClient,
    outcome: SendOutcome,
  ): Promise<FinishAttempt> {
    const end = endOf(attempt, outcome.httpStatus, outcome.body);
    switch (outcome.kind) {
      case 'accepted':
        return {
          ...end,
          outcome: 'accepted',
          omnimessageId: outcome.omnimessageId,
          messages: outcome.messages,
        };
      case 'refused': {
        if (outcome.httpStatus !== 401 && outcome.httpStatus !== 403) {
          return { ...end, outcome: 'refused', problem: outcome.problem };
        }
        // Is it the account, or this one message? Another call that sends nothing tells: one odd message must not
        // stop all others, and wrong credentials must not use up all of them.
        const check = await client.status(options.randomUuid() as OmnimessageId);
        const accountRefused =
          !check.ok && (check.problem.httpStatus === 401 || check.problem.httpStatus === 403);
        if (!accountRefused) return { ...end, outcome: 'refused', problem: outcome.problem };
        try {
          await options.pause(attempt.accountId, 'wrong-credentials', outcome.problem);
        } catch (error) {
          // The disk is full, say: the message must not be lost of it, and the next attempt tries to pause again.
          log('pause-failed', { error: error instanceof Error ? error.message : String(error) });
          return { ...end, outcome: 'not-sent', problem: outcome.problem, retryAt: now() + longestRetryMs };
        }
        return { ...end, outcome: 'not-sent', problem: outcome.problem, retryAt: now() };
      }
      case 'not-sent': {
        const wait =
          outcome.retryAfterMs ??
          leastRetryMs +
            backoffDelay(attempt.number - 1, {
              baseMs: firstRetryMs,
              capMs: longestRetryMs,
              random: options.random,
            });
        const { problem: why } = outcome;
        return {
          ...end,
          outcome: 'not-sent',
          problem: withCodeOf(why, messagesProblem('any-code/retried', { why })),
          retryAt: now() + wait,
        };
      }
      case 'unknown':
        return { ...end, outcome: 'unknown', problem: outcome.problem, omnimessageId: outcome.omnimessageId };
    }
  }

  function endOf(attempt: StartedAttempt, httpStatus: number | null, response: string | null) {
    return { attemptId: attempt.attemptId, now: now(), httpStatus, response };
  }

  /** Tried until the disk takes it: what Messente answered must not be lost while this process lives. */
  async function finish(end: FinishAttempt): Promise<void> {
    for (;;) {
      try {
        await store.write('finishAttempt', end);
        return;
      } catch (error) {
        log('outbox-store-failed', { error: error instanceof Error ? error.message : String(error) });
        if (stopping) return;
        await new Promise((resolve) => setTimeout(resolve, storeRetryMs));
      }
    }
  }

  return {
    async start() {
      stopping = false;
      const recovered = await store.write('recoverAttempts', {
        now: now(),
        problem: messagesProblem('interrupted'),
      });
      started = true;
      kick();
      return recovered;
    },
    kick,
    inFlight: () => running.size,
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      await pumping;
      await Promise.all(running);
    },
  };
}
