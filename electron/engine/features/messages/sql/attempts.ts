import { type DraftChain, omnimessageJson } from '../../../../../shared/messaging/compose.ts';
import { fieldOfSource } from '../../../../../shared/messaging/field-of-source.ts';
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import type { QuietFacts, QuietQuestion } from '../../../../../shared/messaging/quiet-facts.ts';
import type { E164, OmnimessageJson } from '../../../../../shared/messaging/types.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { createReserver, type Reserver, rebook, releaseHeld } from '../../spending/sql/index.ts';
import { learnIdForCancellation, owedReason } from './cancel.ts';
import { channelsOf, createConsentCheck, withheldProblem } from './consent-check.ts';
import { doNotSendProblem, refuse } from './create-messages.ts';
import { holdOf, isHeldByAnswer } from './held.ts';
import { waitsForQuietHours } from './quiet-holds.ts';
import { refold } from './refold.ts';
import { applyStrays } from './status-events.ts';
import { withdrawalOf } from './withdrawal.ts';
import { isHeldByRun, mayGo, movedAccount, reachingPeople } from './work.ts';

export type StartedAttempt = {
  readonly attemptId: number;
  /** The number of this message's attempt, from 1. */
  readonly number: number;
  readonly id: string;
  readonly accountId: string;
  /** The account of its test run in the built-in sandbox; null means the account's own credentials. */
  readonly sandboxAccount: string | null;
  /** The request as stored in the attempt's row. */
  readonly request: OmnimessageJson;
};

export type BeginAttempts = {
  readonly now: number;
  readonly limit: number;
  /** Accounts that can send now, and the public address for reports about their messages (null: none). */
  readonly accounts: readonly { readonly id: string; readonly callbackBase: string | null }[];
  /** What is known about quiet hours. */
  readonly quiet: QuietFacts;
};

export type BegunAttempts = {
  readonly started: StartedAttempt[];
  /** What the facts about quiet hours did not answer: these messages stay due until they do. */
  readonly unjudged: QuietQuestion[];
};

/** An automatic answer that could not be sent for so long answers nothing any more. */
const automaticForMs = 24 * 60 * 60_000;

/** How many due messages one call looks at, of which many may have to wait. */
const lookedAt = 500;

/**
 * Selects the next due messages and records an attempt for each before its request is made: after a crash, an
 * unfinished attempt is an unknown outcome, never a second send.
 */
export function beginAttempts(context: WriteContext, input: BeginAttempts): BegunAttempts {
  const started: StartedAttempt[] = [];
  const unjudged: QuietQuestion[] = [];
  if (context.get(`SELECT 1 FROM setting WHERE key IN ('pause', 'erasures_unrecognised')`) !== undefined)
    return { started, unjudged };
  const ids = input.accounts.map(({ id }) => id);
  const people = reachingPeople(context, ids);
  const call: Beginning = {
    ...{ context, now: input.now, quiet: input.quiet, unjudged, money: null, isAnyHeld: false },
    check: createConsentCheck(context),
    usable: new Map(input.accounts.map((account) => [account.id, account.callbackBase])),
    live: new Set(JSON.parse(people) as string[]),
  };
  for (let looked = 0; looked < lookedAt; ) {
    const wanted = input.limit - started.length;
    const due = selectDue(context, { now: input.now, limit: wanted, ids, people });
    for (const message of due) {
      const attempt = beginAttempt(call, message);
      if (attempt !== null) started.push(attempt);
    }
    looked += due.length;
    // What is not judged would be selected again.
    if (due.length < wanted || started.length === input.limit || unjudged.length > 0) break;
  }
  // What was sent fitted into the caps, so there may be room for what waits.
  if (call.money !== null && !call.isAnyHeld && started.length > 0)
    releaseHeld(context, { now: input.now, limit: input.limit });
  return { started, unjudged };
}

type DueMessage = {
  seq: number;
  id: string;
  account_id: string;
  recipient: E164;
  country: string | null;
  draft: string;
  purpose: string | null;
  automatic: 'help' | 'stop' | null;
  created_at: number;
  send_at: number | null;
  overridden: string | null;
  sandbox_account: string | null;
  moved_account: string | null;
};

function selectDue(
  context: WriteContext,
  asked: {
    readonly now: number;
    readonly limit: number;
    readonly ids: readonly string[];
    readonly people: string;
  },
): DueMessage[] {
  const { people } = asked;
  return context.all<DueMessage>(
    `SELECT o.seq, o.id, o.account_id, o.recipient, o.country, o.draft, o.purpose, o.send_at, o.overridden, o.automatic, o.created_at,
       ${movedAccount} AS moved_account,
       (SELECT r.sandbox ->> 'account' FROM run r WHERE r.id = o.batch_id) AS sandbox_account
     FROM omnimessage o INDEXED BY omnimessage_queue CROSS JOIN account a ON a.id = o.account_id
     WHERE o.state = 'queued' AND o.next_attempt_at <= ? AND ${mayGo} AND a.removed_at IS NULL
       AND +o.account_id IN (SELECT value FROM json_each(?))
       AND NOT ${isHeldByRun} AND NOT ${isHeldByAnswer}
     ORDER BY o.next_attempt_at, o.seq LIMIT ?`,
    people,
    asked.now,
    JSON.stringify(asked.ids),
    people,
    asked.limit,
  );
}

/** One call of beginAttempts. */
type Beginning = {
  readonly context: WriteContext;
  readonly now: number;
  readonly quiet: QuietFacts;
  readonly unjudged: QuietQuestion[];
  readonly usable: ReadonlyMap<string, string | null>;
  /** The accounts that reach people. */
  readonly live: ReadonlySet<string>;
  readonly check: ReturnType<typeof createConsentCheck>;
  /** Made with the first message that costs something. */
  money: Reserver | null;
  isAnyHeld: boolean;
};

/** Begins the attempt of a message, unless it is refused or must wait. */
function beginAttempt(call: Beginning, message: DueMessage): StartedAttempt | null {
  const { context, now } = call;
  const written = JSON.parse(message.draft) as DraftChain;
  const refusal = refusalOf(call, message, written);
  if (refusal !== null) {
    refuse(context, message.seq, message.id, refusal, now);
    return null;
  }
  // Money is reserved only for what is sent now.
  if (mustWaitForQuietHours(call, message) || mustWaitForMoney(call, message, written)) return null;
  const base = call.usable.get(message.account_id) ?? null;
  const callbackUrl =
    base === null ? null : `${base}${callbackPath(context, message.account_id, message.id)}`;
  const request = omnimessageJson(withoutPastTime(written, now), {
    to: message.recipient,
    ...(callbackUrl === null ? {} : { dlrUrl: callbackUrl }),
  });
  const number =
    1 +
    (context.get<{ n: number }>('SELECT count(*) AS n FROM attempt WHERE omnimessage_seq = ?', message.seq)
      ?.n ?? 0);
  const { lastInsertRowid } = context.run(
    `INSERT INTO attempt (omnimessage_seq, number, started_at, outcome, request) VALUES (?, ?, ?, 'in-flight', ?)`,
    message.seq,
    number,
    now,
    request,
  );
  context.run(
    `UPDATE omnimessage SET state = 'sending', next_attempt_at = NULL, callback_url = ? WHERE seq = ?`,
    callbackUrl,
    message.seq,
  );
  context.changed.messages.add(message.id);
  return {
    attemptId: Number(lastInsertRowid),
    number,
    id: message.id,
    accountId: message.account_id,
    sandboxAccount: message.sandbox_account,
    request,
  };
}

/** Returns why a message is not sent at all; null if it may be. */
function refusalOf(call: Beginning, message: DueMessage, draft: DraftChain): Problem | null {
  const { context, now } = call;
  const { recipient, purpose, automatic, moved_account: movedTo } = message;
  if (automatic !== null && now - message.created_at > automaticForMs)
    return messagesProblem('automatic-too-late');
  if (movedTo !== null) return messagesProblem('account-moved', { name: movedTo });
  if (isConfirmation(context, message)) return null;
  const withdrawal = withdrawalOf(context, recipient);
  if (withdrawal !== null) return withdrawal;
  const channels = channelsOf(draft);
  return withheldProblem(call.check(recipient, purpose, channels), channels, purpose);
}

/** The confirmation of an opt-out by reply is the one message that is allowed after it. */
function isConfirmation(context: WriteContext, { automatic, recipient }: DueMessage): boolean {
  return (
    automatic === 'stop' &&
    context.get(`SELECT 1 FROM do_not_send WHERE number = ? AND source = 'reply'`, recipient) !== undefined
  );
}

/** An automatic answer does not wait: the person has just written. */
function mustWaitForQuietHours(call: Beginning, message: DueMessage): boolean {
  if (message.automatic !== null) return false;
  const reachesPeople = call.live.has(message.account_id) && message.sandbox_account === null;
  const wait = waitsForQuietHours(call.context, message, call, reachesPeople);
  if (typeof wait !== 'boolean') call.unjudged.push(wait);
  return wait !== false;
}

/** Reserves what a message that reaches people may cost; if that does not fit into a cap, the message waits. */
function mustWaitForMoney(call: Beginning, message: DueMessage, draft: DraftChain): boolean {
  const { context, now, live } = call;
  const { seq, country, account_id: accountId } = message;
  if (!live.has(accountId) || message.sandbox_account !== null) return false;
  call.money ??= createReserver(context, now);
  const hold = call.money.reserve({ seq, accountId, country, draft });
  if (hold === null) return false;
  call.isAnyHeld = true;
  context.run(
    'UPDATE omnimessage SET next_attempt_at = ?, held_by = ?, problem = ? WHERE seq = ?',
    hold.untilAt,
    hold.by,
    JSON.stringify(hold.problem),
    seq,
  );
  context.changed.messages.add(message.id);
  return true;
}

/**
 * Messente does not document a time_to_send in the past. A late message is sent at once, so the time is left
 * out.
 */
function withoutPastTime(draft: DraftChain, now: number): DraftChain {
  if (draft.timeToSend === undefined || draft.timeToSend > now) return draft;
  const { timeToSend: _past, ...rest } = draft;
  return rest;
}

function callbackPath(context: WriteContext, accountId: string, id: string): string {
  const row = context.get<{ token: string }>(
    'SELECT token FROM account_token WHERE account_id = ? ORDER BY created_at DESC LIMIT 1',
    accountId,
  );
  if (!row) throw new Error(`account ${accountId} has no callback token`);
  return `/dlr/${row.token}/${id}`;
}

export type FinishAttempt = {
  readonly attemptId: number;
  readonly now: number;
  readonly httpStatus: number | null;
  readonly response: string | null;
} & (
  | {
      readonly outcome: 'accepted';
      readonly omnimessageId: string;
      readonly messages: readonly {
        readonly messageId: string;
        readonly channel: string;
        readonly sender: string | null;
      }[];
    }
  | { readonly outcome: 'refused'; readonly problem: Problem }
  /** Certainly not accepted: queued again, to be retried at `retryAt`. */
  | { readonly outcome: 'not-sent'; readonly problem: Problem; readonly retryAt: number }
  | { readonly outcome: 'unknown'; readonly problem: Problem; readonly omnimessageId: string | null }
);

/**
 * Records the outcome of an attempt. A report that arrived before the answer proves acceptance and is not
 * undone.
 */
export function finishAttempt(context: WriteContext, input: FinishAttempt): void {
  const row = context.get<AttemptedMessage>(
    `SELECT o.seq, o.id, o.account_id, o.recipient, o.accepted_at, o.send_at, o.draft FROM attempt a JOIN omnimessage o ON o.seq = a.omnimessage_seq
     WHERE a.id = ? AND a.outcome = 'in-flight'`,
    input.attemptId,
  );
  if (!row) return;
  context.run(
    `UPDATE attempt SET finished_at = ?, outcome = ?, http_status = ?, response = ?, problem = ? WHERE id = ?`,
    input.now,
    input.outcome,
    input.httpStatus,
    input.response,
    input.outcome === 'accepted' ? null : JSON.stringify(input.problem),
    input.attemptId,
  );
  context.changed.messages.add(row.id);
  applyOutcome(context, row, input);
  rebook(context, row.seq, input.now);
}

type AttemptedMessage = {
  seq: number;
  id: string;
  account_id: string;
  accepted_at: number | null;
  send_at: number | null;
  draft: string;
  recipient: string;
};

function applyOutcome(context: WriteContext, row: AttemptedMessage, input: FinishAttempt): void {
  switch (input.outcome) {
    case 'accepted': {
      context.run(
        `UPDATE omnimessage SET state = 'pending', accepted_at = coalesce(accepted_at, ?1), last_sign_at = max(coalesce(last_sign_at, 0), ?1),
           problem = NULL, omnimessage_id = coalesce(omnimessage_id, ?2) WHERE seq = ?3`,
        input.now,
        input.omnimessageId,
        row.seq,
      );
      learnIdForCancellation(context, {
        messageId: row.id,
        omnimessageId: input.omnimessageId,
        now: input.now,
      });
      for (const message of input.messages) {
        context.run(
          'UPDATE step SET message_id = ?, sender_used = ? WHERE omnimessage_seq = ? AND channel = ?',
          message.messageId,
          message.sender,
          row.seq,
          message.channel,
        );
      }
      // Reports to the key's default URL may have arrived before Messente's id was known.
      applyStrays(context, row.account_id, input.omnimessageId, row.seq);
      refold(context, row.seq, input.now);
      return;
    }
    case 'refused':
      if (row.accepted_at === null)
        refuse(context, row.seq, row.id, atOurField(input.problem, row.draft), input.now);
      return;
    case 'not-sent':
      if (row.accepted_at !== null) return;
      if (owedReason(context, row.id) === 'opt-out') {
        refuse(context, row.seq, row.id, doNotSendProblem(), input.now);
        return;
      }
      if (isCalledOff(context, row.seq)) {
        context.run(
          `UPDATE omnimessage SET state = 'cancelled', next_attempt_at = NULL, settled_at = ? WHERE seq = ?`,
          input.now,
          row.seq,
        );
        return;
      }
      context.run(
        `UPDATE omnimessage SET state = 'queued', next_attempt_at = ?, problem = ? WHERE seq = ?`,
        input.retryAt,
        JSON.stringify(holdOf(context, row.recipient) ?? input.problem),
        row.seq,
      );
      return;
    case 'unknown':
      markUnknown(context, row.seq, input.problem, input.omnimessageId, input.now);
      if (input.omnimessageId !== null) {
        learnIdForCancellation(context, {
          messageId: row.id,
          omnimessageId: input.omnimessageId,
          now: input.now,
        });
      }
      return;
  }
}

/**
 * Returns whether resending was ruled out while the attempt was under way: its account was removed, or its
 * run was stopped.
 */
function isCalledOff(context: WriteContext, seq: number): boolean {
  return (
    context.get(
      `SELECT 1 FROM omnimessage o JOIN account a ON a.id = o.account_id LEFT JOIN run r ON r.id = o.batch_id
       WHERE o.seq = ? AND (a.removed_at IS NOT NULL OR r.state = 'stopped')`,
      seq,
    ) !== undefined
  );
}

/** The attempt keeps Messente's name of the field; the message has the name of the form's field. */
function atOurField(problem: Problem, draft: string): Problem {
  if (problem.field === null) return problem;
  return {
    ...problem,
    field: fieldOfSource(problem.field, JSON.parse(draft) as DraftChain) ?? problem.field,
  };
}

/**
 * It is uncertain whether Messente has the message: it is marked unknown, never resent automatically, and
 * settled by a report or GET status.
 */
function markUnknown(
  context: WriteContext,
  seq: number,
  problem: Problem,
  omnimessageId: string | null,
  now: number,
): void {
  context.run(
    `UPDATE omnimessage SET state = CASE WHEN accepted_at IS NULL THEN 'unknown' ELSE state END,
       problem = CASE WHEN accepted_at IS NULL THEN ?1 ELSE problem END,
       omnimessage_id = coalesce(omnimessage_id, ?2), next_attempt_at = NULL,
       last_sign_at = coalesce(last_sign_at, ?3) WHERE seq = ?4`,
    JSON.stringify(problem),
    omnimessageId,
    now,
    seq,
  );
  refold(context, seq, now);
}

/**
 * After a crash, marks every unfinished attempt as an unknown outcome.
 * @returns their number
 */
export function recoverAttempts(context: WriteContext, input: { now: number; problem: Problem }): number {
  const open = context.all<{ id: number; seq: number; local: string }>(
    `SELECT a.id, a.omnimessage_seq AS seq, o.id AS local FROM attempt a JOIN omnimessage o ON o.seq = a.omnimessage_seq
     WHERE a.outcome = 'in-flight'`,
  );
  for (const attempt of open) {
    context.run(
      `UPDATE attempt SET finished_at = ?, outcome = 'unknown', problem = ? WHERE id = ?`,
      input.now,
      JSON.stringify(input.problem),
      attempt.id,
    );
    markUnknown(context, attempt.seq, input.problem, null, input.now);
    context.changed.messages.add(attempt.local);
  }
  return open.length;
}

/**
 * Queues messages again whose attempts the outbox never learned about: the writer died after the commit and
 * before its answer, so no request was made.
 * @param input.known the outbox's unfinished attempts
 */
export function requeueAttempts(
  context: WriteContext,
  input: { readonly now: number; readonly known: readonly number[]; readonly problem: Problem },
): number {
  const { now, problem } = input;
  const lost = context.all<{ id: number }>(
    `SELECT id FROM attempt WHERE outcome = 'in-flight' AND id NOT IN (SELECT value FROM json_each(?))`,
    JSON.stringify(input.known),
  );
  for (const { id } of lost) {
    finishAttempt(context, {
      ...{ attemptId: id, now, httpStatus: null, response: null },
      ...{ outcome: 'not-sent', problem, retryAt: now },
    });
  }
  return lost.length;
}

/** Marks scheduled messages whose time has come as in progress. */
export function startScheduled(context: WriteContext, input: { now: number }): void {
  const due = context.all<{ seq: number }>(
    `SELECT seq FROM omnimessage WHERE state = 'scheduled' AND send_at <= ? LIMIT 500`,
    input.now,
  );
  for (const { seq } of due) refold(context, seq, input.now);
}
