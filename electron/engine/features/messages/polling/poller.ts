/**
 * Polls GET status for events that no delivery report brought: at the start, after an outage of the tunnel,
 * after sleep, and for messages whose reports are overdue. A few at a time, within a visible and adjustable
 * hourly budget. Some events stay unknown: GET status returns only each step's latest status, so earlier ones
 * are lost without a report.
 */

import type { Result } from '../../../../../shared/messaging/problem.ts';
import { fail, ok } from '../../../../../shared/messaging/problem.ts';
import type { OmnimessageId } from '../../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import { hour, minute } from '../../../durations.ts';
import type { Log } from '../../../log.ts';
import { plainProblem } from '../../../messente/problems.ts';
import type { MessenteClient } from '../../../messente/types.ts';
import type { NoteFailure } from '../../../note-failure.ts';
import type { Store } from '../../../store.ts';
import { createWorkLoop, type WorkLoop } from '../../../work-loop.ts';
import type { DuePoll } from '../sql/work.ts';

export type ReconcilerOptions = {
  readonly store: Store;
  /** Returns the accounts whose API can be called now. */
  readonly accounts: () => readonly string[];
  readonly client: (accountId: string) => MessenteClient | null;
  /** Returns whether calls are free (the built-in sandbox's), so that they do not use the budget. */
  readonly isFree: (accountId: string) => boolean;
  /** Returns the maximum number of GET status calls per hour. */
  readonly budget: () => number;
  /** Called after an answer paused its account, because no credit is left. */
  readonly onPaused: () => void;
  readonly now: () => number;
  readonly log: Log;
  readonly noteFailure: NoteFailure;
  readonly concurrency?: number;
};

type ReconcilerState = {
  readonly lastAt: number | null;
  readonly waiting: number;
  readonly used: number;
};

export type Reconciler = {
  /** Starts polling; also after stop(). */
  start(): void;
  /** Polls all open messages, whatever is planned: after a start, an outage of the tunnel, a sleep. */
  sweep(reason: string): Promise<void>;
  /** Checks for due messages now. */
  wake(): void;
  /**
   * Messages changed, so polls may be due earlier than planned: checks within a second, once for all calls.
   */
  wakeSoon(): void;
  ask(poll: DuePoll): Promise<Result<null>>;
  state(): Promise<ReconcilerState>;
  stop(): Promise<void>;
};

const mostAtOnce = 500;
/** The maximum wait between two checks, so that a clock jump (sleep) is noticed. */
const longestNapMs = minute;

export function createReconciler(options: ReconcilerOptions): Reconciler {
  const { store, now, log } = options;
  const concurrency = options.concurrency ?? 4;
  const loop = createWorkLoop({
    work,
    onError: (error) => options.noteFailure('reconcile-failed', error),
    longestSleepMs: longestNapMs,
  });
  const budget = createHourlyBudget(options);
  const asking = new Map<string, Promise<Result<null>>>();
  let lastAt: number | null = null;
  const askNow = createAsk(options, loop, budget, (at) => {
    lastAt = at;
  });

  async function work(): Promise<void> {
    await store.write('startScheduled', { now: now() });
    const accounts = options.accounts();
    const due = await store.read('duePolls', { now: now(), limit: mostAtOnce, accounts });
    await askAll(due);
    const { nextDueAt, nextScheduledAt } = await store.read('pollWork', { accounts });
    const next = Math.min(nextDueAt ?? Number.POSITIVE_INFINITY, nextScheduledAt ?? Number.POSITIVE_INFINITY);
    loop.sleep(budget.isUsedUp() ? minute : next - now());
  }

  async function askAll(polls: readonly DuePoll[]): Promise<void> {
    const queue = [...polls];
    const one = async (): Promise<void> => {
      for (let poll = queue.shift(); poll !== undefined; poll = queue.shift()) {
        if (loop.isStopping()) return;
        if (budget.isUsedUp() && !options.isFree(poll.accountId)) continue;
        await ask(poll);
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, one));
    if (polls.length > 0) lastAt = now();
  }

  function ask(poll: DuePoll): Promise<Result<null>> {
    const under = asking.get(poll.id);
    if (under) return under;
    const asked = askNow(poll).finally(() => asking.delete(poll.id));
    asking.set(poll.id, asked);
    return asked;
  }

  return {
    start: loop.start,
    async sweep(reason) {
      const open = await store.read('openMessages', { accounts: options.accounts(), limit: mostAtOnce });
      log('reconcile-sweep', { reason, open: open.length });
      lastAt = now();
      await askAll(open);
    },
    wake: loop.wake,
    wakeSoon: loop.wakeSoon,
    ask,
    async state() {
      const { waiting } = await store.read('pollWork', { accounts: options.accounts() });
      return { lastAt, waiting, used: budget.used() };
    },
    async stop() {
      await loop.stop(0);
      await Promise.allSettled(asking.values());
    },
  };
}

type HourlyBudget = ReturnType<typeof createHourlyBudget>;

/** Counts the GET status calls of the last hour. */
function createHourlyBudget({ budget, now }: Pick<ReconcilerOptions, 'budget' | 'now'>) {
  const calls: number[] = [];
  function used(): number {
    const since = now() - hour;
    while (calls[0] !== undefined && calls[0] < since) calls.shift();
    return calls.length;
  }
  return {
    used,
    isUsedUp: (): boolean => used() >= budget(),
    count: (at: number): void => void calls.push(at),
  };
}

/**
 * Returns the function that polls one message and stores the answer. @param noteAnswer called with its time
 */
function createAsk(
  options: ReconcilerOptions,
  loop: WorkLoop,
  budget: HourlyBudget,
  noteAnswer: (at: number) => void,
) {
  const { store, now } = options;
  return async function askNow(poll: DuePoll): Promise<Result<null>> {
    const client = options.client(poll.accountId);
    if (client === null) {
      return fail(messagesProblem('account-gone/poll'));
    }
    const askedAt = now();
    if (!options.isFree(poll.accountId)) budget.count(askedAt);
    const answer = await client.status(poll.omnimessageId as OmnimessageId, loop.signal());
    // An aborted request reveals nothing about the message.
    if (loop.isStopping() && !answer.ok) return answer;
    const answeredAt = now();
    const { isPaused } = await store.write('keepPoll', {
      id: poll.id,
      askedAt,
      answeredAt,
      httpStatus: answer.ok ? answer.value.httpStatus : answer.problem.httpStatus,
      body: answer.ok ? answer.value.body : null,
      problem: answer.ok ? null : plainProblem(answer.problem),
      statuses: answer.ok ? answer.value.statuses : [],
    });
    noteAnswer(answeredAt);
    if (!answer.ok) return answer;
    if (isPaused) options.onPaused();
    return ok(null);
  };
}
