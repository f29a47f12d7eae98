/**
 * What is to be sent: written down before it is sent, one attempt recorded before each request, one omnimessage a
 * request, several requests at once. What is certain not to have been accepted is queued again, with backoff; what
 * nobody knows is left as unknown and never sent again by itself.
 */

import { withCodeOf } from '../../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../../shared/problems/database.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { Store } from '../../store.ts';
import { longestRetryMs, makeRequest, type RequestOptions } from './make-request.ts';
import type { FinishAttempt, StartedAttempt } from './sql/attempts.ts';

export type OutboxOptions = RequestOptions & {
  readonly store: Store;
  /** Accounts that can send at this moment, and where their reports can come to (null: nowhere). */
  readonly accounts: () => readonly { readonly id: string; readonly callbackBase: string | null }[];
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

export function createOutbox(options: OutboxOptions): Outbox {
  const { store, now, log } = options;
  const concurrency = options.concurrency ?? 16;
  const running = new Map<number, Promise<void>>();
  /** A call that begins attempts failed: the attempts may have been committed anyway. */
  let mayHaveLostAttempts = false;
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
        // Between two calls of beginAttempts, so that every attempt of which an answer came is known.
        if (mayHaveLostAttempts) await requeueLost(options, [...running.keys()]);
        mayHaveLostAttempts = false;
        const attempts = await store.write('beginAttempts', { now: now(), limit: free, accounts });
        for (const attempt of attempts) launch(attempt);
        if (attempts.length === 0) await planNext(accounts.map((account) => account.id));
      } catch (error) {
        mayHaveLostAttempts = true;
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
      running.delete(attempt.attemptId);
      kick();
    });
    running.set(attempt.attemptId, run);
  }

  /** The answer is here: the next attempt is taken in the same commit that this one's end is written in. */
  function requestEnded(): void {
    requests -= 1;
    queueMicrotask(kick);
  }

  async function perform(attempt: StartedAttempt): Promise<void> {
    const end = await makeRequest(options, attempt);
    requestEnded();
    await finish(end);
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
      await Promise.all(running.values());
    },
  };
}

/** Queues again what was taken for an attempt that the outbox never learned of. @param known the attempts under way */
async function requeueLost({ store, now, log }: OutboxOptions, known: readonly number[]): Promise<void> {
  const why = databaseProblem('part-died');
  const requeued = await store.write('requeueAttempts', {
    now: now(),
    known,
    problem: withCodeOf(why, messagesProblem('any-code/retried', { why })),
  });
  if (requeued > 0) log('attempts-requeued', { requeued });
}
