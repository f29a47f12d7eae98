/**
 * A test plan: which chains are sent to which numbers, how often, and what result is expected. It is a YAML
 * file that people write and review; see docs/plans.md, and docs/plan.schema.json for editors.
 */
import type { DraftChain } from '../messaging/compose.ts';
import type { Channel, DecimalString, E164 } from '../messaging/types.ts';

/** An expectation of a cell, as written and as parsed. */
export type Expectation = { readonly written: string } & (
  | { readonly kind: 'reaches'; readonly channel: Channel | 'any'; readonly withinMs: number | null }
  | { readonly kind: 'reaches-nobody' }
  /** By Messente's error codes or HTTP statuses; empty means any. */
  | { readonly kind: 'refused'; readonly codes: readonly string[] }
  | { readonly kind: 'delivered'; readonly times: 'once' | 'at most once' }
  | { readonly kind: 'first-channel'; readonly channel: Channel }
  | { readonly kind: 'never'; readonly statuses: readonly string[] }
  | { readonly kind: 'cost'; readonly atMost: DecimalString }
  | { readonly kind: 'segments'; readonly count: number }
  | { readonly kind: 'callbacks-verified' }
  | { readonly kind: 'seen'; readonly withinMs: number }
);

export type PlanNumber = {
  /** The number's name in the plan: "Tele2 test phone". Reports show the name instead of the number. */
  readonly name: string;
  readonly number: E164;
  /** ISO 3166-1 alpha-2, as given or derived from the number; null if neither. */
  readonly country: string | null;
  readonly operator: string | null;
  /** The name of its group; null if it has none. */
  readonly group: string | null;
  /** The expectations of this number only. */
  readonly expect: readonly Expectation[];
};

/** Numbers with the same expectations. */
export type PlanGroup = { readonly name: string; readonly expect: readonly Expectation[] };

export type PlanChain = {
  readonly name: string;
  readonly chain: DraftChain;
  /** The expectations of the plan and of this chain. */
  readonly expect: readonly Expectation[];
};

export type Plan = {
  readonly name: string;
  readonly description: string | null;
  /** The name of the purpose of its messages; null: general. */
  readonly purpose: string | null;
  /** Whether the plan may be run with a live account. */
  readonly live: boolean;
  /** Who agreed to receive messages on these handsets, and when. Required for a live run. */
  readonly agreed: string | null;
  readonly numbers: readonly PlanNumber[];
  readonly groups: readonly PlanGroup[];
  readonly chains: readonly PlanChain[];
  /** How many times each chain is sent to each number. */
  readonly repeat: number;
  /** The maximum number of messages started per second. */
  readonly pacePerSecond: number;
  /** EUR. Sending stops when the known cost plus the estimate for unfinished messages reaches this amount. */
  readonly budget: DecimalString | null;
  /** The time limit after sending, ms. Afterwards a cell is judged with the facts known so far. */
  readonly timeoutMs: number;
  /** A question to the person who holds the handset; null means no question. */
  readonly confirm: string | null;
  /** The sandbox's seed, used if the plan runs in the sandbox. */
  readonly seed: number;
};

/** One message of a run: a chain, a number and a round. */
export type PlanCell = {
  /** From 0, in the order of sending. */
  readonly position: number;
  readonly chain: number;
  readonly number: number;
  /** From 1. */
  readonly round: number;
};

/** The maximum length of a plan's file, in characters. */
export const longestPlan = 1_000_000;

/** The maximum number of cells. More are probably a typing mistake, and the whole plan is kept in memory. */
export const mostCells = 10_000;

/** Returns the number of the cell at a position; see cellsOf. */
export function numberOf({ numbers }: Plan, position: number): PlanNumber | undefined {
  return numbers[position % Math.max(1, numbers.length)];
}

/** Returns the cells round by round, so that messages of the same chain to the same number stay in order. */
export function cellsOf(plan: Plan): PlanCell[] {
  const cells: PlanCell[] = [];
  for (let round = 1; round <= plan.repeat; round += 1) {
    for (const chain of plan.chains.keys()) {
      for (const number of plan.numbers.keys()) {
        cells.push({ position: cells.length, chain, number, round });
      }
    }
  }
  return cells;
}
