/** Messages that wait for a cap, or for a price: they stay queued, and are due again at a later time. */
import type { WriteContext } from '../../../db/write-context.ts';

/** SQL for a message: whether it waits. The words of the partial index. */
const isHeld = `held_by IS NOT NULL AND state = 'queued'`;

/**
 * Lets the oldest waiting messages be looked at again: there may be room for them.
 * @param input.by missing: whatever they wait for
 */
export function releaseHeld(
  context: WriteContext,
  input: { readonly now: number; readonly limit: number; readonly by?: 'cap' | 'price' },
): void {
  released(
    context,
    context.all<{ id: string }>(
      `UPDATE omnimessage SET next_attempt_at = ?, held_by = NULL, problem = NULL WHERE seq IN (
         SELECT seq FROM omnimessage INDEXED BY omnimessage_held WHERE ${isHeld} AND held_by = ? ORDER BY seq LIMIT ?)
       RETURNING id`,
      ...[input.now, input.by ?? 'cap', input.limit],
    ),
  );
}

/** Lets the messages of an account to a country be looked at again: its prices were read. */
export function releasePriced(
  context: WriteContext,
  input: { readonly now: number; readonly accountId: string; readonly country: string },
): void {
  released(
    context,
    context.all<{ id: string }>(
      `UPDATE omnimessage SET next_attempt_at = ?, held_by = NULL, problem = NULL WHERE seq IN (
         SELECT seq FROM omnimessage INDEXED BY omnimessage_held
         WHERE ${isHeld} AND held_by = 'price' AND account_id = ? AND country = ?) RETURNING id`,
      ...[input.now, input.accountId, input.country],
    ),
  );
}

/** Lets every waiting message be looked at again: the caps or the entered prices have changed. */
export function releaseAllHeld(context: WriteContext, now: number): void {
  const limit = Number.MAX_SAFE_INTEGER;
  releaseHeld(context, { now, limit, by: 'cap' });
  releaseHeld(context, { now, limit, by: 'price' });
}

function released(context: WriteContext, messages: readonly { readonly id: string }[]): void {
  for (const { id } of messages) context.changed.messages.add(id);
  if (messages.length > 0) context.changed.due = true;
}
