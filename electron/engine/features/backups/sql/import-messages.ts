import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { tidyName } from '../../../../../shared/messaging/recipient-name.ts';
import type { MessageState } from '../../../../../shared/messaging/types.ts';
import { backupsProblem } from '../../../../../shared/problems/backups.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { defaultEndpoint } from '../../../messente/endpoint.ts';
import { recordMore } from '../../journal/sql/index.ts';
import { cancelThese, foldImported, indexMessages } from '../../messages/sql/index.ts';
import type { MessageRecord } from '../record.ts';

export type ImportMessages = {
  /** The import that the records belong to; it is one entry of the journal. */
  readonly importId: string;
  readonly now: number;
  readonly records: readonly {
    readonly record: MessageRecord;
    /** The digests of the number with each of the folder's keys. */
    readonly digests: readonly string[];
  }[];
  /**
   * Their position in the list. Imported messages are placed below existing ones: downwards for a file with
   * the newest first; upwards for one with the oldest first, from `next` (null at the first call: low enough
   * to leave room for all).
   */
  readonly place:
    | { readonly kind: 'down' }
    | { readonly kind: 'up'; readonly next: number | null; readonly room: number };
};

export type Imported = {
  readonly added: number;
  /** Messages that already existed, by their id. */
  readonly skipped: number;
  /** Messages that were erased here, by id or number; they stay erased. */
  readonly erased: number;
  readonly next: number | null;
};

/**
 * Imports messages of an export. None is ever sent or polled: messages that were queued or under way are
 * marked as unknown, and none is due at any time.
 */
export function importMessages(context: WriteContext, input: ImportMessages): Imported {
  const { records, skipped, erased } = recordsToAdd(context, input.records);
  const lowest = Math.min(
    0,
    context.get<{ seq: number | null }>('SELECT min(seq) AS seq FROM omnimessage')?.seq ?? 0,
  );
  const isUp = input.place.kind === 'up';
  const first =
    input.place.kind === 'up' ? (input.place.next ?? lowest - input.place.room) : lowest - records.length;
  // Upwards in any case: tables and the search index are written in the order of their rows, and FTS5 would write a
  // part of its index for each message that comes before the last one.
  const inOrder = isUp ? records : records.toReversed();
  const accounts = new Map<string, string>();
  for (const [index, record] of inOrder.entries()) {
    const account = accounts.get(record.account.id) ?? accountOf(context, record.account, input.now);
    accounts.set(record.account.id, account);
    insertRecord(context, record, first + index, account, input.now);
    context.changed.messages.add(record.id);
  }
  indexMessages(context, first, first + records.length - 1);
  // Messages that were scheduled elsewhere for somebody who has opted out here.
  const listed = doNotSendOf(context, records);
  const toListed = records.filter(({ to }) => listed.has(to)).map(({ id }) => id);
  cancelThese(context, { ids: toListed, reason: 'opt-out', now: input.now });
  const added = records.length;
  if (added > 0) context.changed.added = true;
  recordMore(context, {
    what: 'messages-imported',
    subject: input.importId,
    after: { added, skipped, erased },
  });
  return { added, skipped, erased, next: isUp ? first + added : null };
}

/** Returns the records that are neither here nor erased here, each once, and the numbers of the others. */
function recordsToAdd(
  context: WriteContext,
  records: ImportMessages['records'],
): { readonly records: MessageRecord[]; readonly skipped: number; readonly erased: number } {
  const known = new Set(
    context
      .all<{ id: string }>(
        'SELECT id FROM omnimessage WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify(records.map(({ record }) => record.id)),
      )
      .map(({ id }) => id),
  );
  const wasErased = erasedOf(context, records);
  const toAdd: MessageRecord[] = [];
  let skipped = 0;
  let erased = 0;
  for (const one of records) {
    if (known.has(one.record.id)) skipped += 1;
    else if (wasErased(one)) erased += 1;
    else {
      toAdd.push(one.record);
      known.add(one.record.id);
    }
  }
  return { records: toAdd, skipped, erased };
}

/** Returns which of the records were erased here, by id or number. */
function erasedOf(
  context: WriteContext,
  records: ImportMessages['records'],
): (one: ImportMessages['records'][number]) => boolean {
  const ids = records.flatMap(({ record }) =>
    record.omnimessage_id === null ? [record.id] : [record.id, record.omnimessage_id],
  );
  const messages = new Set(
    context
      .all<{ id: string }>(
        'SELECT id FROM erased_message WHERE id IN (SELECT value FROM json_each(?))',
        JSON.stringify(ids),
      )
      .map(({ id }) => id),
  );
  const numbers = new Map(
    context
      .all<{ digest: string; erased_at: number }>(
        'SELECT digest, erased_at FROM erased_number WHERE digest IN (SELECT value FROM json_each(?))',
        JSON.stringify(records.flatMap(({ digests }) => digests)),
      )
      .map((row) => [row.digest, row.erased_at]),
  );
  return ({ record, digests }) => {
    const erasedAt = Math.max(0, ...digests.map((digest) => numbers.get(digest) ?? 0));
    return (
      messages.has(record.id) ||
      (record.omnimessage_id !== null && messages.has(record.omnimessage_id)) ||
      erasedAt >= Date.parse(record.created_at)
    );
  };
}

/** Returns the recipients that are on the do-not-send list. */
function doNotSendOf(context: WriteContext, records: readonly MessageRecord[]): Set<string> {
  return new Set(
    context
      .all<{ number: string }>(
        'SELECT number FROM do_not_send WHERE number IN (SELECT value FROM json_each(?))',
        JSON.stringify(records.map(({ to }) => to)),
      )
      .map(({ number }) => number),
  );
}

/**
 * Returns the account that the message was sent with, by id, otherwise by name; otherwise a removed account
 * that only holds history.
 */
function accountOf(context: WriteContext, wanted: MessageRecord['account'], now: number): string {
  const known = context.get<{ id: string }>(
    `SELECT id FROM account WHERE id = ?1 AND kind = ?3
     UNION ALL SELECT id FROM account WHERE kind = ?3 AND removed_at IS NULL AND (name = ?2 OR ?3 = 'sandbox') LIMIT 1`,
    wanted.id,
    wanted.name,
    wanted.kind,
  );
  if (known) return known.id;
  const name = `${wanted.name} (imported)`;
  const before = context.get<{ id: string }>(
    'SELECT id FROM account WHERE name = ? AND kind = ? AND removed_at IS NOT NULL',
    name,
    wanted.kind,
  );
  if (before) return before.id;
  // The id may belong to an account of another kind here; then a new id is used.
  const taken = context.get('SELECT 1 FROM account WHERE id = ?', wanted.id) !== undefined;
  const id = taken ? `${wanted.id}${wanted.kind}` : wanted.id;
  context.run(
    `INSERT INTO account (id, name, kind, colour, username, base_url, plain_url, text_store, password_set, created_at, removed_at)
     VALUES (?, ?, ?, 'grey', '', ?, ?, 'nostore', 0, ?, ?)`,
    id,
    name,
    wanted.kind,
    defaultEndpoint.baseUrl,
    defaultEndpoint.plainUrl,
    now,
    now,
  );
  return id;
}

function timeOf(text: string | null): number | null {
  return text === null ? null : Date.parse(text);
}

/**
 * Returns the message's state here: whether a message that was under way has been sent since is not known.
 */
function arriving(record: MessageRecord): { state: MessageState; problem: Problem | null } {
  switch (record.state) {
    case 'queued':
    case 'sending':
    case 'scheduled':
      return {
        state: 'unknown',
        problem: backupsProblem(record.state === 'scheduled' ? 'imported-open/scheduled' : 'imported-open'),
      };
    default:
      return { state: record.state, problem: record.problem };
  }
}

function insertRecord(
  context: WriteContext,
  record: MessageRecord,
  seq: number,
  accountId: string,
  now: number,
): void {
  const { state, problem: why } = arriving(record);
  const createdAt = Date.parse(record.created_at);
  context.run(
    `INSERT INTO omnimessage (seq, id, account_id, batch_id, request_key, recipient, country, draft, preview, state,
       omnimessage_id, created_at, send_at, accepted_at, settled_at, last_sign_at, delivered_by, delivered_twice, cost,
       problem, resend_of, stripped_at, purpose, note, estimate_low, estimate_high, overridden, recipient_name, origin)
     VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, 'import')`,
    seq,
    record.id,
    accountId,
    record.batch_id,
    `import:${record.id}`,
    record.to,
    record.country,
    JSON.stringify(record.chain),
    record.preview,
    state,
    record.omnimessage_id,
    // A clock elsewhere may have been ahead: no message here is in the future.
    Math.min(createdAt, now),
    timeOf(record.send_at),
    timeOf(record.accepted_at),
    timeOf(record.settled_at),
    timeOf(record.last_sign_at),
    record.delivered_by,
    record.delivered_twice ? 1 : 0,
    record.cost,
    why === null ? null : JSON.stringify(why),
    record.resend_of,
    timeOf(record.stripped_at),
    record.purpose,
    record.note,
    record.estimate?.low ?? null,
    record.estimate?.high ?? null,
    record.overridden.length > 0 ? JSON.stringify(record.overridden) : null,
    tidyName(record.name ?? '') || null,
  );
  insertSteps(context, seq, record);
  insertEvents(context, seq, record);
  insertAttempts(context, seq, record);
  insertTags(context, seq, record);
  if (record.steps.some(({ state: ofStep }) => ofStep === 'pending' || ofStep === 'unknown'))
    foldImported(context, seq, now);
}

function insertSteps(context: WriteContext, seq: number, { steps }: MessageRecord): void {
  for (const [position, step] of steps.entries()) {
    context.run(
      `INSERT INTO step (omnimessage_seq, position, channel, sender, sender_used, text, wait_seconds, message_id, state,
         status, err, error, at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seq,
      position,
      step.channel,
      step.sender,
      step.sender_used,
      step.text,
      step.wait_seconds,
      step.message_id,
      step.state,
      step.status,
      step.err,
      step.error,
      timeOf(step.at),
    );
  }
}

function insertEvents(context: WriteContext, seq: number, { events }: MessageRecord): void {
  for (const event of events) {
    context.run(
      `INSERT INTO status_event (omnimessage_seq, message_id, channel, status, err, error, at, received_at, source,
         part_price, parts_count, total_price) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seq,
      event.message_id,
      event.channel,
      event.status,
      event.err,
      event.error,
      timeOf(event.at),
      Date.parse(event.received_at),
      event.source,
      event.price?.part_price ?? null,
      event.price?.parts_count ?? null,
      event.price?.total_price ?? null,
    );
  }
}

function insertAttempts(context: WriteContext, seq: number, { attempts }: MessageRecord): void {
  const numbers = new Set<number>();
  for (const attempt of attempts) {
    if (numbers.has(attempt.number)) continue;
    numbers.add(attempt.number);
    context.run(
      `INSERT INTO attempt (omnimessage_seq, number, started_at, finished_at, outcome, http_status, request, response, problem)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
      seq,
      attempt.number,
      Date.parse(attempt.started_at),
      timeOf(attempt.finished_at),
      attempt.outcome === 'in-flight' ? 'unknown' : attempt.outcome,
      attempt.http_status,
      attempt.request,
      attempt.response,
      attempt.problem === null ? null : JSON.stringify(attempt.problem),
    );
  }
}

function insertTags(context: WriteContext, seq: number, { tags }: MessageRecord): void {
  for (const name of tags) {
    context.run('INSERT INTO tag (name) VALUES (?) ON CONFLICT (name) DO NOTHING', name);
    context.run(
      'INSERT OR IGNORE INTO omnimessage_tag (omnimessage_seq, tag_id) SELECT ?, id FROM tag WHERE name = ?',
      seq,
      name,
    );
  }
}
