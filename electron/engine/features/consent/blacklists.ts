/**
 * Keeps Messente's blacklists and the do-not-send list in step: writes opt-outs to the blacklists, deletes what Omnideck wrote
 * when an opt-out ends, and reads what others wrote. The orders are rows, so a restart continues them.
 */
import type { Events } from '../../events.ts';
import type { Own } from '../../lifecycle.ts';
import { backoffDelay } from '../../messente/backoff.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import { createWorkLoop, withinTime } from '../../work-loop.ts';
import type { Registry, StoredAccount } from '../accounts/index.ts';
import type { BlacklistAtWork } from './blacklist-at-work.ts';
import { blacklistOf } from './blacklist-of.ts';
import { createOrderWork } from './perform-orders.ts';
import { createBlacklistReader } from './read-blacklist.ts';

type Needs = {
  readonly store: Store;
  readonly registry: Registry;
  readonly events: Events;
  readonly now: () => number;
  readonly random: () => number;
  readonly noteFailure: NoteFailure;
};

export type Blacklists = {
  /** Carries out what is ordered. Resolves once all of it has been tried, or after a few seconds. */
  tried(): Promise<void>;
  /** Reads all blacklists again. Resolves once they are read, or after half a minute. */
  read(): Promise<void>;
};

const triedMs = 4_000;
const readMs = 30_000;
const everyMs = 4 * 60 * 60_000;
const afterFailureMs = 10 * 60_000;
const leastWaitMs = 500;
const longestWaitMs = 10 * 60_000;
/** How long a request under way may take when the console is closing. */
const closingMs = 5_000;

export function startBlacklists(needs: Needs, own: Own): Blacklists {
  const { store, registry, events, now, random, noteFailure } = needs;
  const loop = createWorkLoop({
    work,
    onError: (error) => noteFailure('blacklists-failed', error),
    longestSleepMs: longestWaitMs,
  });
  /** When each account's blacklist is read next, epoch ms; missing: now. */
  const readAt = new Map<string, number>();
  /** When the next order of each account is due. */
  const dueAt = new Map<string, number>();
  /** Accounts that Messente did not answer for: how often in a row, and when they are tried again. */
  const unreachable = new Map<string, { readonly failures: number; readonly retryAt: number }>();
  /** Whether the user asked for a reading that has not begun, which includes the built-in sandbox's. */
  let isAsked = false;
  const changed = (): void => events.emit({ type: 'do-not-send-changed' });
  const perform = createOrderWork({ store, now, random, noteFailure, changed, loop });
  const read = createBlacklistReader({ store, now, changed, loop });

  async function work(): Promise<void> {
    const isAll = isAsked;
    isAsked = false;
    const byList = Map.groupBy(registry.all(), blacklistOf);
    // Accounts that share a blacklist take turns: a reading must not overlap with a change.
    const all = [...byList].map(async ([list, accounts]) => {
      for (const account of accounts) {
        const client = registry.clientToCancel(account.id);
        if (client !== null && !loop.isStopping()) await workFor({ account, client, list }, isAll);
      }
    });
    await Promise.all(all);
    const retries = [...unreachable.values()].map(({ retryAt }) => retryAt);
    if (!loop.isStopping()) loop.sleep(Math.min(...readAt.values(), ...dueAt.values(), ...retries) - now());
  }

  /**
   * Nobody but the user of this computer changes the blacklist of the built-in sandbox, so it is read only if the user asks.
   */
  function isReadingDue({ kind, removedAt }: StoredAccount, key: string, isAll: boolean): boolean {
    if (removedAt !== null) return false;
    return isAll || (kind === 'messente' && (readAt.get(key) ?? 0) <= now());
  }

  async function workFor(one: BlacklistAtWork, isAll: boolean): Promise<void> {
    const { account, list } = one;
    const key = `${account.id} ${list}`;
    if (isReadingDue(account, key, isAll)) {
      const isRead = await read(one);
      if (loop.isStopping()) return;
      readAt.set(key, now() + (isRead ? everyMs : afterFailureMs));
    }
    const waiting = unreachable.get(key);
    if (waiting !== undefined && waiting.retryAt > now()) return;
    const { isReachable, nextTryAt } = await perform(one);
    dueAt.delete(key);
    if (nextTryAt !== null) dueAt.set(key, nextTryAt);
    unreachable.delete(key);
    if (isReachable) return;
    const failures = (waiting?.failures ?? 0) + 1;
    const wait = leastWaitMs + backoffDelay(failures, { baseMs: 1_000, capMs: longestWaitMs, random });
    unreachable.set(key, { failures, retryAt: now() + wait });
  }

  /** Tries all accounts now, also those that did not answer a moment ago. */
  function retryNow(): void {
    for (const [key, { failures }] of unreachable) unreachable.set(key, { failures, retryAt: 0 });
    loop.wake();
  }

  function readAll(): void {
    readAt.clear();
    retryNow();
  }

  events.on(['account-changed', 'woke'], retryNow);
  events.on(['do-not-send-changed', 'answers-changed'], loop.wake);
  events.on(['database-changed', 'writer-restarted'], readAll);
  own.worker({ start: loop.start, stop: () => loop.stop(closingMs) });
  return {
    async tried() {
      retryNow();
      await withinTime(loop.settled(), triedMs);
    },
    async read() {
      isAsked = true;
      readAll();
      await withinTime(loop.settled(), readMs);
    },
  };
}
