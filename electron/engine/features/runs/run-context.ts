import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { DecimalString, MessageState } from '../../../../shared/messaging/types.ts';
import type { Plan, PlanChain } from '../../../../shared/plans/plan.ts';
import type { NoteFailure } from '../../note-failure.ts';
import type { Store } from '../../store.ts';
import type { YamlReader } from '../../yaml/yaml-reader.ts';
import type { Charge, StoredRun } from './sql/read-runs.ts';
import type { RunMark } from './sql/read-under-way.ts';

/** The interval of checks without events: an account's pause, for example, wakes no run. */
export const lookEveryMs = 500;

export type RunnerOptions = {
  readonly store: Store;
  readonly yaml: YamlReader;
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
  /** Called when a run has changed, with the positions of the changed cells. */
  readonly onChange: (runId: string, positions: readonly number[]) => void;
  /** How long reports about a finished message are still awaited: late and contradicting ones may arrive. */
  readonly lateReportsMs: number;
  readonly now: () => number;
  readonly noteFailure: NoteFailure;
};

/** A message of a cell that is sent and not judged yet. */
export type UnderWay = {
  /** The index of its cell in the run's list. */
  readonly index: number;
  /** As last read; a message that was just written is queued. */
  readonly state: MessageState;
  /** When it is read again although nothing was received about it, epoch ms. */
  readonly lookAt: number;
};

/** What the messages of a run with a budget cost, as last read. */
export type Charges = {
  readonly list: Charge[];
  /** Epoch ms. */
  readonly readAt: number;
  /** What is spent and what may still be charged, EUR. */
  total: DecimalString;
  /** Why the total is not complete: a price is not known (yet); null if it is complete. */
  lacks: 'wait' | 'unsure' | null;
  /** What the cell that is sent next may cost, EUR; null if not known. */
  nextOwn: DecimalString | null;
};

/**
 * A run in memory. The store has everything that matters; a run of 10,000 cells is read from there only when
 * something else than the runner has changed it.
 */
export type ActiveRun = {
  /** Its `list` gets the cells that the runner sends and judges. */
  readonly run: StoredRun;
  /** What the run looked like in the store when it was read. */
  readonly mark: RunMark;
  readonly plan: Plan;
  /** The indexes of the cells without a message, in the order of sending. */
  readonly unsent: Set<number>;
  /** By the message's id. */
  readonly under: Map<string, UnderWay>;
  /** null until the budget is checked. */
  charges: Charges | null;
};

/** What the steps of a run share. All that matters is in the store. */
export type Context = {
  readonly options: RunnerOptions;
  isStopping(): boolean;
  /** Resolves when the runner is being stopped. */
  stopped(): Promise<null>;
  /** When the pace allows the next message of a run, epoch ms. */
  readonly nextSendAt: Map<string, number>;
  /** Cells whose status was requested once, because their time was over. */
  readonly asked: Set<string>;
  readonly settledAt: Map<string, number>;
  /** Runs that are not over. */
  readonly open: Set<string>;
  readonly active: Map<string, ActiveRun>;
  /** Messages of active runs about which something was received. */
  readonly changed: Set<string>;
};

export function createContext(
  options: RunnerOptions,
  ends: Pick<Context, 'isStopping' | 'stopped'>,
): Context {
  return {
    ...{ options, ...ends },
    ...{ nextSendAt: new Map(), settledAt: new Map(), active: new Map() },
    ...{ asked: new Set(), changed: new Set(), open: new Set() },
  };
}
