import type { WriteContext } from '../../../db/write-context.ts';

export type SaveDraft = {
  readonly id: string;
  readonly accountId: string | null;
  readonly preview: string;
  /** JSON. */
  readonly content: string;
  /** The updatedAt that the writer last saw; null: it knows of none; undefined: whatever is there is replaced. */
  readonly basedOn: number | null | undefined;
  readonly now: number;
};

/**
 * Keeps a draft, unless somebody else has changed or removed it meanwhile.
 * @returns its new updatedAt (later than the one before, whatever the clock says), or what stands in the way
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

/** @returns whether it was there */
export function removeDraft(context: WriteContext, input: { readonly id: string }): boolean {
  return context.run('DELETE FROM draft WHERE id = ?', input.id).changes > 0;
}
