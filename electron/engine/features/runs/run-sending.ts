/** Sends the cells of a run that are due, within its pace and its budget. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { addDecimals, compareDecimals, sumDecimals } from '../../../../shared/messaging/money.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { AccountId, DecimalString } from '../../../../shared/messaging/types.ts';
import type { Plan } from '../../../../shared/plans/plan.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import { newLocalId } from '../../ids.ts';
import { type Context, lookEveryMs } from './run-context.ts';
import { setState } from './run-state.ts';
import type { StoredRun } from './sql/read-runs.ts';
import { onlyRetries } from './sql/save-runs.ts';

/**
 * Sends the cells that are due, including those that become due meanwhile.
 * @param until when to stop, epoch ms
 * @returns after how many ms the pace allows the next one
 */
export async function sendDue(
  runner: Context,
  run: StoredRun,
  read: Plan,
  under: Map<number, MessageDetail>,
  until: number,
): Promise<number> {
  const { store, now } = runner.options;
  const { lastSentAt } = runner;
  const retriesAlone = run.problem?.code === onlyRetries;
  for (const [index, cell] of run.list.entries()) {
    if (cell.messageId !== null || (retriesAlone && cell.attempt === 1)) continue;
    if (runner.isStopping()) break;
    // Earlier rounds must be accepted first, so that messages of the same chain to the same number stay in
    // order.
    const before = run.list.filter((other) => other.round < cell.round);
    const unsent = before.some((other) => {
      const state = under.get(other.position)?.state;
      if (other.messageId === null) return !(retriesAlone && other.attempt === 1);
      return state === 'queued' || state === 'sending';
    });
    if (unsent) break;
    const wait = (lastSentAt.get(run.id) ?? 0) + 1000 / read.pacePerSecond - now();
    if (wait > 0) {
      if (now() + wait > until) return wait;
      await sleep(wait);
      if (runner.isStopping()) break;
    }
    const may = await affordable(runner, run, read, index, under);
    if (may === 'wait') break;
    if (may !== 'yes') {
      // Messages within the budget that wait for the network are sent first, because runner.isStopping() would cancel
      // them.
      if ([...under.values()].some(({ state }) => state === 'queued' || state === 'sending')) break;
      const budget = read.budget ?? '';
      await setState(runner, run, 'stopped', may === 'no' ? budgetReached(budget) : budgetUnsure(budget));
      break;
    }
    const chain = read.chains[run.chainOf[index] ?? -1];
    const number = read.numbers.find((one) => one.name === cell.number);
    if (!chain || !number) break;
    const messageId = newLocalId();
    const written = await store.write('sendCell', {
      runId: run.id,
      position: cell.position,
      attempt: cell.attempt,
      now: now(),
      accountId: run.accountId as AccountId,
      messageId,
      to: number.number,
      country: number.country,
      draft: chain.chain,
      tag: `run ${run.name}`.slice(0, 50),
    });
    if (!written) break;
    lastSentAt.set(run.id, now());
    runner.options.onChange(run.id);
    const message = await store.read('messageDetail', { id: messageId });
    if (message) under.set(cell.position, message);
    run.list[index] = { ...cell, messageId, sentAt: now() };
    run.charges.push({ position: cell.position, cost: null, certain: false });
  }
  return lookEveryMs;
}

/**
 * Returns whether a cell fits into the budget: what is spent, the highest possible remaining charges, and
 * the cell itself. If a price is not known, the first cell of its kind is sent alone, and its price counts
 * for the others; if no report contains it either, the budget cannot be enforced.
 */
async function affordable(
  runner: Context,
  run: StoredRun,
  read: Plan,
  index: number,
  under: ReadonlyMap<number, MessageDetail>,
): Promise<'yes' | 'no' | 'wait' | 'unsure'> {
  if (read.budget === null) return 'yes';
  let total = sumDecimals([]);
  const reserves = new Map<string, DecimalString | null>();
  for (const { position, cost, certain } of run.charges) {
    const known = cost ?? sumDecimals([]);
    if (certain) {
      total = addDecimals(total, known);
      continue;
    }
    const at = indexOf(run, position);
    // A run may have thousands of cells of only a few kinds.
    const kind = `${run.chainOf[at]}/${run.list[at]?.country}`;
    const most = reserves.has(kind) ? (reserves.get(kind) ?? null) : await reserve(runner, run, read, at);
    reserves.set(kind, most);
    if (most === null) return under.has(position) ? 'wait' : 'unsure';
    total = addDecimals(total, compareDecimals(known, most) > 0 ? known : most);
  }
  const own = await reserve(runner, run, read, index);
  if (own === null)
    return compareDecimals(total, read.budget) >= 0 ? 'no' : under.size === 0 ? 'yes' : 'wait';
  return compareDecimals(addDecimals(total, own), read.budget) > 0 ? 'no' : 'yes';
}

/** Returns what the cell may still cost; null if not known. */
async function reserve(
  runner: Context,
  run: StoredRun,
  read: Plan,
  index: number,
): Promise<DecimalString | null> {
  const chain = read.chains[run.chainOf[index] ?? -1];
  const cell = run.list[index];
  if (!chain || !cell) return null;
  const most = await runner.options.mostOf(run.accountId, chain, cell.country);
  if (most !== null) return most;
  const seen = run.charges.flatMap(({ position, cost }) => {
    const at = indexOf(run, position);
    const alike = run.chainOf[at] === run.chainOf[index] && run.list[at]?.country === cell.country;
    return alike ? (cost ?? []) : [];
  });
  return seen.length === 0 ? null : seen.reduce((a, b) => (compareDecimals(a, b) >= 0 ? a : b));
}

/** Returns the index of the cell with this position; a plan's cells are numbered from 0. */
function indexOf(run: StoredRun, position: number): number {
  return run.list[position]?.position === position
    ? position
    : run.list.findIndex((cell) => cell.position === position);
}

function budgetReached(budget: string): Problem {
  return runsProblem('budget-reached', { budget }, 'budget');
}

function budgetUnsure(budget: string): Problem {
  return runsProblem('budget-unsure', { budget }, 'budget');
}
