/** What a start has made so far, and how to undo it: a start that fails must leave nothing behind. */

import type { Problem } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';
import { storeProblem } from './db/store-problems.ts';
import type { Log } from './log.ts';

export type Made = {
  /** Undoes one step, or gives something back. The last one made is the first one undone. */
  readonly undo: (() => unknown)[];
  /** The console's log, once it is open. */
  log: Log;
};

/** Runs steps one after the other. A step that throws is logged, and does not keep the others from running. */
export async function runAll(steps: readonly (() => unknown)[], log: Log): Promise<void> {
  for (const step of steps) {
    try {
      await step();
    } catch (error) {
      log('closing-failed', { error: error instanceof Error ? error.message : String(error) });
    }
  }
}

/** Undoes everything that was made, the newest first. */
export async function rollBack({ undo, log }: Made, why: Problem): Promise<void> {
  log('start-failed', { code: why.code, why: why.message });
  await runAll(undo.toReversed(), log);
}

/** Returns the problem of a start that threw. */
export function startProblem(error: unknown): Problem {
  const known = storeProblem(error);
  if (known !== null) return known;
  const words = (error instanceof Error ? error.message : String(error)).replace(/\.$/u, '');
  return engineProblem('start-failed', { words });
}
