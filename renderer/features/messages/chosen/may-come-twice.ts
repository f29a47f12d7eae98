import type { MessageRow } from '../../../../shared/contract/messages.ts';

const certainlyNot = new Set<MessageRow['state']>(['failed', 'refused', 'cancelled']);

/**
 * Returns whether the person may receive a message twice if it is resent: it has arrived, may still arrive,
 * or its outcome is unknown. The engine decides for itself; this is only for the question.
 */
export function mayComeTwice(row: Pick<MessageRow, 'state' | 'deliveredTwice'>): boolean {
  return !certainlyNot.has(row.state);
}
