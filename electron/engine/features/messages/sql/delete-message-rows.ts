import type { WriteContext } from '../../../db/write-context.ts';
import { forgetRegistersOfMessage } from '../../journal/sql/index.ts';
import { unindexMessage } from './search-index.ts';

/**
 * Deletes a message with its attempts, events and status answers.
 * @returns how many of them
 */
export function deleteMessageRows(
  context: WriteContext,
  { seq, id }: { readonly seq: number; readonly id: string },
): { readonly events: number; readonly polls: number; readonly attempts: number } {
  unindexMessage(context, seq);
  const remove = (table: 'status_event' | 'poll' | 'attempt'): number =>
    context.run(`DELETE FROM ${table} WHERE omnimessage_seq = ?`, seq).changes;
  const counts = { events: remove('status_event'), polls: remove('poll'), attempts: remove('attempt') };
  context.run('UPDATE omnimessage SET resend_of = NULL WHERE resend_of = ?', id);
  // A pending cancellation stays: it needs no message.
  context.run('DELETE FROM cancellation WHERE message_id = ? AND ended_at IS NOT NULL', id);
  context.run('DELETE FROM omnimessage WHERE seq = ?', seq);
  forgetRegistersOfMessage(context, id);
  return counts;
}
