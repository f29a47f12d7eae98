/** Carries out the orders about one blacklist: writes numbers, and deletes the entries that Omnideck wrote. */
import { backoffDelay } from '../../messente/backoff.ts';
import { plainProblem } from '../../messente/problems.ts';
import type { ApiProblem } from '../../messente/types.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { WorkLoop } from '../../work-loop.ts';
import type { BlacklistAtWork } from './blacklist-at-work.ts';
import type { DueOrder, RequestOutcome } from './sql/blacklist-orders.ts';

type Needs = {
  readonly store: Store;
  readonly now: () => number;
  readonly random: () => number;
  readonly noteFailure: NoteFailure;
  /** The do-not-send list, or the state of the orders, has changed. */
  readonly changed: () => void;
  readonly loop: Pick<WorkLoop, 'isStopping' | 'signal'>;
};

/** `isReachable`: Messente answered as an account that works; `nextTryAt`: when the next order is due, epoch ms. */
type Performed = { readonly isReachable: boolean; readonly nextTryAt: number | null };

/** What a request has shown: its outcome, or (`foreign`) that the entry is not certainly Omnideck's. */
type Shown = RequestOutcome | { readonly kind: 'foreign' } | 'unreachable' | 'stopped';

const mostAtOnce = 200;
const concurrency = 8;
const storeRetryMs = 1_000;
const longestWaitMs = 60 * 60_000;
/** Statuses that are about one request; all others, and no answer, are about the account or Messente. */
const aboutTheRequest: ReadonlySet<number> = new Set([400, 404, 409]);

export function createOrderWork(needs: Needs) {
  const { store, now, loop } = needs;

  return async function perform(work: BlacklistAtWork): Promise<Performed> {
    const { list } = work;
    const accountId = work.account.id;
    for (;;) {
      const found = await store.read('dueBlacklistOrders', {
        accountId,
        list,
        now: now(),
        limit: mostAtOnce,
      });
      if (found.hasStale) await store.write('endStaleOrders', { accountId, list });
      const { nextTryAt } = found;
      if (found.due.length === 0 || loop.isStopping()) {
        if (found.hasStale) needs.changed();
        return { isReachable: true, nextTryAt };
      }
      const isReachable = await performAll(found.due, work);
      needs.changed();
      if (!isReachable || loop.isStopping()) return { isReachable, nextTryAt };
    }
  };

  /** @returns whether Messente answered as an account that works */
  async function performAll(due: readonly DueOrder[], work: BlacklistAtWork): Promise<boolean> {
    const queue = [...due];
    let isReachable = true;
    const some = async (): Promise<void> => {
      for (let order = queue.shift(); order !== undefined; order = queue.shift()) {
        if (!isReachable || loop.isStopping()) return;
        const shown = await performOne(order, work);
        if (shown === 'stopped') return;
        if (shown === 'unreachable') isReachable = false;
      }
    };
    await Promise.all(Array.from({ length: Math.min(concurrency, queue.length) }, some));
    return isReachable;
  }

  async function performOne(
    order: DueOrder,
    work: BlacklistAtWork,
  ): Promise<'done' | 'unreachable' | 'stopped'> {
    const { id } = order;
    const shown = await stepOf(order)(order, work);
    if (shown === 'stopped') return 'stopped';
    if (shown === 'unreachable') return 'unreachable';
    if (shown.kind === 'foreign') {
      const accountId = work.account.id;
      await keep('keepBlacklisted', {
        ...{ accountId, list: work.list, numbers: [order.number], now: now(), order: id },
      });
    } else await keep('finishBlacklistRequest', { id, outcome: shown });
    return 'done';
  }

  /** Writing is repeated until its outcome is certain. A deletion is not: by then the entry may be somebody else's. */
  function stepOf({ undo, state }: DueOrder) {
    if (!undo) return write;
    return state === 'written' ? remove : look;
  }

  async function write(order: DueOrder, { client }: BlacklistAtWork): Promise<Shown> {
    if (!(await store.write('beginBlacklistRequest', { id: order.id, what: 'write' })))
      return { kind: 'gone' };
    const answer = await client.addToBlacklist(order.number, loop.signal());
    if (answer.ok) return answer.value === 'added' ? { kind: 'written' } : { kind: 'foreign' };
    return retry(order, answer.problem, answer.problem.mayBeMade ? 'asked' : order.state);
  }

  async function remove(order: DueOrder, { client }: BlacklistAtWork): Promise<Shown> {
    if (!(await store.write('beginBlacklistRequest', { id: order.id, what: 'delete' }))) return 'stopped';
    const answer = await client.removeFromBlacklist(order.number, loop.signal());
    if (answer.ok) return { kind: 'gone' };
    return retry(order, answer.problem, answer.problem.mayBeMade ? 'deleting' : 'written');
  }

  /** Finds out whether an entry is there whose origin is not certain. */
  async function look(order: DueOrder, { client }: BlacklistAtWork): Promise<Shown> {
    const answer = await client.isOnBlacklist(order.number, loop.signal());
    if (answer.ok) return { kind: answer.value ? 'foreign' : 'gone' };
    return retry(order, answer.problem, order.state);
  }

  /** Stores why an order is tried again, and in which state it is. */
  async function retry(order: DueOrder, problem: ApiProblem, state: DueOrder['state']): Promise<Shown> {
    const isAboutRequest = problem.httpStatus !== null && aboutTheRequest.has(problem.httpStatus);
    const wait = 1_000 + backoffDelay(order.tries, { ...needs, baseMs: 2_000, capMs: longestWaitMs });
    const outcome: RequestOutcome = {
      ...{ kind: 'retry', state, problem: plainProblem(problem) },
      // The order stays due: it waits for its account only.
      nextTryAt: isAboutRequest ? now() + wait : now(),
    };
    if (isAboutRequest) return outcome;
    await keep('finishBlacklistRequest', { id: order.id, outcome });
    return 'unreachable';
  }

  /** Retried until it is stored: an entry that Omnideck has written must not be forgotten. */
  async function keep<Name extends 'finishBlacklistRequest' | 'keepBlacklisted'>(
    name: Name,
    input: Parameters<typeof store.write<Name>>[1],
  ): Promise<void> {
    for (;;) {
      try {
        await store.write(name, input);
        return;
      } catch (error) {
        needs.noteFailure('blacklist-store-failed', error);
        if (loop.isStopping()) return;
        await new Promise((resolve) => setTimeout(resolve, storeRetryMs));
      }
    }
  }
}
