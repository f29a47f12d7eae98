/**
 * Runs test plans: sends cells at their pace and within their budget, judges each once nothing more is
 * awaited, and continues after a restart. All state is in the database; a cell and its message are written in
 * one transaction, so no message is sent twice.
 */

import { createContext, lookEveryMs, type RunnerOptions } from './run-context.ts';
import { round } from './run-round.ts';

export type Runner = {
  /** Continues the runs that a restart interrupted. */
  start(): Promise<void>;
  /** A run was started or changed. */
  wake(): void;
  /** Something was received about these messages. */
  wakeFor(messageIds: readonly string[]): void;
  stop(): Promise<void>;
};

export function createRunner(options: RunnerOptions): Runner {
  const { store, noteFailure } = options;
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> | null = null;
  let again = false;
  let stopping = false;
  let end = Promise.withResolvers<null>();
  const runner = createContext(options, { isStopping: () => stopping, stopped: () => end.promise });
  const { open, active, changed } = runner;

  /** One round at a time; a call during a round causes one more. */
  function look(): void {
    if (stopping) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    again = true;
    working ??= (async () => {
      let next = lookEveryMs;
      let hasFailed = false;
      while (again && !stopping) {
        again = false;
        hasFailed = false;
        next = await round(runner).catch((error: unknown) => {
          hasFailed = true;
          // It is not known what was written.
          active.clear();
          noteFailure('run-failed', error);
          return lookEveryMs;
        });
      }
      working = null;
      // After a failure it is not known whether there are open runs.
      if ((open.size > 0 || hasFailed) && !stopping) timer = setTimeout(look, Math.max(1, next));
    })();
  }

  return {
    async start() {
      stopping = false;
      end = Promise.withResolvers();
      open.clear();
      active.clear();
      changed.clear();
      for (const id of await store.read('openRuns', {})) open.add(id);
      if (open.size > 0) look();
    },
    wake: look,
    wakeFor(messageIds) {
      if (open.size === 0) return;
      const runs = [...active.values()];
      const ours = messageIds.filter((id) => runs.some(({ under }) => under.has(id)));
      for (const id of ours) changed.add(id);
      if (ours.length > 0) look();
    },
    async stop() {
      stopping = true;
      end.resolve(null);
      if (timer !== null) clearTimeout(timer);
      await working;
    },
  };
}
