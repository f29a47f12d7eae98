/**
 * A test plan: which numbers are written to over which chains, how often, and what is expected to come of it. It is a
 * YAML file that people write and review; see docs/plans.md, and docs/plan.schema.json for editors.
 */
import type { DraftChain } from '../messaging/compose.ts';
import type { Channel, DecimalString, E164 } from '../messaging/types.ts';

/** What is expected of one cell, as it was written and as it is judged. */
export type Expectation = { readonly written: string } & (
  | { readonly kind: 'reaches'; readonly channel: Channel | 'any'; readonly withinMs: number | null }
  | { readonly kind: 'first-channel'; readonly channel: Channel }
  | { readonly kind: 'never'; readonly statuses: readonly string[] }
  | { readonly kind: 'cost'; readonly atMost: DecimalString }
  | { readonly kind: 'segments'; readonly count: number }
  | { readonly kind: 'callbacks-verified' }
  | { readonly kind: 'seen'; readonly withinMs: number }
);

export type PlanNumber = {
  /** As the plan calls it: "Tele2 test phone". Reports show this, not the number. */
  readonly name: string;
  readonly number: E164;
  /** ISO 3166-1 alpha-2, given or told by the number; null where neither. */
  readonly country: string | null;
  readonly operator: string | null;
};

export type PlanChain = {
  readonly name: string;
  readonly chain: DraftChain;
  /** The plan's own and this chain's. */
  readonly expect: readonly Expectation[];
};

export type Plan = {
  readonly name: string;
  readonly description: string | null;
  /** May be run with a live account. */
  readonly live: boolean;
  /** Who agreed that these handsets are written to, and when; a live run needs it. */
  readonly agreed: string | null;
  readonly numbers: readonly PlanNumber[];
  readonly chains: readonly PlanChain[];
  /** How often each chain is sent to each number. */
  readonly repeat: number;
  /** Messages begun a second at most. */
  readonly pacePerSecond: number;
  /** EUR; nothing more is sent once the known cost and the estimate of what is under way reach it. */
  readonly budget: DecimalString | null;
  /** What is not decided so long after the sending is judged as it stands, ms. */
  readonly timeoutMs: number;
  /** A question to the person who holds the handset; null: none is asked. */
  readonly confirm: string | null;
  /** Of the sandbox, where it runs there. */
  readonly seed: number;
};

/** One message of a run: a chain to a number, for the nth time. */
export type PlanCell = {
  /** From 0, in the order of sending. */
  readonly position: number;
  readonly chain: number;
  readonly number: number;
  /** From 1. */
  readonly round: number;
};

/** Cells beyond this are a slip of the keyboard, and a plan is read into memory. */
export const mostCells = 10_000;

/** Round by round, so that the same chain to the same number never overtakes itself. */
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
