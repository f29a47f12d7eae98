/** Finds and shows one message. */
import type { MessageDetail } from '../../../../shared/contract/messages.ts';
import { fail, ok, type Problem, type Result } from '../../../../shared/messaging/problem.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';
import type { ReadingStore } from '../../store.ts';

export function noSuchMessage(id: string): Problem {
  return messagesProblem('no-such-message', { id }, 'id');
}

/**
 * Returns the local id of a message, given by its local id (or a unique beginning of it) or by Messente's.
 * @returns problems `no-such-message`, `id-ambiguous`
 */
export async function findMessage(store: ReadingStore, id: string): Promise<Result<string>> {
  const found = await store.read('findMessage', { id: id.trim() });
  if (found === 'ambiguous') {
    return fail(messagesProblem('id-ambiguous', { id }, 'id'));
  }
  return found === null ? fail(noSuchMessage(id)) : ok(found.id);
}

/** Returns everything about a message, by its local id. @returns problem `no-such-message` */
export async function detailOf(store: ReadingStore, id: string): Promise<Result<MessageDetail>> {
  const found = await store.read('messageDetail', { id });
  return found === null ? fail(noSuchMessage(id)) : ok(found);
}
