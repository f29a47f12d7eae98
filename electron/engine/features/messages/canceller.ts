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
const nudgeMs = 1_000;
const leastWaitMs = 500;
const longestWaitMs = 60_000;
const storeRetryMs = 1_000;
/** A request under way may take so long once the console is closing. */
const closingMs = 5_000;

export function createCanceller(options: CancellerOptions): Canceller {
  const { store, now, log } = options;
  /** Accounts that could not be reached, and when they are tried again, epoch ms. */
  const unreachable = new Map<string, number>();
  /** How often in a row an account could not be reached. */
  const failures = new Map<string, number>();
  let abort = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let nudged: NodeJS.Timeout | null = null;
  let working: Promise<void> | null = null;
  let again = false;
  let started = false;
  let stopping = false;

  function wake(): void {
    if (!started || stopping) return;
    again = true;
    working ??= work().finally(() => {
      working = null;
      if (again) wake();
    });
  }

  function plan(ms: number): void {
    if (timer !== null) clearTimeout(timer);
    if (stopping) return;
    timer = setTimeout(wake, Math.max(100, Math.min(ms, longestWaitMs)));
    timer.unref();
  }

  function except(): string[] {
    for (const [account, until] of unreachable) if (until <= now()) unreachable.delete(account);
    return [...unreachable.keys()];
  }

  async function work(): Promise<void> {
    again = false;
    try {
      for (;;) {
        const found = await store.read('cancellationWork', { now: now(), except: except() });
        if (found.hasEnded) await store.write('settleCancellations', { now: now() });
        if (stopping) return;
        for (const accountId of found.done) await options.release(accountId);
        const due = await store.read('dueCancellations', { now: now(), limit: mostAtOnce, except: except() });
        if (due.length === 0) {
          if (!found.hasEnded) return planNext(found.nextTryAt, found.nextEndAt);
          continue;
        }
        await tryAll(due);
        if (stopping) return;
      }
    } catch (error) {
      log('cancelling-failed', { error: error instanceof Error ? error.message : String(error) });
      plan(5_000);
    }
  }

  function planNext(nextTryAt: number | null, nextEndAt: number | null): void {
    const next = Math.min(
      nextTryAt ?? Number.POSITIVE_INFINITY,
      nextEndAt ?? Number.POSITIVE_INFINITY,
      ...unreachable.values(),
    );
    if (next !== Number.POSITIVE_INFINITY) plan(next - now());
  }

  async function tryAll(due: readonly DueCancellation[]): Promise<void> {
    const queue = [...due];
    const one = async (): Promise<void> => {
      for (let task = queue.shift(); task !== undefined && !stopping; task = queue.shift()) {
        // The account could not be reached a moment ago: the others of it wait as long.
        if (!unreachable.has(task.accountId)) await tryOne(task);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, one));
  }

  async function tryOne(task: DueCancellation): Promise<void> {
    const { messageId, accountId } = task;
    const client = options.client(accountId);
    if (client === null) return notReached(task, accountUnusable());
    const answer = await client.cancel(task.omnimessageId as OmnimessageId, abort.signal);
    if (answer.ok) {
      failures.delete(accountId);
      return keep({ messageId, now: now(), cancelled: true });
    }
    if (answer.problem.code === 'aborted' && stopping) return;
    const why = plainProblem(answer.problem);
    if (answer.problem.httpStatus === null) return notReached(task, why);
    failures.delete(accountId);
    // It is sent already, or Messente doesn't know it: before its time the latter may change, after it nothing does.
    const isFinal =
      why.code === 'too-late' && (task.sendAt === null || task.sendAt + cancelMarginMs <= now());
    const nextTryAt = isFinal ? null : now() + waitAfter(task, task.tries);
    await keep({ messageId, now: now(), cancelled: false, problem: why, nextTryAt });
  }

  /** It stays due: its account is what is waited for, and kick() ends that. */
  async function notReached(task: DueCancellation, why: Problem): Promise<void> {
    const { messageId, accountId } = task;
    const before = failures.get(accountId) ?? 0;
    failures.set(accountId, before + 1);
    unreachable.set(accountId, now() + waitAfter(task, before));
    await keep({ messageId, now: now(), cancelled: false, problem: why, nextTryAt: now() });
  }

  /** The nearer the time at which it goes out, the sooner it is tried again. */
  function waitAfter(task: DueCancellation, tries: number): number {
    const left = task.sendAt === null ? 0 : task.sendAt - now();
    const capMs = left <= 0 ? longestWaitMs : Math.max(1_000, Math.min(longestWaitMs, left / 4));
    return leastWaitMs + backoffDelay(tries, { baseMs: 1_000, capMs, random: options.random });
  }

  /** Tried until the disk takes it: that Messente has cancelled something must not be forgotten. */
  async function keep(result: Parameters<typeof store.write<'finishCancellation'>>[1]): Promise<void> {
    for (;;) {
      try {
        await store.write('finishCancellation', result);
        return;
      } catch (error) {
        log('cancelling-store-failed', { error: error instanceof Error ? error.message : String(error) });
        if (stopping) return;
        await new Promise((resolve) => setTimeout(resolve, storeRetryMs));
      }
    }
  }

  /** A look that was under way may have missed what is new: then another follows it. */
  async function allTried(): Promise<void> {
    await working;
    await working;
  }

  return {
    start() {
      if (stopping) abort = new AbortController();
      stopping = false;
      started = true;
      wake();
    },
    kick() {
      unreachable.clear();
      wake();
    },
    nudge() {
      if (!started || stopping || nudged !== null) return;
      nudged = setTimeout(() => {
        nudged = null;
        wake();
      }, nudgeMs);
      nudged.unref();
    },
    async tried(patienceMs) {
      unreachable.clear();
      wake();
      await withinTime(allTried(), patienceMs);
    },
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      if (nudged !== null) clearTimeout(nudged);
      nudged = null;
      await withinTime(working ?? Promise.resolve(), closingMs);
      abort.abort(new Error('the console is closing'));
      await working;
    },
  };
}

async function withinTime(work: Promise<void>, ms: number): Promise<void> {
  const waited = Promise.withResolvers<void>();
  const timer = setTimeout(waited.resolve, ms);
  await Promise.race([work, waited.promise]);
  clearTimeout(timer);
}

function accountUnusable(): Problem {
  return messagesProblem('account-locked');
}
