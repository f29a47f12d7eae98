/**
 * Has Messente cancel what is owed to people: who opted out, was erased, or whose account was removed. The order is in
 * the store before anything is asked, and is tried with backoff until its message's time has passed; after a restart it
 * goes on where it was.
 */

import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { Log } from '../../log.ts';
import { backoffDelay } from '../../messente/backoff.ts';
import { plainProblem } from '../../messente/problems.ts';
import type { MessenteClient } from '../../messente/types.ts';
import type { Store } from '../../store.ts';
import { createWorkLoop, type WorkLoop, withinTime } from '../../work-loop.ts';
import { cancelMarginMs } from './sql/cancel.ts';
import type { DueCancellation } from './sql/cancellations.ts';

export type CancellerOptions = {
  readonly store: Store;
  /** Also of a removed account, whose credentials are kept for this. */
  readonly client: (accountId: string) => MessenteClient | null;
  /** Nothing is owed of a removed account any more: its credentials go. */
  readonly release: (accountId: string) => Promise<void>;
  readonly now: () => number;
  readonly random: () => number;
  readonly log: Log;
};

export type Canceller = {
  /** Also after stop(). */
  start(): void;
  /** Something is owed, or an account may be reached again: all that waits is tried now. */
  kick(): void;
  /** Messages changed, so something may be owed or over: looked at within a second, once for all of them. */
  nudge(): void;
  /** Resolves once all that was due has been tried, or after so long, ms. */
  tried(patienceMs: number): Promise<void>;
  /** Starts nothing more, and waits a little for what is under way. */
  stop(): Promise<void>;
};

const mostAtOnce = 200;
const concurrency = 8;
const leastWaitMs = 500;
const longestWaitMs = 60_000;
const storeRetryMs = 1_000;
/** A request under way may take so long once the console is closing. */
const closingMs = 5_000;

export function createCanceller(options: CancellerOptions): Canceller {
  const { store, now, log } = options;
  const accounts = createReachability(options);
  const loop = createWorkLoop({
    work,
    onError: (error) => log('cancelling-failed', { error: wordsOf(error) }),
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
        // The account could not be reached a moment ago: its other cancellations wait as long.
        if (!accounts.isUnreachable(task.accountId)) await tryOne(task);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, one));
  }

  return {
    start: loop.start,
    kick() {
      accounts.retryAll();
      loop.wake();
    },
    nudge: loop.wakeSoon,
    async tried(patienceMs) {
      accounts.retryAll();
      loop.wake();
      await withinTime(loop.settled(), patienceMs);
    },
    stop: () => loop.stop(closingMs),
  };
}

type Reachability = ReturnType<typeof createReachability>;

/** Remembers which accounts could not be reached, and when each is tried again. */
function createReachability({ now, random }: Pick<CancellerOptions, 'now' | 'random'>) {
  /** When an account that could not be reached is tried again, epoch ms. */
  const retryAt = new Map<string, number>();
  /** How often in a row an account could not be reached. */
  const failures = new Map<string, number>();

  /** Returns how long a cancellation waits, ms: the nearer the time at which its message is sent, the shorter. */
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
    /** Every account is tried again at once. */
    retryAll: (): void => retryAt.clear(),
  };
}

/** Makes the function that has Messente cancel one message, and stores the result. */
function createCancelTry(options: CancellerOptions, loop: WorkLoop, accounts: Reachability) {
  const { store, now, log } = options;

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
    // Messente has sent the message, or does not know it. Before the message's time the latter may change; after that
    // time nothing changes.
    const isFinal =
      why.code === 'too-late' && (task.sendAt === null || task.sendAt + cancelMarginMs <= now());
    const nextTryAt = isFinal ? null : now() + accounts.waitAfter(task, task.tries);
    await keep({ messageId, now: now(), cancelled: false, problem: why, nextTryAt });
  }

  /** The cancellation stays due: it waits for its account only, and kick() ends that. */
  async function notReached(task: DueCancellation, why: Problem): Promise<void> {
    accounts.notReached(task);
    await keep({ messageId: task.messageId, now: now(), cancelled: false, problem: why, nextTryAt: now() });
  }

  /** Tried until the disk takes it: that Messente has cancelled something must not be forgotten. */
  async function keep(result: Parameters<typeof store.write<'finishCancellation'>>[1]): Promise<void> {
    for (;;) {
      try {
        await store.write('finishCancellation', result);
        return;
      } catch (error) {
        log('cancelling-store-failed', { error: wordsOf(error) });
        if (loop.isStopping()) return;
        await new Promise((resolve) => setTimeout(resolve, storeRetryMs));
      }
    }
  }

  return tryOne;
}

function wordsOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

function accountUnusable(): Problem {
  return messagesProblem('account-locked');
}
