import type { DraftRow } from '../../../../../shared/contract/compose.ts';
import type { QueryContext } from '../../../db/query-context.ts';

// The number of recipients is read from the window's content; another version of the window may not store it.
const columns = `id, account_id AS accountId, preview, created_at AS createdAt, updated_at AS updatedAt,
  coalesce(json_array_length(content, '$.recipients'), 0) AS people`;

/**
 * The test plan that is being edited is stored as a draft, so that erasure, retention and restoring also
 * reach it. It is not a message, and not listed among drafts.
 */
export const planDraftId = 'test-plan';

/** Returns the drafts, newest first. */
export function listDrafts(context: QueryContext, _input: Record<string, never>): DraftRow[] {
  return context.all<DraftRow>(
    `SELECT ${columns} FROM draft WHERE id <> ? ORDER BY updated_at DESC, id`,
    planDraftId,
  );
}

/** Returns one draft with its content as JSON; null if it does not exist. */
export function readDraft(
  context: QueryContext,
  input: { readonly id: string },
): (DraftRow & { readonly content: string }) | null {
  return context.get(`SELECT ${columns}, content FROM draft WHERE id = ?`, input.id) ?? null;
}
