import type { MessageRow } from '../../../../shared/contract/messages.ts';

const certainlyNot = new Set<MessageRow['state']>(['failed', 'refused', 'cancelled']);

/**
 * Whether the person may get a message twice if it is sent again: it has arrived, may still arrive, or nobody knows.
 * The engine judges for itself; this is for the question that is asked before.
 */
export function mayComeTwice(row: Pick<MessageRow, 'state' | 'deliveredTwice'>): boolean {
  return !certainlyNot.has(row.state);
}
