import type { Overview } from '../../../../shared/contract/console.ts';
import type { Spending } from '../../../../shared/contract/spending.ts';
import { messagesProblem } from '../../../../shared/problems/messages.ts';

/** Returns the troubles that messages wait for a cap or for a price. They end when the messages are sent. */
export function spendingTroubles({ cap, price }: Spending['held']): Overview['troubles'] {
  return [
    ...(price === 0
      ? []
      : [{ problem: messagesProblem('held-by-price', { count: price }), kind: 'lasting' as const, at: 0 }]),
    ...(cap === 0
      ? []
      : [{ problem: messagesProblem('held-by-cap', { count: cap }), kind: 'lasting' as const, at: 0 }]),
  ];
}
