/**
 * Runs test plans: sends cells at their pace and within their budget, judges each once nothing more is
 * awaited, and continues after a restart. All state is in the database; a cell and its message are written in
 * one transaction, so no message is sent twice.
 */

import { setTimeout as sleep } from 'node:timers/promises';
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import type { CellResult, RunCell } from '../../../../shared/contract/runs.ts';
import { addDecimals, compareDecimals, sumDecimals } from '../../../../shared/messaging/money.ts';
import type { Problem } from '../../../../shared/messaging/problem.ts';
import type { AccountId, DecimalString } from '../../../../shared/messaging/types.ts';
import { runsPhrase } from '../../../../shared/phrases.ts';
import { judgeCell, reachedAfter } from '../../../../shared/plans/judge.ts';
import type { Plan, PlanChain } from '../../../../shared/plans/plan.ts';
import { readPlan } from '../../../../shared/plans/read-plan.ts';
import { runsProblem } from '../../../../shared/problems/runs.ts';
import { newLocalId } from '../../ids.ts';
import type { Log } from '../../log.ts';
import type { Store } from '../../store.ts';
import { factsOf } from './facts.ts';
import { notJudged, planGone } from './sql/forget-plan.ts';
import type { StoredRun } from './sql/read-runs.ts';
import { onlyRetries } from './sql/save-runs.ts';

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
  readonly now: () => number;
  readonly log: Log;
};

export type Runner = {
  /** Continues the runs that a restart interrupted. */
  start(): Promise<void>;
  /** A run was started or changed. */
  wake(): void;
  /** Something was received about these messages. */
  wakeFor(messageIds: readonly string[]): void;
  stop(): Promise<void>;
};

/**
 * How long reports about a finished message are still awaited, because late and contradicting ones may
 * arrive.
 */
const lingerMs = 5_000;
/** The interval of checks without events; longer with many messages under way. */
const lookEveryMs = 500;
const lookPerMessageMs = 5;
/** The maximum time that one check spends on sending. */
const mostSendingMs = 2_000;

export function createRunner(options: RunnerOptions): Runner {
  const { store, now, log } = options;
  const lastSentAt = new Map<string, number>();
  const asked = new Set<string>();
  const settledAt = new Map<string, number>();
  const open = new Set<string>();
  /** Messages under way as last read; those with news are read again. */
  const known = new Map<string, MessageDetail>();
  const changed = new Set<string>();
  const lookedAt = new Map<string, number>();
  let timer: NodeJS.Timeout | null = null;
  let working: Promise<void> | null = null;
  let again = false;
  let stopping = false;

  /**
   * Each plan is parsed once: a run is checked several times a second, and its text changes only by an
   * erasure.
   */
  const plans = new Map<string, { readonly text: string; readonly plan: Plan | null }>();

  function plan(run: StoredRun): Plan | null {
    const before = plans.get(run.id);
    if (before?.text === run.plan) return before.plan;
    // Checks of times do not apply any more: the plan was valid when the run started.
    const read = readPlan(run.plan, null);
    const plan = read.ok ? read.plan : null;
    plans.set(run.id, { text: run.plan, plan });
    return plan;
  }

  async function setState(
    run: StoredRun,
    state: 'paused' | 'stopped' | 'finished',
    why: Problem | null,
  ): Promise<void> {
    await store.write('setRunState', {
      id: run.id,
      from: ['running', 'paused'],
      state,
      problem: why === null ? null : JSON.stringify(why),
      now: now(),
    });
    options.onChange(run.id);
  }

  /** Judges sent cells. @returns the messages of cells that are sent and not judged yet */
  async function judgeSent(run: StoredRun, read: Plan): Promise<Map<number, MessageDetail>> {
    const under = new Map<number, MessageDetail>();
    const waiting = run.list.filter((cell) => cell.messageId !== null && cell.result === null).length;
    const all = now() - (lookedAt.get(run.id) ?? 0) >= Math.max(lookEveryMs, waiting * lookPerMessageMs);
    if (all) lookedAt.set(run.id, now());
    for (const [index, cell] of run.list.entries()) {
      if (cell.messageId === null || cell.result !== null) continue;
      const before = known.get(cell.messageId);
      if (!all && before !== undefined && !changed.has(cell.messageId)) {
        under.set(cell.position, before);
        continue;
      }
      changed.delete(cell.messageId);
      const chain = read.chains[run.chainOf[index] ?? -1];
      const message = await store.read('messageDetail', { id: cell.messageId });
      if (chain === undefined || message === null) {
        await finish(run, cell, notJudged);
        continue;
      }
      const result = await judged(run, cell, message, chain, read.timeoutMs);
      if (result === null) {
        known.set(message.id, message);
        under.set(cell.position, message);
      } else {
        known.delete(message.id);
        await finish(run, cell, result);
      }
    }
    return under;
  }

  async function judged(
    run: StoredRun,
    cell: RunCell,
    message: MessageDetail,
    chain: PlanChain,
    timeoutMs: number,
  ): Promise<CellResult | null> {
    // It is still waiting to be sent, whatever was tried before: judged now, it could be retried and arrive
    // twice.
    if (message.state === 'queued' || message.state === 'sending') return null;
    const callbacks = await store.read('callbackVerdicts', {
      messageId: message.id,
      accountId: run.accountId,
    });
    const facts = factsOf(message, callbacks, now());
    const key = `${run.id}/${cell.position}/${cell.attempt}`;
    const found = judgeCell(chain.expect, facts, false);
    if (facts.settled && !settledAt.has(key)) settledAt.set(key, message.settledAt ?? now());
    const lingered = facts.settled && now() - (settledAt.get(key) ?? 0) >= lingerMs;
    const waitsForSeen = chain.expect.some(
      (expectation, index) => expectation.kind === 'seen' && found.judgements[index]?.verdict === 'open',
    );
    const late = facts.ageMs > timeoutMs;
    const unpaid = facts.settled && isUnpaid(message);
    const over = facts.notSent !== null || late || unpaid || (lingered && !waitsForSeen);
    if (!over) return null;
    if (late && !facts.settled && !asked.has(key)) {
      asked.add(key);
      await options.ask(message);
      return null;
    }
    const { verdict, judgements } = isUnpaid(message) ? notPaid : judgeCell(chain.expect, facts, true);
    settledAt.delete(key);
    asked.delete(key);
    return {
      verdict,
      judgements: [...judgements],
      deliveredBy: message.deliveredBy,
      reachedAfterMs: reachedAfter(facts, 'any'),
      cost: message.cost,
      state: message.state,
    };
  }

  async function finish(run: StoredRun, cell: RunCell, result: CellResult): Promise<void> {
    await store.write('finishCell', {
      runId: run.id,
      position: cell.position,
      attempt: cell.attempt,
      result: JSON.stringify(result),
    });
    options.onChange(run.id);
  }

  /** Returns what the cell may still cost; null if not known. */
  async function reserve(run: StoredRun, read: Plan, index: number): Promise<DecimalString | null> {
    const chain = read.chains[run.chainOf[index] ?? -1];
    const cell = run.list[index];
    if (!chain || !cell) return null;
    const most = await options.mostOf(run.accountId, chain, cell.country);
    if (most !== null) return most;
    const seen = run.charges.flatMap(({ position, cost }) => {
      const at = indexOf(run, position);
      const alike = run.chainOf[at] === run.chainOf[index] && run.list[at]?.country === cell.country;
      return alike ? (cost ?? []) : [];
    });
    return seen.length === 0 ? null : seen.reduce((a, b) => (compareDecimals(a, b) >= 0 ? a : b));
  }

  /**
   * Returns whether a cell fits into the budget: what is spent, the highest possible remaining charges, and
   * the cell itself. If a price is not known, the first cell of its kind is sent alone, and its price counts
   * for the others; if no report contains it either, the budget cannot be enforced.
   */
  async function affordable(
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
      const most = reserves.has(kind) ? (reserves.get(kind) ?? null) : await reserve(run, read, at);
      reserves.set(kind, most);
      if (most === null) return under.has(position) ? 'wait' : 'unsure';
      total = addDecimals(total, compareDecimals(known, most) > 0 ? known : most);
    }
    const own = await reserve(run, read, index);
    if (own === null)
      return compareDecimals(total, read.budget) >= 0 ? 'no' : under.size === 0 ? 'yes' : 'wait';
    return compareDecimals(addDecimals(total, own), read.budget) > 0 ? 'no' : 'yes';
  }

  /**
   * Sends the cells that are due, including those that become due meanwhile.
   * @param until when to stop, epoch ms
   * @returns after how many ms the pace allows the next one
   */
  async function sendDue(
    run: StoredRun,
    read: Plan,
    under: Map<number, MessageDetail>,
    until: number,
  ): Promise<number> {
    const retriesAlone = run.problem?.code === onlyRetries;
    for (const [index, cell] of run.list.entries()) {
      if (cell.messageId !== null || (retriesAlone && cell.attempt === 1)) continue;
      if (stopping) break;
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
        if (stopping) break;
      }
      const may = await affordable(run, read, index, under);
      if (may === 'wait') break;
      if (may !== 'yes') {
        // Messages within the budget that wait for the network are sent first, because stopping would cancel
        // them.
        if ([...under.values()].some(({ state }) => state === 'queued' || state === 'sending')) break;
        const budget = read.budget ?? '';
        await setState(run, 'stopped', may === 'no' ? budgetReached(budget) : budgetUnsure(budget));
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
      options.onChange(run.id);
      const message = await store.read('messageDetail', { id: messageId });
      if (message) under.set(cell.position, message);
      run.list[index] = { ...cell, messageId, sentAt: now() };
      run.charges.push({ position: cell.position, cost: null, certain: false });
    }
    return lookEveryMs;
  }

  /** Works on a run. @returns after how many ms to check again */
  async function work(id: string): Promise<number> {
    const begunAt = now();
    const run = await store.read('readRun', { id });
    if (run === null) {
      open.delete(id);
      return lookEveryMs;
    }
    const read = plan(run);
    if (read === null) {
      open.delete(id);
      await setState(run, 'stopped', planGone());
      return lookEveryMs;
    }
    const under = await judgeSent(run, read);
    const after = await store.read('readRun', { id });
    if (after === null) return lookEveryMs;
    // Checking a run with thousands of cells takes longer than its pace allows per message, so each check
    // sends several.
    const until = now() + Math.min(mostSendingMs, Math.max(lookEveryMs, 4 * (now() - begunAt)));
    let next = lookEveryMs;
    if (after.state === 'running') {
      const why = options.pauseOf(after);
      const unpaid = after.list.some((cell) => cell.result?.verdict === 'open');
      const queued = [...under.values()].some((message) => message.state === 'queued');
      const unsent = after.list.some((cell) => cell.messageId === null);
      if (unpaid) await setState(after, 'paused', noCreditLeft(after));
      else if (why !== null && (queued || unsent)) await setState(after, 'paused', why);
      else {
        next = await sendDue(after, read, under, until);
        const unjudged = after.list.filter((cell) => cell.result === null);
        if (under.size === 0 && unjudged.length === 0) await setState(after, 'finished', null);
        else if (
          after.problem?.code === onlyRetries &&
          unjudged.every(({ messageId, attempt }) => messageId === null && attempt === 1)
        ) {
          await setState(after, 'stopped', null);
        }
      }
    }
    const last = await store.read('readRun', { id });
    const waits = last?.list.some((cell) => cell.messageId !== null && cell.result === null) ?? false;
    if (last === null || (last.state !== 'running' && !waits)) {
      open.delete(id);
      lastSentAt.delete(id);
      lookedAt.delete(id);
      plans.delete(id);
    }
    return next;
  }

  async function round(): Promise<number> {
    for (const id of await store.read('openRuns', {})) open.add(id);
    let next = lookEveryMs;
    for (const id of [...open]) {
      if (stopping) break;
      next = Math.min(next, await work(id));
    }
    return next;
  }

  /** One round at a time; a call during a round causes one more. */
  function look(): void {
    if (stopping) return;
    if (timer !== null) clearTimeout(timer);
    timer = null;
    again = true;
    working ??= (async () => {
      let next = lookEveryMs;
      while (again && !stopping) {
        again = false;
        next = await round().catch((error: unknown) => {
          log('run-failed', { error: error instanceof Error ? error.message : String(error) });
          return lookEveryMs;
        });
      }
      working = null;
      if (open.size > 0 && !stopping) timer = setTimeout(look, Math.max(10, next));
    })();
  }

  return {
    async start() {
      stopping = false;
      open.clear();
      known.clear();
      for (const id of await store.read('openRuns', {})) open.add(id);
      if (open.size > 0) look();
    },
    wake: look,
    wakeFor(messageIds) {
      if (open.size === 0) return;
      const ours = messageIds.filter((id) => known.has(id));
      for (const id of ours) changed.add(id);
      if (ours.length > 0) look();
    },
    async stop() {
      stopping = true;
      if (timer !== null) clearTimeout(timer);
      await working;
    },
  };
}

/** Messente's error number of a step that the account could not pay for. */
const couldNotCharge = 4;

function isUnpaid(message: MessageDetail): boolean {
  return message.steps.some(({ events }) => events.some(({ err }) => err === couldNotCharge));
}

/** An unpaid message says nothing about the chain: it is not judged, and not a failure. */
const notPaid: Pick<CellResult, 'verdict' | 'judgements'> = {
  verdict: 'open',
  judgements: [{ written: 'message', verdict: 'open', found: runsPhrase('no-credit') }],
};

function noCreditLeft({ sandbox }: StoredRun): Problem {
  return sandbox === null
    ? runsProblem('no-credit')
    : runsProblem('no-credit/sandbox', { account: sandbox.account, credit: sandbox.credit });
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
