/** Keeps a run within its budget. */
import { addDecimals, compareDecimals, zero } from '../../../../shared/messaging/money.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { DecimalString } from '../../../../shared/messaging/types.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import { type ActiveRun, type Charges, type Context, lookEveryMs } from './run-context.ts';

/**
 * Returns whether a cell fits into the budget: what is spent, the highest possible remaining charges, and
 * the cell itself. If a price is not known, the first cell of its kind is sent alone, and its price counts
 * for the others; if no report contains it either, the budget cannot be enforced.
 */
export async function affordable(
  runner: Context,
  active: ActiveRun,
  index: number,
): Promise<'yes' | 'no' | 'wait' | 'unsure'> {
  const { budget } = active.plan;
  if (budget === null) return 'yes';
  const charges = await readCharges(runner, active);
  const { total, lacks } = charges;
  if (lacks !== null) return lacks;
  const own = await reserve(runner, active, charges, index);
  charges.nextOwn = own;
  if (own === null) {
    if (compareDecimals(total, budget) >= 0) return 'no';
    return active.under.size === 0 ? 'yes' : 'wait';
  }
  return compareDecimals(addDecimals(total, own), budget) > 0 ? 'no' : 'yes';
}

/** Counts a cell that was sent, until the charges are read again. */
export function noteCharge({ charges }: ActiveRun, position: number): void {
  if (charges === null) return;
  const { total, nextOwn } = charges;
  charges.list.push({ position, cost: null, certain: false });
  if (nextOwn === null) charges.lacks = 'wait';
  else charges.total = addDecimals(total, nextOwn);
}

/** Reads the charges, at most as often as a run is checked: a long run has thousands. */
async function readCharges(runner: Context, active: ActiveRun): Promise<Charges> {
  const { store, now } = runner.options;
  const { charges } = active;
  if (charges !== null && now() - charges.readAt < lookEveryMs) return charges;
  const list = await store.read('runCharges', { id: active.run.id });
  const fresh: Charges = { list, readAt: now(), total: zero, lacks: null, nextOwn: null };
  await addUp(runner, active, fresh);
  active.charges = fresh;
  return fresh;
}

/** Adds up what is spent and what may still be charged. */
async function addUp(runner: Context, active: ActiveRun, charges: Charges): Promise<void> {
  const { run, under } = active;
  const sent = new Set([...under.values()].map(({ index }) => index));
  const reserves = new Map<string, DecimalString | null>();
  for (const { position, cost, certain } of charges.list) {
    const known = cost ?? zero;
    if (certain) {
      charges.total = addDecimals(charges.total, known);
      continue;
    }
    const at = indexOf(active, position);
    // A run may have thousands of cells of only a few kinds.
    const kind = `${run.chainOf[at]}/${run.list[at]?.country}`;
    const most = reserves.has(kind)
      ? (reserves.get(kind) ?? null)
      : await reserve(runner, active, charges, at);
    reserves.set(kind, most);
    if (most === null) {
      charges.lacks = sent.has(at) ? 'wait' : 'unsure';
      return;
    }
    charges.total = addDecimals(charges.total, compareDecimals(known, most) > 0 ? known : most);
  }
}

/** Returns what the cell may still cost; null if not known. */
async function reserve(
  runner: Context,
  active: ActiveRun,
  charges: Charges,
  index: number,
): Promise<DecimalString | null> {
  const { run, plan } = active;
  const chain = plan.chains[run.chainOf[index] ?? -1];
  const cell = run.list[index];
  if (!chain || !cell) return null;
  const most = await runner.options.mostOf(run.accountId, chain, cell.country);
  if (most !== null) return most;
  const seen = charges.list.flatMap(({ position, cost }) => {
    const at = indexOf(active, position);
    const alike = run.chainOf[at] === run.chainOf[index] && run.list[at]?.country === cell.country;
    return alike ? (cost ?? []) : [];
  });
  return seen.length === 0 ? null : seen.reduce((a, b) => (compareDecimals(a, b) >= 0 ? a : b));
}

/** Returns the index of the cell with this position; a plan's cells are numbered from 0. */
function indexOf({ run }: ActiveRun, position: number): number {
  return run.list[position]?.position === position
    ? position
    : run.list.findIndex((cell) => cell.position === position);
}

export function budgetReached(budget: string): Problem {
  return runsProblem('budget-reached', { budget }, 'budget');
}

export function budgetUnsure(budget: string): Problem {
  return runsProblem('budget-unsure', { budget }, 'budget');
}
