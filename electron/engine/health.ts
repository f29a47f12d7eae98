/** Problems of the console itself: a dead part, a damaged or locked database, an internal error. */

import type { Overview } from '../../shared/contract/console.ts';
import { errorMessage, errorReason } from '../../shared/error-message.ts';
import type { Problem } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';
import { isDamage, storeProblem } from './db/store-problems.ts';
import type { Emit } from './events.ts';
import type { Log } from './log.ts';
import type { NoteFailure } from './note-failure.ts';

export type Trouble = Overview['troubles'][number];

/**
 * fatal: the console needs a restart. lasting: it continues, but somebody must act. passing: it ends
 * automatically once the database can be written again.
 */
type TroubleKind = Trouble['kind'];

export type Health = {
  /** Remembers a problem until it is cleared; one per code, and the first internal errors with different reasons. */
  report(why: Problem, kind: TroubleKind): void;
  /** Called after a successful write to the database: what prevented writes is over. */
  clearPassing(): void;
  /** Called when the cause of a problem is gone. */
  clear(code: string): void;
  /** Returns the problems, the worst first. */
  troubles(): readonly Trouble[];
  /** Calls the listener once for each new problem. @returns a function that ends this */
  onTrouble(listener: (trouble: Trouble) => void): () => void;
};

/** The errors of one bug may differ in every message; more of them say nothing new. */
const mostOfOneCode = 5;

const order: readonly TroubleKind[] = ['fatal', 'lasting', 'passing'];

export function createHealth(options: { readonly now: () => number; readonly emit: Emit }): Health {
  const noteChange = (): void => options.emit({ type: 'health-changed' });
  const known = new Map<string, Trouble>();
  const listeners = new Set<(trouble: Trouble) => void>();
  let passing = 0;
  return {
    report(why, kind) {
      const key = keyOf(why);
      const before = known.get(key);
      if (before !== undefined && order.indexOf(before.kind) <= order.indexOf(kind)) return;
      const ofCode = [...known.values()].filter(({ problem }) => problem.code === why.code);
      if (before === undefined && ofCode.length >= mostOfOneCode) return;
      const trouble = { problem: why, kind, at: options.now() };
      known.set(key, trouble);
      if (kind === 'passing') passing += 1;
      for (const listener of listeners) listener(trouble);
      noteChange();
    },
    clearPassing() {
      if (passing === 0) return;
      passing = 0;
      for (const [key, { kind }] of known) if (kind === 'passing') known.delete(key);
      noteChange();
    },
    clear(code) {
      const cleared = [...known].filter(([, { problem }]) => problem.code === code);
      for (const [key] of cleared) known.delete(key);
      if (cleared.length > 0) noteChange();
    },
    troubles: () =>
      [...known.values()].toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)),
    onTrouble(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** Internal errors of different places have one code, and only their reasons differ. */
function keyOf({ code, params }: Problem): string {
  return code === 'internal-error' ? `${code} ${String(params?.reason)}` : code;
}

/** Returns the problem of an unexpected error. @param isFatal whether the console cannot continue safely */
export function internalError(error: unknown, isFatal: boolean): Problem {
  const reason = errorReason(error);
  return engineProblem(isFatal ? 'crashed' : 'internal-error', { reason });
}

/**
 * Returns the function that logs a failure of background work and reports it as a trouble. What the disk, another
 * program or a dead thread causes has been reported when the call to the database failed.
 */
export function createNoteFailure({ report }: Pick<Health, 'report'>, log: Log): NoteFailure {
  return (event, error) => {
    log(event, { error: errorMessage(error) });
    if (storeProblem(error) === null && !isDamage(error)) report(internalError(error, false), 'lasting');
  };
}
