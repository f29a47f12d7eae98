/**
 * The SQL that moves the rows of an exported table, as `.import` reads them, into a database with Omnideck's tables, indexes,
 * triggers and search index: what SQLite itself needs for the rows that an import writes.
 */
import { mostSteps } from '../../shared/messaging/export-columns.ts';

const time = (column: string): string =>
  `CAST(round((julianday(nullif(${column}, '')) - 2440587.5) * 86400000) AS INTEGER)`;

const orNull = (column: string): string => `nullif(${column}, '')`;

const positions = Array.from({ length: mostSteps }, (_, position) => position);

/** The import numbers the rows downwards from the newest, which is first in the file. */
const seq = '(SELECT max(rowid) FROM imported) - imported.rowid - 1000000000';

const draft = `json_object('steps', json_array(${positions
  .slice(0, 2)
  .map((at) => `json_object('channel', step_${at + 1}_channel, 'text', step_${at + 1}_text)`)
  .join(', ')}))`;

function stepSql(position: number): string {
  const of = (name: string): string => `step_${position + 1}_${name}`;
  return `INSERT INTO step (omnimessage_seq, position, channel, sender, text, wait_seconds, message_id, state, status, err, error, at)
    SELECT ${seq}, ${position}, ${of('channel')}, ${orNull(of('sender'))}, ${of('text')}, ${orNull(of('wait_seconds'))},
      ${orNull(of('message_id'))}, ${of('state')}, ${orNull(of('status'))}, ${orNull(of('err'))}, ${orNull(of('error'))}, ${time(of('at'))}
    FROM imported WHERE ${of('channel')} <> '' ORDER BY rowid DESC;
  INSERT INTO status_event (omnimessage_seq, message_id, channel, status, err, error, at, received_at, source)
    SELECT ${seq}, ${orNull(of('message_id'))}, ${of('channel')}, ${of('status')}, ${orNull(of('err'))}, ${orNull(of('error'))},
      ${time(of('at'))}, coalesce(${time(of('at'))}, 0), 'poll'
    FROM imported WHERE ${of('status')} <> '' ORDER BY rowid DESC;`;
}

/** Expects the table `imported` with the columns of the export. All in one transaction. */
export const insertImported = `BEGIN;
  INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, created_at, removed_at)
    SELECT account_id, min(account) || ' (imported)', min(account_kind), 'grey', '', '', '', 'nostore', 0, 0
    FROM imported GROUP BY account_id;
  INSERT INTO omnimessage (seq, id, account_id, batch_id, request_key, recipient, recipient_name, country, draft, preview, state,
      omnimessage_id, created_at, send_at, accepted_at, settled_at, last_sign_at, delivered_by, delivered_twice, cost,
      estimate_low, estimate_high, problem, resend_of, purpose, note, origin)
    SELECT ${seq}, id, account_id, batch_id, 'import:' || id, substr("to", 2), ${orNull('name')}, ${orNull('country')}, ${draft},
      substr(step_1_text, 1, 160), state, ${orNull('omnimessage_id')}, ${time('created_at')}, ${time('send_at')},
      ${time('accepted_at')}, ${time('settled_at')}, ${time('settled_at')}, ${orNull('delivered_by')}, delivered_twice = 'yes',
      ${orNull('cost')}, ${orNull('estimate_low')}, ${orNull('estimate_high')},
      iif(error_code = '', NULL, json_object('code', error_code)), ${orNull('resend_of')}, ${orNull('purpose')}, ${orNull('note')},
      'import'
    FROM imported ORDER BY rowid DESC;
  ${positions.map(stepSql).join('\n  ')}
  INSERT INTO tag (name) SELECT DISTINCT tags FROM imported WHERE tags <> '' AND instr(tags, char(10)) = 0;
  INSERT INTO omnimessage_tag (omnimessage_seq, tag_id)
    SELECT ${seq}, tag.id FROM imported JOIN tag ON tag.name = imported.tags;
  INSERT INTO message_search (rowid, recipient, body, sender, tags)
    SELECT seq, recipient, body, sender, tags FROM message_text ORDER BY seq;
  COMMIT;`;
