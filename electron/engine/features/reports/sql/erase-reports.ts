/** What raw delivery reports hold about a number, and how an erasure and the retention rule remove them. */
import { forgetterOf, numbersIn } from '../../../../../shared/messaging/forget-number.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import { inPages } from '../../../db/in-pages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { bodyHolds, numbersInBody } from '../../inbound/sql/index.ts';
import { postponedAsCallbacks } from './postponed.ts';

/** The number of reports that concern a number. */
export function countReports(context: QueryContext, number: E164): number {
  const digits = number.slice(1);
  const count = (sql: string): number => context.get<{ n: number }>(sql, number, digits)?.n ?? 0;
  return (
    count(
      `SELECT count(*) AS n FROM callback
       WHERE omnimessage_seq IN (SELECT seq FROM omnimessage WHERE recipient = ?1) OR recipient IN (?1, ?2)
         OR (omnimessage_seq IS NULL AND inbound_message_id IS NULL AND instr(body, CAST(?2 AS BLOB)) > 0)`,
    ) +
    count(
      `SELECT count(*) AS n FROM postponed_callback WHERE instr(body, CAST(?2 AS BLOB)) > 0
         OR local_id IN (SELECT id FROM omnimessage WHERE recipient = ?1)`,
    )
  );
}

/** Deletes the reports that belong to no message, or are not checked yet, and name the number. */
export function eraseReports(
  context: WriteContext,
  {
    number,
    until,
    messages,
  }: { readonly number: E164; readonly until: number; readonly messages: readonly { readonly id: string }[] },
): number {
  return eraseLooseCallbacks(context, number, until) + erasePostponed(context, number, messages, until);
}

/** The numbers that reports name, for finding erased numbers. */
export function* numbersInReports(context: QueryContext): Generator<E164> {
  for (const table of ['callback', postponedAsCallbacks]) {
    for (const page of inPages<{
      id: number;
      recipient: string | null;
      body: Uint8Array;
      is_inbound: number;
      is_stored: number;
    }>(
      context,
      `SELECT id, recipient, body, inbound_id IS NOT NULL AS is_inbound, inbound_message_id IS NOT NULL AS is_stored
       FROM ${table} WHERE id > ? AND (outcome NOT IN ('applied', 'repeat') OR inbound_id IS NOT NULL) ORDER BY id LIMIT ${pageLength}`,
    )) {
      for (const { recipient, body, is_inbound, is_stored } of page) {
        if (is_inbound === 1) yield* numbersInBody(body, is_stored === 1);
        else yield* numbersIn([recipient, Buffer.from(body).toString('latin1')], 'abroad');
      }
    }
  }
}

/** Deletes old bodies of inbound messages that were not verified: they have a text that no other rule removes. */
export function retainRefusedInbound(context: WriteContext, before: number): void {
  context.run(
    `DELETE FROM callback WHERE inbound_id IS NOT NULL AND verdict <> 'verified' AND received_at < ?`,
    before,
  );
}

/** Deletes old reports that no message leads to. */
export function retainReports(context: WriteContext, before: number): void {
  // Uses the conditions of the partial indexes, because the table itself may have millions of rows.
  for (const loose of [
    `outcome IN ('unknown-message', 'unreadable') AND omnimessage_seq IS NULL AND inbound_id IS NULL`,
    `verdict <> 'verified'`,
  ]) {
    context.run(`DELETE FROM callback WHERE ${loose} AND received_at < ?`, before);
  }
}

/** Deletes callbacks that belong to no message but contain the number, including forged ones. */
function eraseLooseCallbacks(context: WriteContext, number: E164, until: number): number {
  const digits = number.slice(1);
  const loose = context.all<{ id: number }>(
    `SELECT id FROM callback WHERE outcome NOT IN ('applied', 'repeat') AND recipient IN (?1, ?2) AND received_at <= ?3
     UNION SELECT id FROM callback
     WHERE omnimessage_seq IS NULL AND inbound_message_id IS NULL AND received_at <= ?3
       AND instr(body, CAST(?2 AS BLOB)) > 0`,
    number,
    digits,
    until,
  );
  for (const { id } of loose) {
    context.run('DELETE FROM callback WHERE id = ?', id);
  }
  // The text of a message may have the number in any writing.
  const refused = inboundHolding(context, 'callback', number, until);
  for (const id of refused) context.run('DELETE FROM callback WHERE id = ?', id);
  return loose.length + refused.length;
}

/** Returns the ids of inbound bodies that were not verified and contain the number in any writing. */
function inboundHolding(
  context: QueryContext,
  table: 'callback' | 'postponed_callback',
  number: E164,
  until: number,
): readonly number[] {
  const forget = forgetterOf(number);
  const holding: number[] = [];
  for (const page of inPages<{ id: number; body: Uint8Array }>(
    context,
    `SELECT id, body FROM ${table} WHERE id > ?1 AND inbound_id IS NOT NULL AND received_at <= ?2
     ${table === 'callback' ? `AND verdict <> 'verified'` : ''} ORDER BY id LIMIT ${pageLength}`,
    until,
  )) {
    for (const { id, body } of page) if (bodyHolds(body, number, forget)) holding.push(id);
  }
  return holding;
}

/**
 * Deletes callbacks that could not be verified yet: those that contain the number, or arrived on a path of
 * its messages.
 */
function erasePostponed(
  context: WriteContext,
  number: E164,
  messages: readonly { readonly id: string }[],
  until: number,
): number {
  const inbound = inboundHolding(context, 'postponed_callback', number, until);
  for (const id of inbound) context.run('DELETE FROM postponed_callback WHERE id = ?', id);
  const { changes } = context.run(
    `DELETE FROM postponed_callback WHERE received_at <= ?1 AND (instr(body, CAST(?2 AS BLOB)) > 0
       OR local_id IN (SELECT value FROM json_each(?3)))`,
    until,
    number.slice(1),
    JSON.stringify(messages.map(({ id }) => id)),
  );
  return inbound.length + changes;
}

/** How many callbacks are read at once. */
const pageLength = 200;
