/**
 * Sends queued messages: each is stored before it is sent, each attempt is recorded before its request, with
 * one omnimessage per request and several concurrent requests. Messages that were certainly not accepted are
 * queued again, with backoff; an uncertain outcome becomes unknown and is never resent automatically.
 */

import { withCodeOf } from '../../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../../shared/problems/database.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { Store } from '../../store.ts';
import type { QuietJudge } from '../quiet-hours/index.ts';
import { longestRetryMs, makeRequest, type RequestOptions } from './make-request.ts';
import type { BeginAttempts, BegunAttempts, FinishAttempt, StartedAttempt } from './sql/attempts.ts';

type Accounts = BeginAttempts['accounts'];

export type OutboxOptions = RequestOptions & {
  readonly store: Store;
  /** Returns the accounts that can send now, and where their reports can arrive (null: nowhere). */
  readonly accounts: () => readonly { readonly id: string; readonly callbackBase: string | null }[];
  /** Answers about quiet hours, for messages whose purpose keeps to them. */
  readonly quiet: Pick<QuietJudge, 'facts' | 'answer'>;
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

/**
 * Which attempts may be unfinished without being under way here: 'interrupted', whose requests may have been
 * made before the start; 'unanswered', which a failed call may have begun, and of which no request was made.
 */
type LeftOpen = 'none' | 'unanswered' | 'interrupted';

export function createOutbox(options: OutboxOptions): Outbox {
  const { noteFailure, concurrency = 16 } = options;
  const running = new Map<number, Promise<void>>();
  let leftOpen: LeftOpen = 'interrupted';
  let requests = 0;
  /** How many attempts the calls of beginAttempts under way may begin. */
  let asked = 0;
  const beginnings = new Set<Promise<void>>();
  /** Whether a wake found no free request while calls were under way, which may not have seen what it was about. */
  let missed = false;
  let settling: Promise<void> | null = null;
  let started = false;
  let stopping = false;
  const alarm = createAlarm(wake);
  const wakeThisTurn = oncePerTurn(wake);

  function wake(): void {
    if (!started || stopping) return;
    if (leftOpen === 'none') beginMore();
    else settling ??= settle();
  }

  /** Begins as many attempts as there are free requests, beside the calls that are under way. */
  function beginMore(): void {
    const limit = concurrency - requests - asked;
    if (limit > 0) {
      const call = begin(limit).finally(() => beginnings.delete(call));
      beginnings.add(call);
    } else if (asked > 0) missed = true;
  }

  async function begin(limit: number): Promise<void> {
    try {
      const accounts = options.accounts();
      if (accounts.length === 0) return;
      if ((await launchNext(limit, accounts)) === limit) return;
      if (missed) {
        missed = false;
        wake();
      } else if (asked === 0) await planNext(options, alarm, accounts);
    } catch (error) {
      noteStoreFailure(error);
    }
  }

  /** @returns how many attempts were begun; their requests are under way before others may take their places */
  async function launchNext(limit: number, accounts: Accounts): Promise<number> {
    asked += limit;
    try {
      const { started: attempts, unjudged } = await beginAttempts(options, limit, accounts);
      for (const attempt of attempts) launch(attempt);
      // These messages are still due, so the next call begins or holds them.
      await options.quiet.answer(unjudged);
      return attempts.length;
    } finally {
      asked -= limit;
    }
  }

  /** Settles what was left open while no call is under way, so that every answered attempt is known. */
  async function settle(): Promise<void> {
    try {
      await Promise.all(beginnings);
      if (!stopping) await settleOpen();
      if (!stopping) beginMore();
    } catch (error) {
      noteStoreFailure(error);
    } finally {
      settling = null;
    }
  }

  function noteStoreFailure(error: unknown): void {
    if (leftOpen === 'none') leftOpen = 'unanswered';
    noteFailure('outbox-store-failed', error);
    alarm.set(storeRetryMs);
  }

  function launch(attempt: StartedAttempt): void {
    requests += 1;
    const run = perform(attempt).finally(() => running.delete(attempt.attemptId));
    running.set(attempt.attemptId, run);
  }

  /**
   * The answer has arrived: its outcome and the next attempt go to the writer together, and have one commit. Both are
   * calls of their own, so that an attempt that cannot be begun does not keep the outcome from being stored.
   */
  async function perform(attempt: StartedAttempt): Promise<void> {
    const end = await makeRequest(options, attempt);
    requests -= 1;
    // First: what is posted in this turn goes to the writer after it.
    wakeThisTurn();
    await storeOutcome(options, end, () => stopping);
    // It is due again later, which a call that was made beside the first try to store this may have missed.
    if (end.outcome === 'not-sent') wake();
  }

  /** @returns how many attempts were left open */
  async function settleOpen(): Promise<number> {
    const settled = await settleAttempts(options, leftOpen, [...running.keys()]);
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
      await settling;
      await Promise.all(beginnings);
      await Promise.all(running.values());
      alarm.clear();
    },
  };
}

/** Returns a function that calls work at the end of the event loop's turn, once for all calls until then. */
function oncePerTurn(work: () => void): () => void {
  let isPlanned = false;
  return () => {
    if (isPlanned) return;
    isPlanned = true;
    setImmediate(() => {
      isPlanned = false;
      work();
    });
  };
}

type Alarm = { readonly set: (ms: number) => void; readonly clear: () => void };

/** A timer of which only the last time counts. */
function createAlarm(ring: () => void): Alarm {
  let timer: NodeJS.Timeout | undefined;
  return {
    set(ms: number): void {
      clearTimeout(timer);
      timer = setTimeout(ring, Math.min(ms, longestRetryMs));
    },
    clear: (): void => clearTimeout(timer),
  };
}

function beginAttempts(
  { store, now, quiet }: OutboxOptions,
  limit: number,
  accounts: Accounts,
): Promise<BegunAttempts> {
  return store.write('beginAttempts', { now: now(), limit, accounts, quiet: quiet.facts() });
}

/** Sets the alarm for the next message that is due. */
async function planNext({ store, now }: OutboxOptions, alarm: Alarm, accounts: Accounts): Promise<void> {
  const { nextDueAt } = await store.read('outboxWork', { accounts: accounts.map(({ id }) => id) });
  if (nextDueAt !== null) alarm.set(Math.max(0, nextDueAt - now()));
}

/** Retried until it is stored: Messente's answer must not be lost while this process lives. */
async function storeOutcome(
  { store, noteFailure }: OutboxOptions,
  end: FinishAttempt,
  isStopping: () => boolean,
): Promise<void> {
  for (;;) {
    try {
      await store.write('finishAttempt', end);
      return;
    } catch (error) {
      noteFailure('outbox-store-failed', error);
      if (isStopping()) return;
      await new Promise((resolve) => setTimeout(resolve, storeRetryMs));
    }
  }
}

function settleAttempts(
  options: OutboxOptions,
  leftOpen: LeftOpen,
  known: readonly number[],
): Promise<number> {
  return leftOpen === 'interrupted' ? markInterrupted(options) : requeueLost(options, known);
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
