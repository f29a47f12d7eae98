import type {
  EventView,
  MessageDetail,
  PollView,
  StepView,
} from '../../../../../shared/contract/messages.ts';
import { storedProblem } from '../../../../../shared/contract/stored-problem.ts';
import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import { compareContent, distinctEvents, foldChain } from '../../../../../shared/messaging/fold.ts';
import { lateFrom } from '../../../../../shared/messaging/late.ts';
import { isReached } from '../../../../../shared/messaging/status.ts';
import type { MessageId, StatusEvent } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { cancellationsOf } from './cancellations.ts';
import {
  type OmnimessageRow,
  rowColumns,
  type StepRow,
  tagsOf,
  timelineOf,
  viewRow,
} from './message-rows.ts';
import { type EventRow, eventColumns, eventOf } from './refold.ts';

type DetailRow = OmnimessageRow & {
  omnimessage_id: string | null;
  callback_url: string | null;
  next_poll_at: number | null;
  resend_of: string | null;
  draft: string;
  country: string | null;
  purpose: string | null;
  estimate_low: string | null;
  estimate_high: string | null;
  overridden: string | null;
  origin: string | null;
  account_kind: string;
};

type AttemptRow = {
  number: number;
  started_at: number;
  finished_at: number | null;
  outcome: MessageDetail['attempts'][number]['outcome'];
  http_status: number | null;
  request: string;
  response: string | null;
  problem: string | null;
};

/**
 * Returns the local id of a message, given by its local id, a unique beginning of it (at least 4 characters),
 * or Messente's id.
 */
export function findMessage(
  context: QueryContext,
  input: { readonly id: string },
): { id: string } | 'ambiguous' | null {
  const exact = context.get<{ id: string }>(
    'SELECT id FROM omnimessage WHERE id = ?1 UNION ALL SELECT id FROM omnimessage WHERE omnimessage_id = ?1 LIMIT 1',
    input.id,
  );
  if (exact) return exact;
  if (!/^[0-9a-z]{4,16}$/u.test(input.id)) return null;
  const some = context.all<{ id: string }>(
    'SELECT id FROM omnimessage WHERE id >= ? AND id < ? LIMIT 2',
    input.id,
    `${input.id}~`,
  );
  if (some.length > 1) return 'ambiguous';
  return some[0] ?? null;
}

/** Returns everything about one message; null if there is none with that id. */
export function messageDetail(context: QueryContext, input: { readonly id: string }): MessageDetail | null {
  const message = detailRow(context, input.id);
  if (!message) return null;
  const steps = context.all<StepRow>(
    'SELECT * FROM step WHERE omnimessage_seq = ? ORDER BY position',
    message.seq,
  );
  const draft = JSON.parse(message.draft) as DraftChain;
  const { steps: _rowSteps, ...row } = viewRow(message, steps, tagsOf(context, message.seq));
  return {
    ...row,
    omnimessageId: message.omnimessage_id,
    ...viewSteps(context, message, steps),
    attempts: attemptsOf(context, message.seq),
    callbacks: count(context, 'SELECT count(*) AS n FROM callback WHERE omnimessage_seq = ?', message.seq),
    polls: count(context, 'SELECT count(*) AS n FROM poll WHERE omnimessage_seq = ?', message.seq),
    acceptedAt: message.accepted_at,
    nextPollAt: message.next_poll_at,
    textStore: draft.textStore ?? null,
    priority: draft.priority ?? null,
    callbackUrl: message.callback_url,
    resendOf: message.resend_of,
    resentAs: context
      .all<{ id: string }>('SELECT id FROM omnimessage WHERE resend_of = ? ORDER BY seq', message.id)
      .map((again) => again.id),
    sandbox: message.account_kind === 'sandbox',
    country: message.country,
    note: message.note,
    purpose: message.purpose,
    estimate:
      message.estimate_low === null || message.estimate_high === null
        ? null
        : { low: message.estimate_low, high: message.estimate_high },
    overridden: message.overridden === null ? [] : (JSON.parse(message.overridden) as string[]),
    imported: message.origin === 'import',
    cancellation: cancellationsOf(context, { ids: [message.id] })[0] ?? null,
    chain: JSON.parse(message.draft) as MessageDetail['chain'],
  };
}

function detailRow(context: QueryContext, id: string): DetailRow | undefined {
  const columns = rowColumns
    .split(', ')
    .map((column) => `o.${column}`)
    .join(', ');
  return context.get<DetailRow>(
    `SELECT ${columns}, o.omnimessage_id, o.callback_url, o.next_poll_at, o.resend_of, o.draft, o.country, o.purpose, o.estimate_low, o.estimate_high, o.overridden, o.origin, a.kind AS account_kind
     FROM omnimessage o JOIN account a ON a.id = o.account_id WHERE o.id = ?`,
    id,
  );
}

/** Returns the steps of a message with their events, and the events that belong to no step. */
function viewSteps(
  context: QueryContext,
  message: DetailRow,
  steps: readonly StepRow[],
): Pick<MessageDetail, 'steps' | 'unmatched'> {
  const events = context
    .all<EventRow>(
      `SELECT ${eventColumns} FROM status_event WHERE omnimessage_seq = ? ORDER BY id`,
      message.seq,
    )
    .map(eventOf);
  const folded = foldChain(
    steps.map((step) => ({ channel: step.channel, messageId: step.message_id as MessageId | null })),
    events,
  );
  const unmatchedKeys = new Set(folded.unmatched.map(contentKey));
  const matched = events.filter((event) => !unmatchedKeys.has(contentKey(event)));
  const { steps: times } = timelineOf(message, steps);
  const eventsOfStep = steps.map((step) => matched.filter((event) => isOfStep(event, step)));
  const late = lateFrom(
    steps.map((step, index) => ({
      startedAt: times[index]?.startedAt ?? null,
      waitSeconds: step.wait_seconds,
      events: eventsOfStep[index] ?? [],
    })),
  );
  return {
    steps: steps.map((step, index): StepView => {
      const fold = folded.steps[index];
      return {
        channel: step.channel,
        messageId: step.message_id,
        sender: step.sender_used ?? step.sender,
        text: step.text,
        waitSeconds: step.wait_seconds,
        state: step.state,
        status: step.status,
        err: step.err,
        error: step.error,
        at: step.at,
        startedAt: times[index]?.startedAt ?? null,
        endsAt: times[index]?.endsAt ?? null,
        contradiction: fold?.contradiction
          ? { status: fold.contradiction.status, err: fold.contradiction.err, at: fold.contradiction.at }
          : null,
        price: fold?.price ?? null,
        events: viewEvents(eventsOfStep[index] ?? [], late[index] ?? null),
      };
    }),
    unmatched: viewEvents(
      events.filter((event) => unmatchedKeys.has(contentKey(event))),
      null,
    ),
  };
}

function isOfStep(event: StatusEvent, step: StepRow): boolean {
  return event.messageId !== null && step.message_id !== null
    ? event.messageId === step.message_id
    : event.channel === step.channel;
}

function attemptsOf(context: QueryContext, seq: number): MessageDetail['attempts'] {
  return context
    .all<AttemptRow>('SELECT * FROM attempt WHERE omnimessage_seq = ? ORDER BY number', seq)
    .map((attempt) => ({
      number: attempt.number,
      startedAt: attempt.started_at,
      finishedAt: attempt.finished_at,
      outcome: attempt.outcome,
      httpStatus: attempt.http_status,
      request: attempt.request,
      response: attempt.response,
      problem: storedProblem(attempt.problem),
    }));
}

const mostPolls = 100;

/** Returns the answers to GET status about one message (local id) as received, newest first. */
export function pollsOf(
  context: QueryContext,
  input: { readonly id: string },
): { polls: PollView[]; more: boolean } {
  const rows = context.all<{
    asked_at: number;
    answered_at: number;
    http_status: number | null;
    body: string | null;
    problem: string | null;
  }>(
    `SELECT p.asked_at, p.answered_at, p.http_status, p.body, p.problem
     FROM omnimessage o CROSS JOIN poll p ON p.omnimessage_seq = o.seq WHERE o.id = +? ORDER BY p.id DESC LIMIT ?`,
    input.id,
    mostPolls + 1,
  );
  return {
    polls: rows.slice(0, mostPolls).map((row) => ({
      askedAt: row.asked_at,
      answeredAt: row.answered_at,
      httpStatus: row.http_status,
      body: row.body,
      problem: storedProblem(row.problem),
    })),
    more: rows.length > mostPolls,
  };
}

function count(context: QueryContext, sql: string, seq: number): number {
  return context.get<{ n: number }>(sql, seq)?.n ?? 0;
}

function contentKey(event: StatusEvent): string {
  return JSON.stringify([event.messageId, event.channel, event.status, event.err, event.at]);
}

/** Returns each distinct event once, by the statuses' own times, with the number of its reports. */
function viewEvents(events: readonly StatusEvent[], lateAt: number | null): EventView[] {
  const times = new Map<string, number>();
  for (const event of events) times.set(contentKey(event), (times.get(contentKey(event)) ?? 0) + 1);
  return [...distinctEvents(events)]
    .sort((a, b) => compareContent(a, b) || a.receivedAt - b.receivedAt)
    .map((event) => ({
      messageId: event.messageId,
      channel: event.channel,
      status: event.status,
      err: event.err,
      error: event.error,
      at: event.at,
      receivedAt: event.receivedAt,
      source: event.source,
      times: times.get(contentKey(event)) ?? 1,
      late: lateAt !== null && event.at !== null && event.at >= lateAt && isReached(event.status),
    }));
}
