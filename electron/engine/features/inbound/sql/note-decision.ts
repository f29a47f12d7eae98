import type { WriteContext } from '../../../db/write-context.ts';

/** Stores what was done about an answer. @param input.at epoch ms */
export function noteDecision(
  context: WriteContext,
  input: {
    readonly id: number;
    readonly decision: 'opted-out' | 'kept' | 'lifted' | 'none';
    readonly at: number;
  },
): void {
  context.run(
    'UPDATE inbound_message SET decision = ?, decided_at = ? WHERE id = ?',
    input.decision,
    input.at,
    input.id,
  );
}
