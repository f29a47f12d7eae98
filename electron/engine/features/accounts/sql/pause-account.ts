import type { Problem } from '../../../../../shared/messaging/problem.ts';
import { accountsProblem } from '../../../../../shared/problems/accounts.ts';
import { engineActor } from '../../../acting.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';

export type PauseReason = 'person' | 'wrong-credentials' | 'no-credit' | 'locked';
export type Pause = { readonly reason: PauseReason; readonly problem: Problem; readonly at: number };

/** Pauses one account's sending, with the reason; an earlier pause stays. @returns whether it is paused now by this */
export function pauseAccount(
  context: WriteContext,
  input: { readonly id: string; readonly pause: Pause },
): boolean {
  const paused = context.get<{ name: string }>(
    'UPDATE account SET pause = ? WHERE id = ? AND pause IS NULL RETURNING name',
    JSON.stringify(input.pause),
    input.id,
  );
  if (paused === undefined) return false;
  record(context, {
    what: 'account-paused',
    subject: input.id,
    after: { name: paused.name, reason: input.pause.reason },
    ...(input.pause.reason === 'person' ? {} : { by: engineActor }),
  });
  return true;
}

/** The error number of a message that was not sent because the account has no credit. */
const noCredit = 4;

/**
 * Pauses a message's account if its new events show that the credit is used up. It runs in the transaction that stores
 * the events, so that no crash separates them. If a test run's own sandbox account has no credit left, only that run
 * is paused; see the runner.
 * @param input.errs the error numbers of the events
 * @returns whether the account was paused
 */
export function pauseWithoutCredit(
  context: WriteContext,
  input: { readonly messageId: string; readonly errs: readonly (number | null)[]; readonly now: number },
): boolean {
  if (!input.errs.includes(noCredit)) return false;
  const paying = context.get<{ account_id: string }>(
    `SELECT o.account_id FROM omnimessage o LEFT JOIN run r ON r.id = o.batch_id
     WHERE o.id = ? AND r.sandbox IS NULL`,
    input.messageId,
  );
  if (paying === undefined) return false;
  const pause: Pause = { reason: 'no-credit', problem: accountsProblem('no-credit'), at: input.now };
  return pauseAccount(context, { id: paying.account_id, pause });
}
