import type { WriteContext } from '../../../db/write-context.ts';

export type SaveDraft = {
  readonly id: string;
  readonly accountId: string | null;
  readonly preview: string;
  /** JSON. */
  readonly content: string;
  /**
   * The last updatedAt that the writer knows; null if it knows none; undefined: the existing draft is
   * replaced.
   */
  readonly basedOn: number | null | undefined;
  readonly now: number;
};

/**
 * Saves a draft, unless another window has changed or removed it meanwhile.
 * @returns its new updatedAt (always later than the previous one), or what prevents saving
 */
export function saveDraft(context: WriteContext, input: SaveDraft): number | 'changed' | 'gone' {
  const before = context.get<{ updated_at: number }>('SELECT updated_at FROM draft WHERE id = ?', input.id);
  if (input.basedOn !== undefined && (before?.updated_at ?? null) !== input.basedOn) {
    return before === undefined ? 'gone' : 'changed';
  }
  const updatedAt = before === undefined ? input.now : Math.max(input.now, before.updated_at + 1);
  context.run(
    `INSERT INTO draft (id, account_id, content, preview, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?5, ?5)
     ON CONFLICT (id) DO UPDATE SET account_id = ?2, content = ?3, preview = ?4, updated_at = ?5`,
    input.id,
    input.accountId,
    input.content,
    input.preview,
    updatedAt,
  );
  return updatedAt;
}

/** Removes a draft. @returns whether it existed */
export function removeDraft(context: WriteContext, input: { readonly id: string }): boolean {
  return context.run('DELETE FROM draft WHERE id = ?', input.id).changes > 0;
}
