import type { RunSandbox } from '../../../../../shared/contract/runs.ts';
import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import type { AccountId, E164, LocalId } from '../../../../../shared/messaging/types.ts';
import type { Weather } from '../../../../../shared/sandbox/scenario.ts';
import { engineActor } from '../../../acting.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import { cancelQueuedOf, createMessages } from '../../messages/sql/index.ts';
import { type RunUnderWay, runUnderWay } from './read-under-way.ts';

/** A run's account in the built-in sandbox, with everything needed to open it again. */
export type OpenedSandbox = RunSandbox & {
  readonly air: Weather;
  /** A hash of the seed, speed and scenario that the run was started with; missing in older runs. */
  readonly settings?: string;
};

export type NewRun = {
  readonly id: string;
  readonly name: string;
  readonly plan: string;
  readonly accountId: string;
  readonly live: boolean;
  /** EUR; null if the plan has none. */
  readonly budget?: string | null;
  readonly sandbox: OpenedSandbox | null;
  /** Whether it is created only if no other run is under way. */
  readonly alone?: boolean;
  readonly now: number;
  readonly cells: readonly {
    readonly position: number;
    readonly chain: number;
    readonly chainName: string;
    readonly numberName: string;
    readonly country: string | null;
    readonly operator: string | null;
    readonly round: number;
  }[];
};

/**
 * Creates a run and its cells without sending anything. A call with an existing id does nothing.
 * @returns the run under way because of which it was not created; null if it exists now
 */
export function createRun(context: WriteContext, input: NewRun): RunUnderWay | null {
  const other = input.alone === true ? runUnderWay(context, { except: input.id }) : null;
  if (other !== null) return other;
  const { changes, lastInsertRowid } = context.run(
    `INSERT INTO run (id, name, plan, account_id, live, sandbox, state, created_at) VALUES (?, ?, ?, ?, ?, ?, 'running', ?)
     ON CONFLICT (id) DO NOTHING`,
    input.id,
    input.name,
    input.plan,
    input.accountId,
    input.live ? 1 : 0,
    input.sandbox === null ? null : JSON.stringify(input.sandbox),
    input.now,
  );
  if (changes === 0) return null;
  if (input.live) {
    record(context, {
      what: 'live-run-approved',
      subject: input.id,
      after: { name: input.name, messages: input.cells.length, budget: input.budget ?? null },
    });
  }
  for (const cell of input.cells) {
    context.run(
      `INSERT INTO run_cell (run_seq, position, attempt, chain, chain_name, number_name, country, operator, round)
       VALUES (?, ?, 1, ?, ?, ?, ?, ?, ?)`,
      Number(lastInsertRowid),
      cell.position,
      cell.chain,
      cell.chainName,
      cell.numberName,
      cell.country,
      cell.operator,
      cell.round,
    );
  }
  return null;
}

/** The message of one cell. */
export type CellMessage = {
  readonly runId: string;
  readonly position: number;
  readonly attempt: number;
  readonly now: number;
  readonly accountId: AccountId;
  readonly messageId: LocalId;
  readonly to: E164;
  readonly country: string | null;
  /** The plan's name for the number. */
  readonly name: string | null;
  readonly draft: DraftChain;
  /** The name of a purpose; null: general. */
  readonly purpose: string | null;
  readonly tag: string;
};

/**
 * Queues the messages of cells and links each to its cell in one transaction: after a crash a cell has its
 * message or none, and is never sent twice. Ends before a cell that has a message, and does nothing if the run
 * is not running, or if its plan is not the one that the messages were made of.
 * @returns how many were queued
 */
export function sendCells(
  context: WriteContext,
  { cells, planLength }: { readonly cells: readonly CellMessage[]; readonly planLength: number },
): number {
  const refused = cells.findIndex((cell) => !sendCell(context, cell, planLength));
  return refused === -1 ? cells.length : refused;
}

function sendCell(context: WriteContext, input: CellMessage, planLength: number): boolean {
  const { changes } = context.run(
    `UPDATE run_cell SET message_id = ?, sent_at = ? WHERE position = ? AND attempt = ? AND message_id IS NULL
       AND run_seq = (SELECT seq FROM run WHERE id = ? AND state = 'running' AND length(plan) = ?)`,
    input.messageId,
    input.now,
    input.position,
    input.attempt,
    input.runId,
    planLength,
  );
  if (changes === 0) return false;
  createMessages(context, {
    now: input.now,
    accountId: input.accountId,
    batchId: input.runId,
    requestKey: `run:${input.runId}:${input.position}:${input.attempt}`,
    draft: input.draft,
    messages: [
      {
        ...{ id: input.messageId, to: input.to, country: input.country },
        ...(input.name === null ? {} : { name: input.name }),
      },
    ],
    resendOf: null,
    purpose: input.purpose,
    mayShorten: false,
    tags: [input.tag],
  });
  return true;
}

/** Stores the final result of a cell. */
export function finishCell(
  context: WriteContext,
  input: {
    readonly runId: string;
    readonly position: number;
    readonly attempt: number;
    readonly result: string;
  },
): void {
  context.run(
    `UPDATE run_cell SET result = ? WHERE position = ? AND attempt = ? AND run_seq = (SELECT seq FROM run WHERE id = ?)`,
    input.result,
    input.position,
    input.attempt,
    input.runId,
  );
}

/** The reason why a continued run sends only retried cells; see retryFailedCells. */
export const onlyRetries = 'only-retries';
/** The reason why a run from a restored backup sends nothing more. */
export const restoredRun = 'restored-run';

/** Starts another attempt of each cell whose last one has one of these verdicts. @returns how many */
function attemptAgain(context: WriteContext, id: string, verdicts: readonly string[]): number {
  return context.run(
    `INSERT INTO run_cell (run_seq, position, attempt, chain, chain_name, number_name, country, operator, round)
     SELECT c.run_seq, c.position, c.attempt + 1, c.chain, c.chain_name, c.number_name, c.country, c.operator, c.round
     FROM run_cell c JOIN run r ON r.seq = c.run_seq
     WHERE r.id = ? AND c.result ->> 'verdict' IN (SELECT value FROM json_each(?))
       AND coalesce(r.problem ->> 'code', '') <> ? AND r.plan <> ''
       AND c.attempt = (SELECT max(attempt) FROM run_cell l WHERE l.run_seq = c.run_seq AND l.position = c.position)`,
    id,
    JSON.stringify(verdicts),
    restoredRun,
  ).changes;
}

/**
 * Changes a run's state. A resumed run sends cells again that were not judged because the account had no
 * credit.
 *
 * A stopped run sends nothing more: its queued messages are cancelled. A run from a restored backup cannot be
 * resumed, because it is not known what it has sent since; neither can one without a plan. A run is finished only
 * when each cell has a result: failed cells may be retried just before its end is written.
 * @returns false if the run is in a state from which the change is not possible
 */
export function setRunState(
  context: WriteContext,
  input: {
    readonly id: string;
    readonly from: readonly string[];
    readonly state: 'running' | 'paused' | 'stopped' | 'finished';
    readonly problem: string | null;
    readonly now: number;
  },
): boolean {
  const over = input.state === 'stopped' || input.state === 'finished';
  const { changes } = context.run(
    `UPDATE run SET state = ?1, problem = ?2, finished_at = ?3 WHERE id = ?4 AND state IN (SELECT value FROM json_each(?5))
       AND NOT (?1 = 'running' AND (coalesce(problem ->> 'code', '') = ?6 OR plan = ''))
       AND NOT (?1 = 'finished' AND EXISTS (SELECT 1 FROM run_cell WHERE run_seq = run.seq AND result IS NULL))`,
    input.state,
    input.problem,
    over ? input.now : null,
    input.id,
    JSON.stringify(input.from),
    restoredRun,
  );
  if (changes > 0) recordState(context, input);
  if (changes > 0 && input.state === 'running') attemptAgain(context, input.id, ['open']);
  if (changes > 0 && input.state === 'stopped') cancelQueuedOf(context, 'batch_id', input.id, input.now);
  return changes > 0;
}

const stateChanges = { running: 'run-resumed', paused: 'run-paused', stopped: 'run-stopped' } as const;

/** With a problem, the engine paused or stopped the run. The normal end of a run is nobody's change. */
function recordState(
  context: WriteContext,
  { id, state, problem }: { readonly id: string; readonly state: string; readonly problem: string | null },
): void {
  if (state !== 'running' && state !== 'paused' && state !== 'stopped') return;
  record(context, {
    what: stateChanges[state],
    subject: id,
    after: { name: runName(context, id), ...(problem === null ? {} : { reason: codeOf(problem) }) },
    ...(problem === null ? {} : { by: engineActor }),
  });
}

function codeOf(problem: string): string {
  return String((JSON.parse(problem) as Partial<Problem>).code ?? '');
}

function runName(context: WriteContext, id: string): string | null {
  return context.get<{ name: string }>('SELECT name FROM run WHERE id = ?', id)?.name ?? null;
}

/** Stops the runs of an account, with the reason. */
export function stopRunsOf(
  context: WriteContext,
  input: { readonly accountId: string; readonly problem: Problem; readonly now: number },
): void {
  for (const { id } of context.all<{ id: string }>(
    `SELECT id FROM run WHERE account_id = ? AND state IN ('running', 'paused')`,
    input.accountId,
  )) {
    setRunState(context, {
      id,
      from: ['running', 'paused'],
      state: 'stopped',
      problem: JSON.stringify(input.problem),
      now: input.now,
    });
  }
}

/**
 * Starts another attempt of each cell whose last one failed or was not judged; the run continues. If it had
 * been stopped early, it sends only these attempts. A run from a restored backup stays unchanged, and so does
 * one without a plan: attempts that cannot be sent would hide its results.
 * @returns how many
 */
export function retryFailedCells(
  context: WriteContext,
  input: { readonly id: string; readonly onlyRetries: Problem },
): number {
  const changes = attemptAgain(context, input.id, ['failed', 'open']);
  if (changes > 0) {
    context.run(
      `UPDATE run SET finished_at = NULL, state = 'running',
         problem = CASE WHEN state = 'running' THEN problem
           WHEN EXISTS (SELECT 1 FROM run_cell c WHERE c.run_seq = run.seq AND c.message_id IS NULL AND c.attempt = 1)
           THEN ?2 END
       WHERE id = ?1`,
      input.id,
      JSON.stringify(input.onlyRetries),
    );
    record(context, {
      what: 'run-retried',
      subject: input.id,
      after: { name: runName(context, input.id), messages: changes },
    });
  }
  return changes;
}

/** Stores a confirmation. @returns whether the cell exists and was sent */
export function confirmCell(
  context: WriteContext,
  input: {
    readonly id: string;
    readonly position: number;
    readonly handset: 'arrived' | 'missing' | null;
    readonly now: number;
  },
): boolean {
  const isAsked = `position = ?1 AND message_id IS NOT NULL AND run_seq = (SELECT seq FROM run WHERE id = ?2)
    AND attempt = (SELECT max(attempt) FROM run_cell l WHERE l.run_seq = run_cell.run_seq AND l.position = run_cell.position)`;
  const before = context.get<{ handset: string | null }>(
    `SELECT handset FROM run_cell WHERE ${isAsked}`,
    input.position,
    input.id,
  );
  if (before === undefined) return false;
  context.run(
    `UPDATE run_cell SET handset = ?3, handset_at = ?4 WHERE ${isAsked}`,
    input.position,
    input.id,
    input.handset,
    input.handset === null ? null : input.now,
  );
  if (before.handset !== input.handset) {
    record(context, {
      what: 'handset-answered',
      subject: input.id,
      before: { position: input.position, handset: before.handset },
      after: { position: input.position, handset: input.handset },
      registers: [{ kind: 'handset', subject: `${input.id} ${input.position}` }],
    });
  }
  return true;
}
