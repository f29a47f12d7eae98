import { messageColumns, mostSteps, stepColumns } from '../../../../../shared/messaging/export-columns.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { TableRow } from '../table-row.ts';
import { ofMessages, type Wanted } from './wanted.ts';

/** The SQL of each column of a message. A problem's text is made outside of the reader thread; a tag has no line break. */
const messageValues = {
  id: 'o.id',
  omnimessage_id: 'o.omnimessage_id',
  account: 'a.name',
  account_id: 'a.id',
  account_kind: 'a.kind',
  to: 'o.recipient',
  name: 'o.recipient_name',
  country: 'o.country',
  state: 'o.state',
  delivered_by: 'o.delivered_by',
  delivered_twice: `iif(o.delivered_twice = 1, 'yes', NULL)`,
  cost: 'o.cost',
  currency: `iif(o.cost IS NULL AND (o.estimate_low IS NULL OR o.estimate_high IS NULL), NULL, 'EUR')`,
  estimate_low: 'iif(o.estimate_high IS NULL, NULL, o.estimate_low)',
  estimate_high: 'iif(o.estimate_low IS NULL, NULL, o.estimate_high)',
  created_at: 'o.created_at',
  send_at: 'o.send_at',
  accepted_at: 'o.accepted_at',
  settled_at: 'o.settled_at',
  error_code: 'NULL',
  error: 'NULL',
  what_to_do: 'NULL',
  tags: 'NULL',
  note: 'o.note',
  purpose: 'o.purpose',
  resend_of: 'o.resend_of',
  batch_id: 'o.batch_id',
} as const satisfies Readonly<Record<(typeof messageColumns)[number], string>>;

/** The SQL of each column of a step; its price is read with the prices of the message. */
const stepValues = {
  channel: 's.channel',
  sender: 'coalesce(s.sender_used, s.sender)',
  text: 's.text',
  wait_seconds: 's.wait_seconds',
  state: 's.state',
  status: 's.status',
  err: 's.err',
  error: 's.error',
  at: 's.at',
  message_id: 's.message_id',
  price: 'NULL',
} as const satisfies Readonly<Record<(typeof stepColumns)[number], string>>;

const messageWidth = messageColumns.length;
const stepWidth = stepColumns.length;
const tagsAt = messageColumns.indexOf('tags');
const [channelOf, messageIdOf, priceOf] = [
  stepColumns.indexOf('channel'),
  stepColumns.indexOf('message_id'),
  stepColumns.indexOf('price'),
];

/** A row, and the problem of its message as JSON. */
export type RowAndProblem = { readonly row: TableRow; readonly problem: string | null };

/** Returns messages as rows of a table, in the order of the keys; deleted ones are left out. */
export function tableRows(context: QueryContext, wanted: Wanted): RowAndProblem[] {
  const found = context.rows<TableRow>(
    `SELECT ${messageColumns.map((name) => messageValues[name]).join(', ')}, o.problem, o.seq
     FROM json_each(?) wanted CROSS JOIN omnimessage o ON o.${wanted.key} = wanted.value CROSS JOIN account a ON a.id = o.account_id
     ORDER BY wanted.key`,
    JSON.stringify(wanted.values),
  );
  const rows = new Map<number, RowAndProblem>();
  for (const row of found) {
    const [problem = null, seq] = row.splice(messageWidth);
    rows.set(Number(seq), { row, problem: problem === null ? null : String(problem) });
  }
  const seqs = JSON.stringify([...rows.keys()]);
  addSteps(context, rows, seqs);
  addPrices(context, rows, seqs);
  addTags(context, rows, seqs);
  return [...rows.values()];
}

/** The rows that belong to a message begin with its seq. */
type Of = [seq: number, ...values: TableRow];

/** Adds the steps of each message to its row. */
function addSteps(context: QueryContext, rows: ReadonlyMap<number, RowAndProblem>, seqs: string): void {
  const steps = context.rows<Of>(
    `SELECT s.omnimessage_seq, ${stepColumns.map((name) => stepValues[name]).join(', ')}
     FROM step s WHERE s.${ofMessages} ORDER BY s.omnimessage_seq, s.position`,
    seqs,
  );
  for (const [seq, ...values] of steps) {
    const row = rows.get(seq)?.row;
    if (row !== undefined && row.length < messageWidth + mostSteps * stepWidth) row.push(...values);
  }
}

/** Adds the last price of each step: of its own message id, or of its channel if one of the two ids is unknown. */
function addPrices(context: QueryContext, rows: ReadonlyMap<number, RowAndProblem>, seqs: string): void {
  const prices = context.rows<[seq: number, messageId: string | null, channel: string | null, price: string]>(
    `SELECT omnimessage_seq, message_id, channel, total_price FROM status_event
     WHERE ${ofMessages} AND part_price IS NOT NULL AND parts_count IS NOT NULL AND total_price IS NOT NULL
     ORDER BY omnimessage_seq, id`,
    seqs,
  );
  for (const [seq, messageId, channel, price] of prices) {
    const row = rows.get(seq)?.row;
    if (row === undefined) continue;
    for (let step = messageWidth; step < row.length; step += stepWidth) {
      const ofStep = row[step + messageIdOf];
      const isOfStep =
        messageId !== null && ofStep !== null ? messageId === ofStep : channel === row[step + channelOf];
      if (isOfStep) row[step + priceOf] = price;
    }
  }
}

/** Adds the tags of each message, in lines. */
function addTags(context: QueryContext, rows: ReadonlyMap<number, RowAndProblem>, seqs: string): void {
  const tags = context.rows<[seq: number, name: string]>(
    `SELECT mt.omnimessage_seq, t.name FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id
     WHERE mt.${ofMessages} ORDER BY 1, 2`,
    seqs,
  );
  for (const [seq, name] of tags) {
    const row = rows.get(seq)?.row;
    if (row !== undefined) row[tagsAt] = row[tagsAt] === null ? name : `${row[tagsAt]}\n${name}`;
  }
}
