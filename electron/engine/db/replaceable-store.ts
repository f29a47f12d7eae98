/**
 * A store whose database can be replaced while the console runs: the store is closed, the files are changed,
 * and the store is reopened. Calls made meanwhile wait, so no caller sees a partial replacement.
 */

import { errorMessage } from '../../../shared/error-message.ts';
import { fail, ok, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import { databaseProblem } from '../../../shared/problems/database.ts';
import {
  type OpenStoreOptions,
  openStore,
  type Statements,
  type StoreChanges,
  type TypedStore,
} from './store.ts';
import { StoreFailure } from './store-failure.ts';
import { threadDied } from './store-problems.ts';

type StoreSwap = {
  /** Changes the files while the store is closed. If it returns a problem, nothing was changed. */
  change(): Promise<Result<null>>;
  /** Restores the files that change() replaced, if the new database cannot be opened. */
  undo(): void;
};

export type Replaceable<Store> = Store & {
  /**
   * Replaces the database. @returns the problem if it was not replaced; the old database is then open again
   */
  replace(swap: StoreSwap): Promise<Result<null>>;
};

type OpenOptions = OpenStoreOptions & {
  /** Called if no database is open any more, because neither the new nor the old one could be opened. */
  readonly onLost: (why: Problem) => void;
  /** Called when a call failed; the call's promise is rejected as well. */
  readonly onFailure: (error: unknown) => void;
  /** Called after each commit. */
  readonly onWritten: () => void;
};

/** Opens the store of a folder as a replaceable store. Returns the same problems as openStore. */
export async function openReplaceableStore<Operations extends Statements, Queries extends Statements>(
  given: OpenOptions,
): Promise<Result<Replaceable<TypedStore<Operations, Queries>>>> {
  let isGone = false;
  const options: OpenOptions = {
    ...given,
    onGone(loss, copyTo) {
      isGone = true;
      given.onGone?.(loss, copyTo);
    },
  };
  const opened = await openStore<Operations, Queries>(options);
  if (!opened.ok) return opened;
  let current = opened.value;
  let gate: Promise<void> | null = null;
  let closed = false;
  let isLost = false;
  const listeners = new Set<(changes: StoreChanges) => void>();
  const listen = (): void => {
    current.onChange((changes) => {
      for (const listener of listeners) listener(changes);
    });
  };
  listen();

  async function reopen(): Promise<Problem | null> {
    const again = await openStore<Operations, Queries>(options).catch((error: unknown) =>
      fail(notOpened(error)),
    );
    if (!again.ok) return again.problem;
    current = again.value;
    listen();
    return null;
  }

  async function swapNow(swap: StoreSwap): Promise<Result<null>> {
    await current.close();
    let changed: Result<null>;
    try {
      changed = await swap.change();
    } catch (error) {
      const why = errorMessage(error);
      changed = fail(databaseProblem('restore-failed', { why }));
    }
    if (!changed.ok) {
      const broken = await reopen();
      return broken === null ? changed : lose(broken);
    }
    const broken = await reopen();
    if (broken === null) return ok(null);
    try {
      swap.undo();
    } catch (error) {
      return lose(notOpened(error));
    }
    const still = await reopen();
    return still === null ? fail(broken) : lose(still);
  }

  function lose(why: Problem): Result<null> {
    isLost = true;
    options.onLost(why);
    return fail(why);
  }

  async function watched<T>(call: () => Promise<T>): Promise<T> {
    try {
      // Calls of the same turn are sent in one message, so await only while the database is being replaced.
      if (gate !== null) await gate;
      if (isLost) throw new StoreFailure({ message: 'no database is open', code: threadDied });
      return await call();
    } catch (error) {
      options.onFailure(error);
      throw error;
    }
  }

  return ok({
    async write(name, input) {
      const value = await watched(() => current.write(name, input));
      options.onWritten();
      return value;
    },
    read: (name, input) => watched(() => current.read(name, input)),
    removeCopies: () => current.removeCopies(),
    onChange(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    async close() {
      closed = true;
      await gate;
      await current.close();
    },
    async replace(swap) {
      if (gate !== null || closed) throw new Error('the store is being replaced or closed');
      // Closing the lost database could remove a file that somebody put in its place.
      if (isGone) return fail(databaseProblem('database-gone'));
      const done = Promise.withResolvers<void>();
      gate = done.promise;
      try {
        return await swapNow(swap);
      } finally {
        gate = null;
        done.resolve();
      }
    },
  });
}

function notOpened(error: unknown): Problem {
  const why = errorMessage(error);
  return databaseProblem('database-failed/reopen', { why });
}
