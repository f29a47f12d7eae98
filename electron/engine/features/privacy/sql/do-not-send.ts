import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import { cancelAllTo, type Ordered, refuseQueuedTo } from '../../messages/sql/index.ts';

/**
 * Adds numbers to the do-not-send list. An existing entry gets today's date, because the last opt-out counts.
 * Queued messages to them are refused, and messages at Messente will be cancelled, all in this transaction.
 */
export function addDoNotSend(
  context: WriteContext,
  input: {
    readonly numbers: readonly E164[];
    readonly reason: string | null;
    readonly source: string;
    readonly now: number;
  },
): Ordered {
  const { numbers, reason, source, now } = input;
  const ids: string[] = [];
  let withdrawn = 0;
  for (const number of numbers) {
    context.run(
      `INSERT INTO do_not_send (number, reason, source, added_at) VALUES (?, ?, ?, ?)
       ON CONFLICT (number) DO UPDATE SET reason = coalesce(excluded.reason, reason),
         added_at = max(added_at, excluded.added_at)`,
      number,
      reason,
      source,
      now,
    );
    withdrawn += refuseQueuedTo(context, number, now);
    ids.push(...cancelAllTo(context, { number, reason: 'opt-out', now }));
  }
  recordAdded(context, numbers);
  return { withdrawn, ids };
}

/** Above this number, one journal entry has their count; the list itself has each with its time. */
const mostEntries = 100;

function recordAdded(context: WriteContext, numbers: readonly string[]): void {
  const registers = numbers.map((subject) => ({ kind: 'do-not-send' as const, subject }));
  if (numbers.length > mostEntries) {
    record(context, { what: 'do-not-send-added', after: { numbers: numbers.length }, registers });
    return;
  }
  for (const number of numbers)
    record(context, {
      what: 'do-not-send-added',
      number,
      registers: [{ kind: 'do-not-send', subject: number }],
    });
}

/**
 * Removes a number from the do-not-send list, and records when, so that no older backup adds it again.
 * @param input.digest the digest of the number with the folder's own key
 * @returns whether it was on the list
 */
export function removeDoNotSend(
  context: WriteContext,
  input: { readonly number: E164; readonly digest: string; readonly now: number },
): boolean {
  const entry = context.get<{ added_at: number }>(
    'SELECT added_at FROM do_not_send WHERE number = ?',
    input.number,
  );
  if (entry === undefined) return false;
  context.run('DELETE FROM do_not_send WHERE number = ?', input.number);
  context.run(
    `INSERT INTO do_not_send_removal (digest, removed_at) VALUES (?, ?)
     ON CONFLICT (digest) DO UPDATE SET removed_at = max(removed_at, excluded.removed_at)`,
    input.digest,
    // Later than the entry, even if the clock was set back.
    Math.max(input.now, entry.added_at + 1),
  );
  // The removal can win in a later merge; the number itself is not kept for that.
  context.run(`DELETE FROM register WHERE kind = 'do-not-send' AND subject = ?`, input.number);
  record(context, {
    what: 'do-not-send-removed',
    number: input.number,
    registers: [{ kind: 'do-not-send', subject: input.digest }],
  });
  return true;
}

export function listDoNotSend(
  context: QueryContext,
  _input: Record<string, never>,
): { number: string; reason: string | null; addedAt: number }[] {
  return context.all(
    'SELECT number, reason, added_at AS addedAt FROM do_not_send ORDER BY added_at DESC, number',
  );
}

/** The entry of a number on the do-not-send list; null if it is not on the list. */
export function listedNumber(context: QueryContext, number: string) {
  const listed = context.get<{ number: string; reason: string | null; addedAt: number }>(
    'SELECT number, reason, added_at AS addedAt FROM do_not_send WHERE number = ?',
    number,
  );
  return listed ?? null;
}
