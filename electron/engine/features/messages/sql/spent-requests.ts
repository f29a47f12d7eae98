import type { WriteContext } from '../../../db/write-context.ts';

/** Deletes used request keys that a restore kept, once nobody can still be repeating these calls. */
export function forgetSpent(context: WriteContext, input: { readonly before: number }): number {
  return context.run('DELETE FROM spent_request WHERE created_at < ?', input.before).changes;
}
