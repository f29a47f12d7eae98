import type { WriteContext } from '../../../db/write-context.ts';

/** Forgets sendings that a restore left remembered, once nobody can still be repeating their calls. */
export function forgetSpent(context: WriteContext, input: { readonly before: number }): number {
  return context.run('DELETE FROM spent_request WHERE created_at < ?', input.before).changes;
}
