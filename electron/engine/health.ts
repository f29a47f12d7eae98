/** What is wrong with the console itself: a part that died, a damaged or locked database, an internal error. */

import type { Overview } from '../../shared/contract/console.ts';
import type { Problem } from '../../shared/messaging/problem.ts';
import { engineProblem } from '../../shared/problems/engine.ts';
import { databaseDamaged } from './db/store-problems.ts';

export type Trouble = Overview['troubles'][number];

/**
 * fatal: the console can't go on without a restart. lasting: it goes on, but somebody must act. passing: it ends by
 * itself, once the database can be written again.
 */
type TroubleKind = Trouble['kind'];

export type Health = {
  /** Remembers a trouble until it is cleared; one of each code. */
  report(why: Problem, kind: TroubleKind): void;
  /** The database was written: what prevented it has passed. */
  clearPassing(): void;
  /** Another database is in the place of the damaged one. */
  clearDamage(): void;
  /** The worst first. */
  troubles(): readonly Trouble[];
  /** Calls the listener once for each new trouble. @returns ends that */
  onTrouble(listener: (trouble: Trouble) => void): () => void;
};

const order: readonly TroubleKind[] = ['fatal', 'lasting', 'passing'];

export function createHealth(options: { readonly now: () => number; readonly onChange: () => void }): Health {
  const known = new Map<string, Trouble>();
  const listeners = new Set<(trouble: Trouble) => void>();
  let passing = 0;
  return {
    report(why, kind) {
      const before = known.get(why.code);
      if (before !== undefined && order.indexOf(before.kind) <= order.indexOf(kind)) return;
      const trouble = { problem: why, kind, at: options.now() };
      known.set(why.code, trouble);
      if (kind === 'passing') passing += 1;
      for (const listener of listeners) listener(trouble);
      options.onChange();
    },
    clearPassing() {
      if (passing === 0) return;
      passing = 0;
      for (const [code, { kind }] of known) if (kind === 'passing') known.delete(code);
      options.onChange();
    },
    clearDamage() {
      if (known.delete(databaseDamaged.code)) options.onChange();
    },
    troubles: () =>
      [...known.values()].toSorted((one, other) => order.indexOf(one.kind) - order.indexOf(other.kind)),
    onTrouble(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/** The problem of an error that nobody expected. @param isFatal whether the console can't be trusted to go on */
export function internalError(error: unknown, isFatal: boolean): Problem {
  const words = (error instanceof Error ? error.message : String(error)).replace(/\.$/u, '');
  return engineProblem(isFatal ? 'crashed' : 'internal-error', { words });
}
