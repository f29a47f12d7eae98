/**
 * Sends queued messages: each is stored before it is sent, each attempt is recorded before its request, with
 * one omnimessage per request and several concurrent requests. Messages that were certainly not accepted are
 * queued again, with backoff; an uncertain outcome becomes unknown and is never resent automatically.
 */

import { withCodeOf } from '../../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../../shared/problems/database.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { Store } from '../../store.ts';
import { longestRetryMs, makeRequest, type RequestOptions } from './make-request.ts';
import type { FinishAttempt, StartedAttempt } from './sql/attempts.ts';

export type OutboxOptions = RequestOptions & {
  readonly store: Store;
  /** Returns the accounts that can send now, and where their reports can arrive (null: nowhere). */
  readonly accounts: () => readonly { readonly id: string; readonly callbackBase: string | null }[];
  /** The number of concurrent requests; default 16. */
  readonly concurrency?: number;
};

export type Outbox = {
  /**
   * Marks attempts that a crash left unfinished, then sends queued messages; also after stop(). @returns how
   * many became unknown at the first start
   */
  start(): Promise<number>;
  /** Checks now for due messages: new messages, a resumed account, a restored network. */
  wake(): void;
  /** Returns the number of requests under way. */
  inFlight(): number;
  /** Starts nothing more and waits for requests under way (at most the client's own time limits). */
  stop(): Promise<void>;
};

/** The wait before retrying if the disk refuses a write. */
const storeRetryMs = 1_000;

export function createOutbox(options: OutboxOptions): Outbox {
  const { store, now, noteFailure } = options;
  const concurrency = options.concurrency ?? 16;
  const running = new Map<number, Promise<void>>();
  /**
   * Which attempts may be unfinished without being under way here: 'interrupted', whose requests may have been
   * made before the start; 'unanswered', which a failed call may have begun, and of which no request was made.
   */
  let leftOpen: 'none' | 'unanswered' | 'interrupted' = 'interrupted';
  let requests = 0;
  let started = false;
  let stopping = false;
  let pumping: Promise<void> | null = null;
  let again = false;
  let timer: NodeJS.Timeout | null = null;

  function wake(): void {
    if (!started || stopping) return;
    again = true;
    pumping ??= pump().finally(() => {
      pumping = null;
      if (again) wake();
    });
  }

  async function pump(): Promise<void> {
    while (again && !stopping) {
      again = false;
      const free = concurrency - requests;
      if (free <= 0) return;
      try {
        // Between two calls of beginAttempts, so that every answered attempt is known.
        if (leftOpen !== 'none') await settleOpen();
        const accounts = options.accounts();
        if (accounts.length === 0) return;
        const attempts = await store.write('beginAttempts', { now: now(), limit: free, accounts });
        for (const attempt of attempts) launch(attempt);
        if (attempts.length === 0) await planNext(accounts.map((account) => account.id));
      } catch (error) {
        if (leftOpen === 'none') leftOpen = 'unanswered';
        noteFailure('outbox-store-failed', error);
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
    timer = setTimeout(wake, Math.min(ms, longestRetryMs));
  }

  function launch(attempt: StartedAttempt): void {
    requests += 1;
    const run = perform(attempt).finally(() => {
      running.delete(attempt.attemptId);
      wake();
    });
    running.set(attempt.attemptId, run);
  }

  /**
   * The answer has arrived: the next attempt is started in the same commit that stores this one's outcome.
   */
  function requestEnded(): void {
    requests -= 1;
    queueMicrotask(wake);
  }

  async function perform(attempt: StartedAttempt): Promise<void> {
    const end = await makeRequest(options, attempt);
    requestEnded();
    await finish(end);
  }

  /** Retried until it is stored: Messente's answer must not be lost while this process lives. */
  async function finish(end: FinishAttempt): Promise<void> {
    for (;;) {
      try {
        await store.write('finishAttempt', end);
        return;
      } catch (error) {
        noteFailure('outbox-store-failed', error);
        if (stopping) return;
        await new Promise((resolve) => setTimeout(resolve, storeRetryMs));
      }
    }
  }

  /** @returns how many attempts were left open */
  async function settleOpen(): Promise<number> {
    const settled = await (leftOpen === 'interrupted'
      ? markInterrupted(options)
      : requeueLost(options, [...running.keys()]));
    leftOpen = 'none';
    return settled;
  }

  return {
    async start() {
      // stop() may have left an attempt whose request was made and whose outcome could not be stored.
      leftOpen = 'interrupted';
      stopping = false;
      // Later starts try again until the disk takes it, so that they hold up nothing else.
      const settled = started ? 0 : await settleOpen();
      started = true;
      wake();
      return settled;
    },
    wake,
    inFlight: () => running.size,
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      await pumping;
      await Promise.all(running.values());
    },
  };
}

/** Marks unfinished attempts as unknown: their requests may have been made. @returns how many */
function markInterrupted({ store, now }: OutboxOptions): Promise<number> {
  return store.write('recoverAttempts', { now: now(), problem: messagesProblem('interrupted') });
}

/** Queues messages again whose attempt the outbox never learned about. @param known the attempts under way */
async function requeueLost({ store, now, log }: OutboxOptions, known: readonly number[]): Promise<number> {
  const why = databaseProblem('part-died');
  const requeued = await store.write('requeueAttempts', {
    now: now(),
    known,
    problem: withCodeOf(why, messagesProblem('any-code/retried', { why })),
  });
  if (requeued > 0) log('attempts-requeued', { requeued });
  return requeued;
}
