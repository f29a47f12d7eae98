/** The rows of an exported table as SQL: the judge of the export's cells, and what its benchmark compares with. */
import { channels } from '../../shared/messaging/types.ts';

const time = (column: string): string => `strftime('%Y-%m-%dT%H:%M:%fZ', ${column} / 1000.0, 'unixepoch')`;

/** The columns of a step, in the order of the export. */
const stepValues = (s: string): string[] => [
  `${s}.channel`,
  `coalesce(${s}.sender_used, ${s}.sender)`,
  `${s}.text`,
  `${s}.wait_seconds`,
  `${s}.state`,
  `${s}.status`,
  `${s}.err`,
  `${s}.error`,
  time(`${s}.at`),
  `${s}.message_id`,
  `(SELECT total_price FROM status_event e WHERE e.omnimessage_seq = o.seq AND e.total_price IS NOT NULL
     AND coalesce(e.message_id = ${s}.message_id, e.channel = ${s}.channel) ORDER BY e.id DESC LIMIT 1)`,
];

const steps = channels.map((_, index) => `s${index}`);

const values: readonly string[] = [
  ...['o.id', 'o.omnimessage_id', 'a.name', 'a.id', 'a.kind', 'o.recipient', 'o.recipient_name', 'o.country'],
  ...['o.state', 'o.delivered_by', `iif(o.delivered_twice, 'yes', '')`, 'o.cost'],
  `iif(o.cost IS NULL AND o.estimate_low IS NULL, '', 'EUR')`,
  ...['o.estimate_low', 'o.estimate_high'],
  ...['created_at', 'send_at', 'accepted_at', 'settled_at'].map((name) => time(`o.${name}`)),
  ...['code', 'message', 'hint'].map((name) => `o.problem ->> '${name}'`),
  `(SELECT group_concat(t.name, char(10)) FROM omnimessage_tag mt JOIN tag t ON t.id = mt.tag_id
    WHERE mt.omnimessage_seq = o.seq)`,
  ...['o.note', 'o.purpose', 'o.resend_of', 'o.batch_id'],
  ...steps.flatMap(stepValues),
];

/** The same columns of the same rows as the export, in the same order: times in UTC, decimals with a point. */
export const exportedRows = `SELECT ${values.map((value, index) => `${value} AS c${index}`).join(', ')}
  FROM omnimessage o JOIN account a ON a.id = o.account_id
  ${steps.map((s, index) => `LEFT JOIN step ${s} ON ${s}.omnimessage_seq = o.seq AND ${s}.position = ${index}`).join(' ')}
  ORDER BY o.seq DESC`;
