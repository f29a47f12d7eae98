/**
 * A store whose database can be replaced while the console runs: it is closed, the files are changed, and it is opened
 * anew. Whoever calls meanwhile waits; nobody sees half of it.
 */
import { fail, ok, type Problem, problem, type Result } from '../../../shared/messaging/problem.ts';
import { openStore, type Store, type StoreChanges } from './store.ts';

export type StoreSwap = {
  /** Changes the files, while the store is closed. A problem: nothing was changed. */
  change(): Promise<Result<null>>;
  /** Puts back what change() replaced, where the new one can't be opened. */
  undo(): void;
};

export type ReplaceableStore = Store & {
  /** @returns the problem where it was not replaced; the old database is then open again */
  replace(swap: StoreSwap): Promise<Result<null>>;
};

type OpenOptions = Parameters<typeof openStore>[0];

/** Opens the store of a folder as one that can be replaced. Problems as openStore's. */
export async function openReplaceableStore(options: OpenOptions): Promise<Result<ReplaceableStore>> {
  const opened = await openStore(options);
  if (!opened.ok) return opened;
  let current = opened.value;
  let gate: Promise<void> | null = null;
  let closed = false;
  const listeners = new Set<(changes: StoreChanges) => void>();
  const listen = (): void => {
    current.onChange((changes) => {
      for (const listener of listeners) listener(changes);
    });
  };
  listen();

  /** @throws where neither the new nor the old database opens: nothing can be done without one */
  async function reopen(): Promise<Problem | null> {
    const again = await openStore(options);
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
      const why = error instanceof Error ? error.message : String(error);
      changed = fail(
        problem('restore-failed', `The database could not be replaced: ${why}.`, 'Nothing was changed.'),
      );
    }
    if (!changed.ok) {
      const broken = await reopen();
      return broken === null ? changed : fail(broken);
    }
    const broken = await reopen();
    if (broken === null) return ok(null);
    swap.undo();
    await reopen();
    return fail(broken);
  }

  return ok({
    write: (name, input) =>
      gate === null ? current.write(name, input) : gate.then(() => current.write(name, input)),
    read: (name, input) =>
      gate === null ? current.read(name, input) : gate.then(() => current.read(name, input)),
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
