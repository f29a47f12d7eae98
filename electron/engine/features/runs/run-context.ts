import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { DecimalString } from '../../../../shared/messaging/types.ts';
import type { Plan, PlanChain } from '../../../../shared/plans/plan.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { StoredRun } from './sql/read-runs.ts';

/** The interval of checks without events; longer with many messages under way. */
export const lookEveryMs = 500;

export type RunnerOptions = {
  readonly store: Store;
  /** Returns why nothing is sent for this run now; null if it is not held back. */
  readonly pauseOf: (run: StoredRun) => Problem | null;
  /** Polls GET status once before an open cell is judged. */
  readonly ask: (message: MessageDetail) => Promise<void>;
  /** Returns the highest cost of a chain to a country, EUR; null if not known. */
  readonly mostOf: (
    accountId: string,
    chain: PlanChain,
    country: string | null,
  ) => Promise<DecimalString | null>;
  readonly onChange: (runId: string) => void;
  /** How long reports about a finished message are still awaited: late and contradicting ones may arrive. */
  readonly lateReportsMs: number;
  readonly now: () => number;
  readonly noteFailure: NoteFailure;
};

/** What the steps of a run share. All that matters is in the store; this is only what was read a moment ago. */
export type Context = {
  readonly options: RunnerOptions;
  isStopping(): boolean;
  readonly lastSentAt: Map<string, number>;
  /** Cells whose status was requested once, because their time was over. */
  readonly asked: Set<string>;
  readonly settledAt: Map<string, number>;
  /** Runs that are not over. */
  readonly open: Set<string>;
  /** Messages under way as last read; those with news are read again. */
  readonly known: Map<string, MessageDetail>;
  readonly changed: Set<string>;
  readonly lookedAt: Map<string, number>;
  /**
   * Each plan is parsed once: a run is checked several times a second, and its text changes only by an
   * erasure.
   */
  readonly plans: Map<string, { readonly text: string; readonly plan: Plan | null }>;
};

export function createContext(options: RunnerOptions, isStopping: () => boolean): Context {
  return {
    ...{ options, isStopping },
    ...{ lastSentAt: new Map(), settledAt: new Map(), lookedAt: new Map() },
    ...{ known: new Map(), plans: new Map() },
    ...{ asked: new Set(), changed: new Set(), open: new Set() },
  };
}
