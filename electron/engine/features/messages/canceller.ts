/**
 * Cancels messages at Messente: of people who opted out or were erased, or of removed accounts. The order is
 * stored before anything is requested, and is retried with backoff until the message's time has passed; it
 * continues after a restart.
 */

import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import { backoffDelay } from '../../messente/backoff.ts';
import { plainProblem } from '../../messente/problems.ts';
import type { MessenteClient } from '../../messente/types.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import { createWorkLoop, type WorkLoop, withinTime } from '../../work-loop.ts';
import { cancelMarginMs } from './sql/cancel.ts';
import type { DueCancellation } from './sql/cancellations.ts';

export type CancellerOptions = {
  readonly store: Store;
  /** Also returns the client of a removed account, whose credentials are kept for this. */
  readonly client: (accountId: string) => MessenteClient | null;
  /**
   * Called when a removed account has no pending cancellations any more, so that its credentials can be
   * deleted.
   */
  readonly release: (accountId: string) => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
  readonly noteFailure: NoteFailure;
};

export type Canceller = {
  /** Starts the work; also after stop(). */
  start(): void;
  /** Retries all pending cancellations now: one was added, or an account may be reachable again. */
  wake(): void;
  /** Messages changed, so cancellations may be due or done: checks within a second, once for all calls. */
  wakeSoon(): void;
  /** Resolves once all due cancellations have been tried, or after this time, ms. */
  tried(patienceMs: number): Promise<void>;
  /** Starts nothing more, and waits briefly for requests under way. */
  stop(): Promise<void>;
};

const mostAtOnce = 200;
const concurrency = 8;
const leastWaitMs = 500;
const longestWaitMs = 60_000;
const storeRetryMs = 1_000;
/** How long a request under way may take when the console is closing. */
const closingMs = 5_000;

export function createCanceller(options: CancellerOptions): Canceller {
  const { store, now, noteFailure } = options;
  const accounts = createReachability(options);
  const loop = createWorkLoop({
    work,
    onError: (error) => noteFailure('cancelling-failed', error),
    longestSleepMs: longestWaitMs,
  });
  const tryOne = createCancelTry(options, loop, accounts);

  async function work(): Promise<void> {
    for (;;) {
      const found = await store.read('cancellationWork', { now: now(), except: accounts.unreachable() });
      if (found.hasEnded) await store.write('settleCancellations', { now: now() });
      if (loop.isStopping()) return;
      for (const accountId of found.done) await options.release(accountId);
      const due = await store.read('dueCancellations', {
        now: now(),
        limit: mostAtOnce,
        except: accounts.unreachable(),
      });
      if (due.length === 0) {
        if (!found.hasEnded) return sleepUntil(found.nextTryAt, found.nextEndAt, accounts.nextTryAt());
        continue;
      }
      await tryAll(due);
      if (loop.isStopping()) return;
    }
  }

  function sleepUntil(...times: readonly (number | null)[]): void {
    const next = Math.min(...times.map((time) => time ?? Number.POSITIVE_INFINITY));
    if (next !== Number.POSITIVE_INFINITY) loop.sleep(next - now());
  }

  async function tryAll(due: readonly DueCancellation[]): Promise<void> {
    const queue = [...due];
    const one = async (): Promise<void> => {
      for (let task = queue.shift(); task !== undefined && !loop.isStopping(); task = queue.shift()) {
        // The account was unreachable a moment ago, so its other cancellations wait as long.
        if (!accounts.isUnreachable(task.accountId)) await tryOne(task);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, one));
  }

  return {
    start: loop.start,
    wake() {
      accounts.retryAll();
      loop.wake();
    },
    wakeSoon: loop.wakeSoon,
    async tried(patienceMs) {
      accounts.retryAll();
      loop.wake();
      await withinTime(loop.settled(), patienceMs);
    },
    stop: () => loop.stop(closingMs),
  };
}

type Reachability = ReturnType<typeof createReachability>;

/** Remembers which accounts are unreachable, and when each is retried. */
function createReachability({ now, random }: Pick<CancellerOptions, 'now' | 'random'>) {
  /** When an unreachable account is retried, epoch ms. */
  const retryAt = new Map<string, number>();
  /** How many times in a row an account was unreachable. */
  const failures = new Map<string, number>();

  /** Returns how long a cancellation waits, ms: the sooner its message is sent, the shorter. */
  function waitAfter(task: DueCancellation, tries: number): number {
    const left = task.sendAt === null ? 0 : task.sendAt - now();
    const capMs = left <= 0 ? longestWaitMs : Math.max(1_000, Math.min(longestWaitMs, left / 4));
    return leastWaitMs + backoffDelay(tries, { baseMs: 1_000, capMs, random });
  }

  return {
    waitAfter,
    unreachable(): string[] {
      for (const [account, until] of retryAt) if (until <= now()) retryAt.delete(account);
      return [...retryAt.keys()];
    },
    isUnreachable: (accountId: string): boolean => retryAt.has(accountId),
    nextTryAt: (): number => Math.min(...retryAt.values()),
    answered: (accountId: string): void => void failures.delete(accountId),
    notReached(task: DueCancellation): void {
      const before = failures.get(task.accountId) ?? 0;
      failures.set(task.accountId, before + 1);
      retryAt.set(task.accountId, now() + waitAfter(task, before));
    },
    /** Retries every account at once. */
    retryAll: (): void => retryAt.clear(),
  };
}

/** Returns the function that cancels one message at Messente, and stores the result. */
function createCancelTry(options: CancellerOptions, loop: WorkLoop, accounts: Reachability) {
  const { store, now, noteFailure } = options;

  async function tryOne(task: DueCancellation): Promise<void> {
    const { messageId, accountId } = task;
    const client = options.client(accountId);
    if (client === null) return notReached(task, accountUnusable());
    const answer = await client.cancel(task.omnimessageId as OmnimessageId, loop.signal());
    if (answer.ok) {
      accounts.answered(accountId);
      return keep({ messageId, now: now(), cancelled: true });
    }
    if (answer.problem.code === 'aborted' && loop.isStopping()) return;
    const why = plainProblem(answer.problem);
    if (answer.problem.httpStatus === null) return notReached(task, why);
    accounts.answered(accountId);
    // Messente has sent the message, or does not know it. The latter may change before the message's sending
    // time; after it nothing changes.
    const isFinal =
      why.code === 'too-late' && (task.sendAt === null || task.sendAt + cancelMarginMs <= now());
    const nextTryAt = isFinal ? null : now() + accounts.waitAfter(task, task.tries);
    await keep({ messageId, now: now(), cancelled: false, problem: why, nextTryAt });
  }

  /** The cancellation stays due: it waits for its account only, and wake() ends that. */
  async function notReached(task: DueCancellation, why: Problem): Promise<void> {
    accounts.notReached(task);
    await keep({ messageId: task.messageId, now: now(), cancelled: false, problem: why, nextTryAt: now() });
  }

  /** Retried until it is stored: a successful cancellation must not be forgotten. */
  async function keep(result: Parameters<typeof store.write<'finishCancellation'>>[1]): Promise<void> {
    for (;;) {
      try {
        await store.write('finishCancellation', result);
        return;
      } catch (error) {
        noteFailure('cancelling-store-failed', error);
        if (loop.isStopping()) return;
        await new Promise((resolve) => setTimeout(resolve, storeRetryMs));
      }
    }
  }

  return tryOne;
}

function accountUnusable(): Problem {
  return messagesProblem('account-locked');
}
