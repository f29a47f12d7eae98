/**
 * Rows of the list as SQLite itself writes them: a JSON list of plain lists, which is sent unchanged from the
 * reader's thread. Creating objects there, writing JSON and parsing it took twice as long for a page of 100
 * (1.2 ms instead of 0.7).
 */

import type { ProblemView } from '../../../../../shared/contract/common.ts';
import type { MessageRow } from '../../../../../shared/contract/messages.ts';
import { withTodaysNames } from '../../../../../shared/contract/stored-problem.ts';
import type { Channel, MessageState, StepState } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { runningOf } from './message-rows.ts';
import { heldUntil } from './quiet-holds.ts';

type PackedStep = readonly [
  channel: Channel,
  state: StepState,
  status: string | null,
  at: number | null,
  waitSeconds: number | null,
];

/** In the order of `columns`. */
type PackedRow = readonly [
  id: string,
  seq: number,
  accountId: string,
  to: string,
  state: MessageState,
  steps: readonly PackedStep[],
  deliveredBy: Channel | null,
  deliveredTwice: 0 | 1,
  preview: string,
  createdAt: number,
  sendAt: number | null,
  settledAt: number | null,
  acceptedAt: number | null,
  cost: string | null,
  problem: ProblemView | null,
  tags: string[],
  hasNote: 0 | 1,
  recipientName: string | null,
  heldUntil: number | null,
];

const columns = `o.id, o.seq, o.account_id, o.recipient, o.state,
  json((SELECT json_group_array(json_array(s.channel, s.state, s.status, s.at, s.wait_seconds))
    FROM (SELECT channel, state, status, at, wait_seconds FROM step WHERE omnimessage_seq = o.seq ORDER BY position) s)),
  o.delivered_by, o.delivered_twice, o.preview, o.created_at, o.send_at, o.settled_at, o.accepted_at, o.cost,
  json(o.problem),
  json((SELECT json_group_array(t.name) FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id
    WHERE mt.omnimessage_seq = o.seq)),
  o.note IS NOT NULL, o.recipient_name, ${heldUntil}`;

/**
 * Returns the rows of messages in the order of their seqs, as JSON for unpackRows; deleted ones are left out.
 */
export function packedRows(context: QueryContext, seqs: readonly number[]): string {
  if (seqs.length === 0) return '[]';
  const found = new Map(
    context
      .all<{ seq: number; packed: string }>(
        `SELECT o.seq, json_array(${columns}) AS packed
         FROM omnimessage o WHERE o.seq IN (SELECT value FROM json_each(?))`,
        JSON.stringify(seqs),
      )
      .map(({ seq, packed }) => [seq, packed]),
  );
  return `[${seqs.flatMap((seq) => found.get(seq) ?? []).join(',')}]`;
}

function unpackRow(row: PackedRow): MessageRow {
  const [id, seq, accountId, to, state, steps] = row;
  const [sendAt, settledAt, acceptedAt] = [row[10], row[11], row[12]];
  return {
    id,
    seq,
    accountId,
    to,
    recipientName: row[17],
    state,
    steps: steps.map(([channel, stepState, status]) => ({ channel, state: stepState, status })),
    deliveredBy: row[6],
    deliveredTwice: row[7] === 1,
    preview: row[8],
    createdAt: row[9],
    sendAt,
    settledAt,
    // Only a pending message has a running step: most of a page is settled, and needs no times.
    running:
      state === 'pending'
        ? runningOf(
            { accepted_at: acceptedAt, send_at: sendAt },
            steps.map(([channel, stepState, , at, wait]) => ({
              channel,
              state: stepState,
              at,
              wait_seconds: wait,
            })),
          )
        : null,
    cost: row[13],
    problem: withTodaysNames(row[14]),
    heldUntil: row[18],
    tags: row[15].sort(),
    hasNote: row[16] === 1,
  };
}

/** Parses the output of packedRows. */
export function unpackRows(text: string): MessageRow[] {
  return (JSON.parse(text) as PackedRow[]).map(unpackRow);
}

/** Returns the rows of messages in the order of their seqs. */
export function rowsOfSeqs(context: QueryContext, seqs: readonly number[]): MessageRow[] {
  return unpackRows(packedRows(context, seqs));
}

/** Returns the seqs of messages by local ids, newest first. */
export function seqsOfIds(context: QueryContext, ids: readonly string[]): number[] {
  return context
    .all<{ seq: number }>(
      'SELECT seq FROM omnimessage WHERE id IN (SELECT value FROM json_each(?)) ORDER BY seq DESC',
      JSON.stringify(ids),
    )
    .map(({ seq }) => seq);
}

export function messageRows(context: QueryContext, input: { readonly ids: readonly string[] }): MessageRow[] {
  return rowsOfSeqs(context, seqsOfIds(context, input.ids));
}
