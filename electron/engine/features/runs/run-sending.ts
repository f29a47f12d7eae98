/** Sends the cells of a run that are due, within its pace and its budget. */

import { generalPurpose, isSamePurpose } from '../../../../shared/messaging/purposes.ts';
import { tidyName } from '../../../../shared/messaging/recipient-name.ts';
import type { AccountId } from '../../../../shared/messaging/types.ts';
import { newLocalId } from '../../ids.ts';
import { isWaiting } from './active-run.ts';
import { affordable, budgetReached, budgetUnsure, noteCharge } from './run-budget.ts';
import { type ActiveRun, type Context, lookEveryMs } from './run-context.ts';
import { setState } from './run-state.ts';
import { type CellMessage, onlyRetries } from './sql/save-runs.ts';

/** How much of a delay the pace makes up for, ms: with more, a run that was held up would send a burst. */
const mostCatchUpMs = 500;

/**
 * Sends the cells that are due. A cell waits until the round before of its chain to its number was accepted or
 * refused, so that messages of the same chain to the same number stay in order.
 * @returns after how many ms the pace allows the next one
 */
export async function sendDue(runner: Context, active: ActiveRun): Promise<number> {
  const { now } = runner.options;
  const { run, plan } = active;
  const startedAt = now();
  const allowedAt = Math.max(runner.nextSendAt.get(run.id) ?? startedAt, startedAt - mostCatchUpMs);
  if (allowedAt > startedAt) return allowedAt - startedAt;
  const eachMs = 1000 / plan.pacePerSecond;
  const most = 1 + Math.floor((startedAt - allowedAt) / eachMs);
  const due = await dueCells(runner, active, most);
  const sent = due.length === 0 ? 0 : await send(runner, active, due);
  if (sent === 0) return lookEveryMs;
  const nextSendAt = allowedAt + sent * eachMs;
  runner.nextSendAt.set(run.id, nextSendAt);
  return Math.max(0, nextSendAt - now());
}

/** Returns the indexes of the cells that are sent now; stops the run if the budget allows no more. */
async function dueCells(runner: Context, active: ActiveRun, most: number): Promise<number[]> {
  const { run, plan, under, unsent } = active;
  const retriesAlone = run.problem?.code === onlyRetries;
  const pairOf = (index: number): string => `${run.chainOf[index]} ${run.list[index]?.number}`;
  const waiting = new Set([...under.values()].filter(isWaiting).map((one) => pairOf(one.index)));
  const due: number[] = [];
  for (const index of unsent) {
    if (due.length >= most || runner.isStopping()) break;
    const cell = run.list[index];
    const pair = pairOf(index);
    if (cell === undefined || (retriesAlone && cell.attempt === 1) || waiting.has(pair)) continue;
    waiting.add(pair);
    const may = await affordable(runner, active, index);
    if (may === 'wait') break;
    if (may !== 'yes') {
      // Messages within the budget that wait for the network are sent first, because stopping the run would
      // cancel them.
      if (due.length > 0 || [...under.values()].some(isWaiting)) break;
      const budget = plan.budget ?? '';
      await setState(runner, run, 'stopped', may === 'no' ? budgetReached(budget) : budgetUnsure(budget));
      break;
    }
    noteCharge(active, cell.position);
    due.push(index);
  }
  return due;
}

/** Writes the messages of cells. @returns how many */
async function send(runner: Context, active: ActiveRun, due: readonly number[]): Promise<number> {
  const { store, now, onChange } = runner.options;
  const { run, under, unsent } = active;
  const cells: { readonly index: number; readonly message: CellMessage }[] = [];
  for (const index of due) {
    const message = messageOf(active, index, now());
    if (message === null) break;
    cells.push({ index, message });
  }
  const sent = await store.write('sendCells', {
    cells: cells.map(({ message }) => message),
    planLength: active.mark.planLength,
  });
  for (const { index, message } of cells.slice(0, sent)) {
    const { messageId, now: sentAt } = message;
    const cell = run.list[index];
    if (cell === undefined) continue;
    under.set(messageId, { index, state: 'queued', lookAt: sentAt + lookEveryMs });
    unsent.delete(index);
    run.list[index] = { ...cell, messageId, sentAt };
  }
  // The run is read again: it was paused meanwhile, or an erasure changed its plan, for example.
  if (sent < due.length) runner.active.delete(run.id);
  if (sent > 0)
    onChange(
      run.id,
      cells.slice(0, sent).map(({ message }) => message.position),
    );
  return sent;
}

function messageOf({ run, plan }: ActiveRun, index: number, now: number): CellMessage | null {
  const cell = run.list[index];
  const chain = plan.chains[run.chainOf[index] ?? -1];
  const number = plan.numbers.find((one) => one.name === cell?.number);
  if (cell === undefined || chain === undefined || number === undefined) return null;
  return {
    runId: run.id,
    position: cell.position,
    attempt: cell.attempt,
    now,
    accountId: run.accountId as AccountId,
    messageId: newLocalId(),
    to: number.number,
    country: number.country,
    // A number without a name is named by itself.
    name: number.name === number.number ? null : tidyName(number.name),
    draft: chain.chain,
    purpose: plan.purpose === null || isSamePurpose(plan.purpose, generalPurpose) ? null : plan.purpose,
    tag: `run ${run.name}`.slice(0, 50),
  };
}
