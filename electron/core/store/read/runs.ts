import type { CellResult, Run, RunCell, RunSummary } from '../../../../shared/contract/runs.ts';
import type { ProblemView } from '../../../../shared/contract/schemas.ts';
import { sumDecimals } from '../../../../shared/messaging/money.ts';
import type { DecimalString } from '../../../../shared/messaging/types.ts';
import type { QueryContext } from './context.ts';

type RunRow = {
  seq: number;
  id: string;
  name: string;
  plan: string;
  account_id: string;
  live: number;
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

/** A run without the confirmation question, which only the plan tells. */
export type StoredRun = Omit<Run, 'confirm'> & { readonly chainOf: readonly number[] };

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
    result: row.result === null ? null : (JSON.parse(row.result) as CellResult),
    handset: row.handset,
    handsetAt: row.handset_at,
  };
}

function cellsOf(context: QueryContext, seq: number): CellRow[] {
  return context.all<CellRow>('SELECT * FROM run_cell WHERE run_seq = ? ORDER BY position, attempt', seq);
}

function summaryOf(context: QueryContext, run: RunRow, cells: readonly CellRow[]): RunSummary {
  const last = lastAttempts(cells).map(viewCell);
  const verdicts = last.map(({ result }) => result?.verdict);
  // What was paid for attempts that were tried again counts too.
  const costs = cells.flatMap(({ result, message_id: messageId }) => {
    if (result !== null) return (JSON.parse(result) as CellResult).cost ?? [];
    const message = context.get<{ cost: string | null }>(
      'SELECT cost FROM omnimessage WHERE id = ?',
      messageId,
    );
    return message?.cost ?? [];
  });
  return {
    id: run.id,
    name: run.name,
    accountId: run.account_id,
    live: run.live === 1,
    state: run.state,
    problem: run.problem === null ? null : (JSON.parse(run.problem) as ProblemView),
    createdAt: run.created_at,
    finishedAt: run.finished_at,
    cells: {
      all: last.length,
      sent: last.filter(({ messageId }) => messageId !== null).length,
      passed: verdicts.filter((verdict) => verdict === 'passed').length,
      failed: verdicts.filter((verdict) => verdict === 'failed').length,
    },
    cost: sumDecimals(costs as DecimalString[]),
  };
}

function lastAttempts(cells: readonly CellRow[]): CellRow[] {
  const last = new Map<number, CellRow>();
  for (const cell of cells) last.set(cell.position, cell);
  return [...last.values()];
}

/** Newest first; all, or those of one plan by its name. */
export function listRuns(context: QueryContext, input: { readonly name: string | null }): RunSummary[] {
  return context
    .all<RunRow>(`SELECT * FROM run WHERE ?1 IS NULL OR name = ?1 ORDER BY seq DESC LIMIT 200`, input.name)
    .map((run) => summaryOf(context, run, cellsOf(context, run.seq)));
}

export function readRun(context: QueryContext, input: { readonly id: string }): StoredRun | null {
  const run = context.get<RunRow>('SELECT * FROM run WHERE id = ?', input.id);
  if (!run) return null;
  const cells = cellsOf(context, run.seq);
  const last = lastAttempts(cells);
  return {
    ...summaryOf(context, run, cells),
    plan: run.plan,
    list: last.map(viewCell),
    earlier: cells.filter((cell) => !last.includes(cell)).map(viewCell),
    chainOf: last.map((cell) => cell.chain),
  };
}

/** Runs that something is still to be done for: sending, or waiting for what was sent. */
export function openRuns(context: QueryContext, _input: Record<string, never>): string[] {
  return context
    .all<{ id: string }>(
      `SELECT id FROM run WHERE state IN ('running', 'paused')
       UNION SELECT r.id FROM run r JOIN run_cell c ON c.run_seq = r.seq
       WHERE r.state = 'stopped' AND c.message_id IS NOT NULL AND c.result IS NULL`,
    )
    .map(({ id }) => id);
}

/** How many callbacks came for a message, and how many on its path with a wrong signature or none. */
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
      `SELECT count(*) AS n FROM callback WHERE account_id = ? AND verdict <> 'verified' AND local_id = ?`,
      input.accountId,
      input.messageId,
    ),
  };
}
