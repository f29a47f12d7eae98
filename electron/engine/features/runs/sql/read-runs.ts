import type {
  CellResult,
  Run,
  RunCell,
  RunChange,
  RunSandbox,
  RunSummary,
} from '../../../../../shared/contract/runs.ts';
import { storedProblem } from '../../../../../shared/contract/stored-problem.ts';
import { multiplyDecimal, sumDecimals } from '../../../../../shared/messaging/money.ts';
import type { Phrase } from '../../../../../shared/messaging/problem.ts';
import {
  type DecimalString,
  isSettledState,
  type MessageState,
} from '../../../../../shared/messaging/types.ts';
import type { Judgement } from '../../../../../shared/plans/judge.ts';
import type { Weather } from '../../../../../shared/sandbox/scenario.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { OpenedSandbox } from './save-runs.ts';

type RunRow = {
  seq: number;
  id: string;
  name: string;
  plan: string;
  account_id: string;
  live: number;
  sandbox: string | null;
  state: RunSummary['state'];
  problem: string | null;
  created_at: number;
  finished_at: number | null;
};

type CellRow = {
  position: number;
  attempt: number;
  chain: number;
  chain_name: string;
  number_name: string;
  country: string | null;
  operator: string | null;
  round: number;
  message_id: string | null;
  sent_at: number | null;
  result: string | null;
  handset: RunCell['handset'];
  handset_at: number | null;
};

/** The currently known cost of one message of a run, including reports that arrived after it was judged. */
export type Charge = {
  /** The position of its cell. */
  readonly position: number;
  /** EUR; null if not known. */
  readonly cost: DecimalString | null;
  /** Nothing more will be charged: it ended, and its price is known or it was never accepted. */
  readonly certain: boolean;
};

/** A run without what is only in the plan: the confirmation question, and the hash. */
export type StoredRun = Omit<Run, 'confirm' | 'planHash'> & {
  readonly chainOf: readonly number[];
  /** The weather that its sandbox account started with; null if it has none. */
  readonly air: Weather | null;
};

function viewCell(row: CellRow): RunCell {
  return {
    position: row.position,
    attempt: row.attempt,
    chain: row.chain_name,
    number: row.number_name,
    country: row.country,
    operator: row.operator,
    round: row.round,
    messageId: row.message_id,
    sentAt: row.sent_at,
    result: row.result === null ? null : storedResult(row.result),
    handset: row.handset,
    handsetAt: row.handset_at,
  };
}

type StoredJudgement = Omit<Judgement, 'found'> & { readonly found: Phrase | string };

/** Earlier versions stored what was found as an English text, and nothing about the message. */
function storedResult(text: string): CellResult {
  const result = JSON.parse(text) as Omit<CellResult, 'judgements' | 'message'> & {
    readonly judgements: readonly StoredJudgement[];
    readonly message?: CellResult['message'];
  };
  return {
    ...result,
    message: result.message ?? null,
    judgements: result.judgements.map(({ found, ...expected }) => ({
      ...expected,
      found: typeof found === 'string' ? { text: found } : found,
    })),
  };
}

function cellsOf(context: QueryContext, seq: number): CellRow[] {
  return context.all<CellRow>('SELECT * FROM run_cell WHERE run_seq = ? ORDER BY position, attempt', seq);
}

/** The cost of a cell's message; of an erased message, the cost in the cell's result. */
const costColumn = `CASE WHEN m.id IS NULL THEN c.result ->> 'cost' ELSE m.cost END AS cost`;

/** Returns the costs of each attempt with a message, including earlier attempts. */
export function runCharges(context: QueryContext, input: { readonly id: string }): Charge[] {
  return context
    .all<{ position: number; cost: DecimalString | null; state: string | null }>(
      `SELECT c.position, ${costColumn}, m.state
       FROM run_cell c LEFT JOIN omnimessage m ON m.id = c.message_id
       WHERE c.run_seq = (SELECT seq FROM run WHERE id = ?) AND c.message_id IS NOT NULL
       ORDER BY c.position, c.attempt`,
      input.id,
    )
    .map(({ position, cost, state }) => ({
      position,
      cost,
      certain:
        state === null ||
        state === 'refused' ||
        state === 'cancelled' ||
        (cost !== null && isSettledState(state as MessageState)),
    }));
}

function sandboxOf(run: RunRow): OpenedSandbox | null {
  if (run.sandbox === null) return null;
  // Older runs have no speed.
  const { speed = 1, ...rest } = JSON.parse(run.sandbox) as Omit<OpenedSandbox, 'speed'> & { speed?: number };
  return { ...rest, speed };
}

/** Returns the cost of all attempts of a run's cells, EUR, as far as known. */
function costOf(context: QueryContext, seq: number): DecimalString {
  const costs = context.all<{ cost: DecimalString; count: number }>(
    `SELECT cost, count(*) AS count FROM (
       SELECT ${costColumn} FROM run_cell c LEFT JOIN omnimessage m ON m.id = c.message_id
       WHERE c.run_seq = ? AND c.message_id IS NOT NULL
     ) WHERE cost IS NOT NULL GROUP BY cost`,
    seq,
  );
  // A run may have thousands of cells of only a few prices.
  return sumDecimals(costs.map(({ cost, count }) => multiplyDecimal(cost, count)));
}

/** Returns how many cells a run has; each counts with its last attempt. */
function countsOf(context: QueryContext, seq: number): RunSummary['cells'] {
  const counts = context.get<RunSummary['cells']>(
    `SELECT count(*) AS "all", count(message_id) AS sent, coalesce(sum(verdict = 'passed'), 0) AS passed,
       coalesce(sum(verdict = 'failed'), 0) AS failed
     FROM (SELECT message_id, result ->> 'verdict' AS verdict, max(attempt) FROM run_cell
           WHERE run_seq = ? GROUP BY position)`,
    seq,
  );
  return counts ?? { all: 0, sent: 0, passed: 0, failed: 0 };
}

function summaryOf(context: QueryContext, run: RunRow): RunSummary {
  return {
    id: run.id,
    name: run.name,
    accountId: run.account_id,
    live: run.live === 1,
    sandbox: withoutAir(sandboxOf(run)),
    state: run.state,
    problem: storedProblem(run.problem),
    createdAt: run.created_at,
    finishedAt: run.finished_at,
    cells: countsOf(context, run.seq),
    cost: costOf(context, run.seq),
  };
}

function withoutAir(opened: OpenedSandbox | null): RunSandbox | null {
  if (opened === null) return null;
  const { air: _air, settings: _settings, ...rest } = opened;
  return rest;
}

function lastAttempts(cells: readonly CellRow[]): CellRow[] {
  const last = new Map<number, CellRow>();
  for (const cell of cells) last.set(cell.position, cell);
  return [...last.values()];
}

/** Returns the runs, newest first: all, or those of one plan by its name. */
export function listRuns(context: QueryContext, input: { readonly name: string | null }): RunSummary[] {
  return context
    .all<RunRow>(`SELECT * FROM run WHERE ?1 IS NULL OR name = ?1 ORDER BY seq DESC LIMIT 200`, input.name)
    .map((run) => summaryOf(context, run));
}

/** Returns a run without its cells. */
export function readRunSummary(context: QueryContext, input: { readonly id: string }): RunSummary | null {
  const run = context.get<RunRow>('SELECT * FROM run WHERE id = ?', input.id);
  return run === undefined ? null : summaryOf(context, run);
}

/** Returns a run's summary, and the last attempts of its cells at these positions; null if there is no such run. */
export function readRunCells(
  context: QueryContext,
  input: { readonly id: string; readonly positions: readonly number[] },
): RunChange | null {
  const run = context.get<RunRow>('SELECT * FROM run WHERE id = ?', input.id);
  if (run === undefined) return null;
  const cells = context.all<CellRow>(
    `SELECT * FROM run_cell WHERE run_seq = ? AND position IN (SELECT value FROM json_each(?))
     ORDER BY position, attempt`,
    run.seq,
    JSON.stringify(input.positions),
  );
  return { summary: summaryOf(context, run), cells: lastAttempts(cells).map(viewCell) };
}

export function readRun(context: QueryContext, input: { readonly id: string }): StoredRun | null {
  const run = context.get<RunRow>('SELECT * FROM run WHERE id = ?', input.id);
  if (!run) return null;
  const cells = cellsOf(context, run.seq);
  const last = lastAttempts(cells);
  const isLast = new Set(last);
  return {
    ...summaryOf(context, run),
    plan: run.plan,
    list: last.map(viewCell),
    earlier: cells.filter((cell) => !isLast.has(cell)).map(viewCell),
    chainOf: last.map((cell) => cell.chain),
    air: sandboxOf(run)?.air ?? null,
  };
}

/** The most runs that an ambiguous beginning of an id names. */
const mostNamed = 5;

/**
 * Returns the ids of the runs with this name, newest first: an id, a beginning of it (at least 4 characters),
 * `latest`, or `latest~N` for the Nth run before that.
 */
export function findRuns(context: QueryContext, input: { readonly name: string }): string[] {
  const name = input.name.toLowerCase();
  const back = /^latest(?:~(?<back>\d{1,6}))?$/u.exec(name);
  const rows =
    back === null
      ? context.all<{ id: string }>(
          `SELECT id FROM run WHERE id = ?1 OR (length(?1) >= 4 AND substr(id, 1, length(?1)) = ?1)
           ORDER BY id = ?1 DESC, seq DESC LIMIT ?2`,
          name,
          mostNamed,
        )
      : context.all<{ id: string }>(
          'SELECT id FROM run ORDER BY seq DESC LIMIT 1 OFFSET ?',
          Number(back.groups?.back ?? 0),
        );
  return rows[0]?.id === name ? [name] : rows.map(({ id }) => id);
}

/** Returns unfinished runs: with cells to send, or with sent messages to judge. */
export function openRuns(context: QueryContext, _input: Record<string, never>): string[] {
  return context
    .all<{ id: string }>(
      `SELECT id FROM run WHERE state IN ('running', 'paused')
       UNION SELECT r.id FROM run r JOIN run_cell c ON c.run_seq = r.seq
       WHERE r.state = 'stopped' AND c.message_id IS NOT NULL AND c.result IS NULL`,
    )
    .map(({ id }) => id);
}

/** Returns the sandbox accounts of unfinished runs. */
export function openRunAccounts(context: QueryContext, input: Record<string, never>): OpenedSandbox[] {
  return openRuns(context, input).flatMap((id) => {
    const run = context.get<RunRow>('SELECT * FROM run WHERE id = ?', id);
    const opened = run === undefined ? null : sandboxOf(run);
    return opened === null ? [] : [opened];
  });
}

/**
 * Returns how many callbacks arrived for a message, and how many on its path had a wrong signature or none.
 */
export function callbackVerdicts(
  context: QueryContext,
  input: { readonly messageId: string; readonly accountId: string },
): { verified: number; forged: number } {
  const count = (sql: string, ...values: string[]): number =>
    context.get<{ n: number }>(sql, ...values)?.n ?? 0;
  return {
    verified: count(
      `SELECT count(*) AS n FROM callback WHERE omnimessage_seq = (SELECT seq FROM omnimessage WHERE id = ?) AND verdict = 'verified'`,
      input.messageId,
    ),
    forged: count(
      `SELECT count(*) AS n FROM callback WHERE account_id = ? AND inbound_id IS NULL AND verdict <> 'verified' AND local_id = ?`,
      input.accountId,
      input.messageId,
    ),
  };
}
