import type { DraftRow } from '../../../../../shared/contract/compose.ts';
import type { QueryContext } from '../../../db/query-context.ts';

// How many people it is to is read from what the window keeps; a window of another make may keep none.
const columns = `id, account_id AS accountId, preview, created_at AS createdAt, updated_at AS updatedAt,
  coalesce(json_array_length(content, '$.recipients'), 0) AS people`;

/**
 * The plan of a test run that is being written is kept among the drafts, since whatever reaches those (erasure,
 * retention, restoring) must reach it too; it is no message, and in no list of them.
 */
export const planDraftId = 'test-plan';

/** Newest first. */
export function listDrafts(context: QueryContext, _input: Record<string, never>): DraftRow[] {
  return context.all<DraftRow>(
    `SELECT ${columns} FROM draft WHERE id <> ? ORDER BY updated_at DESC, id`,
    planDraftId,
  );
}

/** One draft with its content as JSON; null where there is none. */
export function readDraft(
  context: QueryContext,
  input: { readonly id: string },
): (DraftRow & { readonly content: string }) | null {
  return context.get(`SELECT ${columns}, content FROM draft WHERE id = ?`, input.id) ?? null;
}
