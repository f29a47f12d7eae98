import { storedProblem } from '../../../../../shared/contract/stored-problem.ts';
import type { DraftChain } from '../../../../../shared/messaging/compose.ts';
import type { Channel, MessageState, StepState } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import {
  type AttemptRecord,
  type EventRecord,
  isoOrNull,
  isoTime,
  type MessageRecord,
  type RawRecord,
  recordVersion,
  type StepRecord,
} from '../record.ts';
import { ofMessages, type Wanted } from './wanted.ts';

type Row = {
  seq: number;
  id: string;
  omnimessage_id: string | null;
  account_id: string;
  account_name: string;
  account_kind: 'messente' | 'sandbox';
  batch_id: string;
  recipient: string;
  recipient_name: string | null;
  country: string | null;
  state: MessageState;
  delivered_by: Channel | null;
  delivered_twice: number;
  cost: string | null;
  estimate_low: string | null;
  estimate_high: string | null;
  created_at: number;
  send_at: number | null;
  accepted_at: number | null;
  settled_at: number | null;
  last_sign_at: number | null;
  stripped_at: number | null;
  problem: string | null;
  resend_of: string | null;
  note: string | null;
  purpose: string | null;
  overridden: string | null;
  preview: string;
  draft: string;
};

type Of<T> = T & { readonly seq: number };

/**
 * Removes the token from a callback address, because it allows posting reports for an account, and an export
 * may be shared.
 */
function withoutToken(text: string): string {
  return text.replaceAll(/\/dlr\/[0-9a-f]{16,}/giu, '/dlr/-');
}

function parsed<T>(json: string | null): T | null {
  return json === null ? null : (JSON.parse(json) as T);
}

function gathered<T>(rows: readonly Of<T>[]): Map<number, T[]> {
  const map = new Map<number, T[]>();
  for (const { seq, ...row } of rows) {
    const list = map.get(seq);
    const value = row as unknown as T;
    if (list) list.push(value);
    else map.set(seq, [value]);
  }
  return map;
}

/** Returns messages in export format, in the order of the keys; deleted ones are left out. */
export function exportRecords(context: QueryContext, wanted: Wanted): (MessageRecord & { seq: number })[] {
  const rows = context.all<Row>(
    `SELECT o.seq, o.id, o.omnimessage_id, o.account_id, a.name AS account_name, a.kind AS account_kind, o.batch_id,
       o.recipient, o.recipient_name, o.country, o.state, o.delivered_by, o.delivered_twice, o.cost, o.estimate_low, o.estimate_high,
       o.created_at, o.send_at, o.accepted_at, o.settled_at, o.last_sign_at, o.stripped_at, o.problem, o.resend_of,
       o.note, o.purpose, o.overridden, o.preview, o.draft
     FROM json_each(?) wanted CROSS JOIN omnimessage o ON o.${wanted.key} = wanted.value CROSS JOIN account a ON a.id = o.account_id
     ORDER BY wanted.key`,
    JSON.stringify(wanted.values),
  );
  const seqs = JSON.stringify(rows.map((row) => row.seq));
  const steps = stepsOf(context, seqs);
  const events = eventsOf(context, seqs);
  const attempts = attemptsOf(context, seqs);
  const tags = tagsOf(context, seqs);
  return rows.map((row) => ({
    ...recordOf(row, tags.get(row.seq) ?? []),
    steps: steps.get(row.seq) ?? [],
    events: events.get(row.seq) ?? [],
    attempts: attempts.get(row.seq) ?? [],
  }));
}

/** Returns a message's own columns and its tags, in export order. */
function recordOf(
  row: Row,
  tags: readonly { readonly name: string }[],
): Omit<MessageRecord, 'steps' | 'events' | 'attempts'> & { seq: number } {
  return {
    seq: row.seq,
    omnideck: recordVersion,
    type: 'message',
    id: row.id,
    omnimessage_id: row.omnimessage_id,
    account: { id: row.account_id, name: row.account_name, kind: row.account_kind },
    batch_id: row.batch_id,
    to: row.recipient,
    name: row.recipient_name,
    country: row.country,
    state: row.state,
    delivered_by: row.delivered_by,
    delivered_twice: row.delivered_twice === 1,
    cost: row.cost,
    estimate:
      row.estimate_low === null || row.estimate_high === null
        ? null
        : { low: row.estimate_low, high: row.estimate_high },
    created_at: isoTime(row.created_at),
    send_at: isoOrNull(row.send_at),
    accepted_at: isoOrNull(row.accepted_at),
    settled_at: isoOrNull(row.settled_at),
    last_sign_at: isoOrNull(row.last_sign_at),
    stripped_at: isoOrNull(row.stripped_at),
    problem: storedProblem(row.problem),
    resend_of: row.resend_of,
    tags: tags.map(({ name }) => name),
    note: row.note,
    purpose: row.purpose,
    overridden: parsed<string[]>(row.overridden) ?? [],
    preview: row.preview,
    chain: JSON.parse(row.draft) as MessageRecord['chain'] & DraftChain,
  };
}

/** Returns the steps of each message. */
function stepsOf(context: QueryContext, seqs: string): Map<number, StepRecord[]> {
  return gathered(
    context
      .all<Of<Omit<StepRecord, 'at' | 'state'> & { at: number | null; state: StepState }>>(
        `SELECT omnimessage_seq AS seq, channel, sender, sender_used, text, wait_seconds, message_id, state, status, err, error, at
         FROM step WHERE ${ofMessages} ORDER BY omnimessage_seq, position`,
        seqs,
      )
      .map((step): Of<StepRecord> => ({ ...step, at: isoOrNull(step.at) })),
  );
}

type EventRow = Omit<EventRecord, 'at' | 'received_at' | 'price'> & {
  at: number | null;
  received_at: number;
  part_price: string | null;
  parts_count: number | null;
  total_price: string | null;
};

/** Returns the status events of each message. */
function eventsOf(context: QueryContext, seqs: string): Map<number, EventRecord[]> {
  return gathered(
    context
      .all<Of<EventRow>>(
        `SELECT omnimessage_seq AS seq, message_id, channel, status, err, error, at, received_at, source, part_price,
           parts_count, total_price FROM status_event WHERE ${ofMessages} ORDER BY omnimessage_seq, id`,
        seqs,
      )
      .map(
        ({ part_price, parts_count, total_price, ...event }): Of<EventRecord> => ({
          ...event,
          at: isoOrNull(event.at),
          received_at: isoTime(event.received_at),
          price:
            part_price === null || parts_count === null || total_price === null
              ? null
              : { part_price, parts_count, total_price },
        }),
      ),
  );
}

type AttemptRow = Omit<AttemptRecord, 'started_at' | 'finished_at' | 'problem'> & {
  started_at: number;
  finished_at: number | null;
  problem: string | null;
};

/** Returns the attempts to send each message. */
function attemptsOf(context: QueryContext, seqs: string): Map<number, AttemptRecord[]> {
  return gathered(
    context
      .all<Of<AttemptRow>>(
        `SELECT omnimessage_seq AS seq, number, started_at, finished_at, outcome, http_status, request, response, problem
         FROM attempt WHERE ${ofMessages} ORDER BY omnimessage_seq, number`,
        seqs,
      )
      .map(
        (attempt): Of<AttemptRecord> => ({
          ...attempt,
          started_at: isoTime(attempt.started_at),
          finished_at: isoOrNull(attempt.finished_at),
          request: withoutToken(attempt.request),
          problem: storedProblem(attempt.problem),
        }),
      ),
  );
}

/** Returns the tags of each message. */
function tagsOf(context: QueryContext, seqs: string): Map<number, { name: string }[]> {
  return gathered(
    context.all<Of<{ name: string }>>(
      `SELECT mt.omnimessage_seq AS seq, t.name FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id
       WHERE mt.${ofMessages} ORDER BY 1, 2`,
      seqs,
    ),
  );
}

type RawRow = {
  received_at: number;
  kind: 'callback' | 'answer';
  verdict: RawRecord['verdict'];
  outcome: string | null;
  http_status: number | null;
  body: Uint8Array | string | null;
};

function rawRecord(row: RawRow): RawRecord {
  const bytes = row.body === null ? new Uint8Array() : Buffer.from(row.body);
  let text: string | null = null;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // The bytes are exported instead.
  }
  return {
    received_at: isoTime(row.received_at),
    kind: row.kind,
    verdict: row.verdict,
    outcome: row.outcome,
    http_status: row.http_status,
    body: text,
    body_base64: text === null ? Buffer.from(bytes).toString('base64') : null,
  };
}

/**
 * Returns what was received about one message, byte for byte: answers, and callbacks without their headers,
 * which contain the signature.
 */
export function rawOfMessage(context: QueryContext, seq: number): RawRecord[] {
  return context
    .all<RawRow>(
      `SELECT received_at, 'callback' AS kind, verdict, outcome, NULL AS http_status, body FROM callback WHERE omnimessage_seq = ?1
       UNION ALL SELECT answered_at, 'answer', NULL, NULL, http_status, CAST(body AS BLOB) FROM poll WHERE omnimessage_seq = ?1
       ORDER BY 1`,
      seq,
    )
    .map(rawRecord);
}

/** Returns callbacks that belong to no message and contain the number, including forged ones. */
export function looseCallbacks(context: QueryContext, number: string): RawRecord[] {
  return context
    .all<RawRow>(
      `SELECT received_at, 'callback' AS kind, verdict, outcome, NULL AS http_status, body FROM callback
       WHERE omnimessage_seq IS NULL AND (recipient IN (?1, ?2) OR instr(body, CAST(?2 AS BLOB)) > 0) ORDER BY id`,
      number,
      number.slice(1),
    )
    .map(rawRecord);
}
