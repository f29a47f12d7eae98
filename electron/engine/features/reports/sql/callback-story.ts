import type { EffectView, ReportRow, ReportStory } from '../../../../../shared/contract/reports.ts';
import { diffFields } from '../../../../../shared/messaging/json-diff.ts';
import { effectOf } from '../../../../../shared/messaging/report-effect.ts';
import type { ChainStep, Channel, MessageId } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { type EventRow, eventColumns, eventOf } from '../../messages/sql/index.ts';
import { callbackColumns, type StoredCallback, viewCallback } from './callbacks.ts';
import { callbackOf, postponedAsCallbacks, tablesOf } from './postponed.ts';

type StoredRow = {
  id: number;
  account_id: string;
  local_id: string | null;
  omnimessage_seq: number | null;
  omnimessage_id: string | null;
  inbound_id: string | null;
  inbound_message_id: number | null;
  verdict: ReportRow['verdict'];
  outcome: ReportRow['outcome'];
  body: Uint8Array;
};

const mostTries = 200;
const mostChanges = 200;

/**
 * Returns what a callback changed, its difference from the previous one, and how often it was received; null
 * if it does not exist.
 */
export function callbackStory(context: QueryContext, input: { readonly id: number }): ReportStory | null {
  const stored = callbackOf<StoredRow>(
    context,
    (table) =>
      `SELECT id, account_id, local_id, omnimessage_seq, omnimessage_id, inbound_id, inbound_message_id, verdict,
         outcome, body FROM ${table} WHERE id = ?`,
    input.id,
  );
  if (!stored) return null;
  const seq = stored.omnimessage_seq ?? namedByPath(context, stored);
  const tries = triesOf(context, stored, seq);
  return {
    id: stored.id,
    effect: effectOfCallback(context, stored),
    previous: previousOf(context, stored, seq),
    tries: tries.slice(0, mostTries),
    moreTries: tries.length > mostTries,
  };
}

/** An untrusted report belongs to no message; its path says which one it claims to be about. */
function namedByPath(context: QueryContext, stored: StoredRow): number | null {
  if (stored.local_id === null) return null;
  const found = context.get<{ seq: number }>(
    'SELECT seq FROM omnimessage WHERE id = ? AND account_id = ?',
    stored.local_id,
    stored.account_id,
  );
  return found?.seq ?? null;
}

function previousOf(context: QueryContext, stored: StoredRow, seq: number | null): ReportStory['previous'] {
  type Before = { id: number; received_at: number; status: string | null; body: Uint8Array };
  // The "+" avoids preparing the statement for each call; see refold.ts.
  const before =
    seq !== null
      ? context.get<Before>(
          `SELECT id, received_at, status, body FROM callback WHERE omnimessage_seq = +? AND id < ? ORDER BY id DESC LIMIT 1`,
          seq,
          stored.id,
        )
      : stored.omnimessage_id !== null
        ? context.get<Before>(
            `SELECT id, received_at, status, body FROM callback
             WHERE account_id = ? AND omnimessage_id = ? AND outcome = 'unknown-message' AND id < ? ORDER BY id DESC LIMIT 1`,
            stored.account_id,
            stored.omnimessage_id,
            stored.id,
          )
        : undefined;
  if (!before) return null;
  return {
    id: before.id,
    receivedAt: before.received_at,
    status: before.status,
    diff: diffOf(Buffer.from(before.body), Buffer.from(stored.body)),
  };
}

function diffOf(before: Buffer, after: Buffer): NonNullable<ReportStory['previous']>['diff'] {
  if (before.equals(after)) return { kind: 'same-bytes' };
  let fields: ReturnType<typeof diffFields>;
  try {
    const read = (body: Buffer): unknown =>
      JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body)) as unknown;
    fields = diffFields(read(before), read(after));
  } catch {
    return { kind: 'not-json' };
  }
  const { changes, same } = fields;
  if (changes.length === 0) return { kind: 'same-fields' };
  return {
    kind: 'fields',
    changes: changes.slice(0, mostChanges),
    same,
    more: Math.max(0, changes.length - mostChanges),
  };
}

/** Returns the same body for the same message, including untrusted ones, oldest first. */
function triesOf(context: QueryContext, stored: StoredRow, seq: number | null): ReportStory['tries'] {
  const rows =
    seq !== null
      ? context.all<StoredCallback>(
          `SELECT ${callbackColumns} FROM callback c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq
           WHERE c.id IN (
             SELECT id FROM (SELECT id, body FROM callback WHERE omnimessage_seq = ?1 ORDER BY id DESC LIMIT 5000) WHERE body = ?2
             UNION SELECT r.id FROM callback r JOIN omnimessage m ON m.seq = ?1 AND r.local_id = m.id
               WHERE r.account_id = ?3 AND r.inbound_id IS NULL AND r.verdict <> 'verified' AND r.body = ?2)
           ORDER BY c.id LIMIT ${mostTries + 1}`,
          seq,
          stored.body,
          stored.account_id,
        )
      : context.all<StoredCallback>(
          `SELECT ${callbackColumns} FROM callback c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq
           WHERE c.id IN (
             SELECT id FROM callback WHERE account_id = ?1 AND omnimessage_id = ?2 AND outcome = 'unknown-message' AND body = ?3
             UNION SELECT id FROM callback WHERE account_id = ?1 AND inbound_id IS NULL AND verdict <> 'verified' AND body = ?3 AND ?5 IS NULL
             UNION SELECT id FROM callback WHERE inbound_id = ?5 AND verdict <> 'verified' AND body = ?3
             UNION SELECT id FROM callback WHERE inbound_message_id = ?6
             UNION SELECT ?4)
           ORDER BY c.id LIMIT ${mostTries + 1}`,
          stored.account_id,
          stored.omnimessage_id,
          stored.body,
          stored.id,
          stored.inbound_id,
          stored.inbound_message_id,
        );
  const postponed = context.all<StoredCallback>(
    `SELECT ${callbackColumns} FROM ${postponedAsCallbacks} c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq
     WHERE c.account_id = ?1 AND c.local_id IS ?2 AND c.inbound_id IS ?4 AND c.body = ?3 ORDER BY c.id LIMIT ${mostTries + 1}`,
    stored.account_id,
    stored.local_id,
    stored.body,
    stored.inbound_id,
  );
  return [...rows, ...postponed]
    .sort((one, other) => one.id - other.id)
    .map(viewCallback)
    .map(({ id, receivedAt, verdict, outcome }) => ({ id, receivedAt, verdict, outcome }));
}

const nothing = { step: null, message: null, cost: null, deliveredTwice: false, knownAt: null };

function effectOfCallback(context: QueryContext, stored: StoredRow): EffectView {
  if (stored.verdict !== 'verified') return { why: stored.verdict, ...nothing };
  if (stored.outcome === 'not-applied') return { why: 'other-message', ...nothing };
  if (stored.inbound_id !== null && stored.outcome === 'applied') return { why: 'inbound', ...nothing };
  if (stored.outcome === 'unreadable' || stored.outcome === 'unknown-message')
    return { why: stored.outcome, ...nothing };
  const seq = stored.omnimessage_seq;
  const events = context.all<EventRow & { callback_id: number | null }>(
    `SELECT ${eventColumns}, callback_id FROM status_event WHERE omnimessage_seq = +? ORDER BY id`,
    seq,
  );
  const at = events.findIndex((event) => event.callback_id === stored.id);
  const own = events[at];
  if (own === undefined) return { why: 'repeat', ...nothing };
  const steps = context
    .all<{ channel: Channel; message_id: string | null }>(
      'SELECT channel, message_id FROM step WHERE omnimessage_seq = +? ORDER BY position',
      seq,
    )
    .map((step): ChainStep => ({ channel: step.channel, messageId: step.message_id as MessageId | null }));
  return effectOf(steps, events.slice(0, at).map(eventOf), eventOf(own));
}

/** Returns what is needed for a replay: where it was received, and data that the window does not get. */
export function replaySource(
  context: QueryContext,
  input: { readonly id: number },
): {
  accountId: string;
  inboundId: string | null;
  messageId: string | null;
  target: string;
  headers: [string, string][];
  body: Uint8Array;
} | null {
  const row = callbackOf<{
    account_id: string;
    local_id: string | null;
    inbound_id: string | null;
    message_id: string | null;
    target: string;
    headers: string;
    body: Uint8Array;
  }>(
    context,
    (table) => `SELECT c.account_id, c.local_id, c.inbound_id, o.id AS message_id, c.target, c.headers, c.body
     FROM ${table} c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq WHERE c.id = ?`,
    input.id,
  );
  if (!row) return null;
  return {
    accountId: row.account_id,
    inboundId: row.inbound_id,
    messageId: row.message_id ?? row.local_id,
    target: row.target,
    headers: JSON.parse(row.headers) as [string, string][],
    body: new Uint8Array(row.body),
  };
}

/** Returns the id of the newest callback; 0 if there is none. */
export function newestCallback(context: QueryContext, _input: Readonly<Record<string, never>>): number {
  const newest = ['callback', 'postponed_callback'].map(
    (table) => context.get<{ id: number | null }>(`SELECT max(id) AS id FROM ${table}`)?.id ?? 0,
  );
  return Math.max(...newest);
}

/** Returns a replay's stored callback among those after `after`; null if it was not stored. */
export function keptReplay(
  context: QueryContext,
  input: { readonly after: number; readonly target: string; readonly body: Uint8Array },
): ReportRow | null {
  for (const table of tablesOf(null)) {
    const row = context.get<StoredCallback>(
      `SELECT ${callbackColumns} FROM ${table} c LEFT JOIN omnimessage o ON o.seq = c.omnimessage_seq
       WHERE c.id > ? AND c.target = ? AND c.body = ? ORDER BY c.id LIMIT 1`,
      input.after,
      input.target,
      input.body,
    );
    if (row !== undefined) return viewCallback(row);
  }
  return null;
}
