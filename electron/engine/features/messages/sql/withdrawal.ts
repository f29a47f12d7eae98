/** Whether a person does not want to be written to, as it is checked before every attempt. */
import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { messagesProblem } from '../../../../../shared/problems/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { doNotSendProblem } from './create-messages.ts';

/**
 * SQL for a row of erased_number: whether it is of this number, and nobody has allowed messages to the person since the
 * erasure. number_digests (db/erasure-keys.ts) knows the digests that the number may have.
 */
export const isErased = (number: string): string =>
  `is_withdrawn = 1 AND digest IN (SELECT value FROM json_each(number_digests(${number})))`;

/** Returns why nothing may be sent to a number; null if it may. */
export function withdrawalOf(context: QueryContext, number: string): Problem | null {
  const found = context.get<{ listed: number; erased: number }>(
    `SELECT EXISTS (SELECT 1 FROM do_not_send WHERE number = ?1) AS listed,
       EXISTS (SELECT 1 FROM erased_number INDEXED BY erased_number_withdrawn WHERE ${isErased('?1')}) AS erased`,
    number,
  );
  if (found?.listed === 1) return doNotSendProblem();
  return found?.erased === 1 ? messagesProblem('do-not-send/erased', {}, 'to') : null;
}
