import type { WriteContext } from '../../../db/write-context.ts';
import type { StoredTemplate } from './list-templates.ts';

export type SaveTemplate = {
  readonly id: string;
  /** Whether `id` is that of a new one. */
  readonly isNew: boolean;
  readonly name: string;
  /** JSON of a DraftChain. */
  readonly chain: string;
  readonly now: number;
};

const columns = 'id, name, chain, created_at AS createdAt, updated_at AS updatedAt';

/** Keeps a template; two never have the same name, whatever its case. */
export function saveTemplate(
  context: WriteContext,
  input: SaveTemplate,
): StoredTemplate | 'name-taken' | 'no-such-template' {
  // SQLite's NOCASE knows the letters of ASCII only.
  const wanted = input.name.toLowerCase();
  const others = context.all<{ id: string; name: string }>('SELECT id, name FROM template');
  if (others.some((one) => one.id !== input.id && one.name.toLowerCase() === wanted)) return 'name-taken';
  if (!input.isNew && !others.some((one) => one.id === input.id)) return 'no-such-template';
  context.run(
    `INSERT INTO template (id, name, chain, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)
     ON CONFLICT (id) DO UPDATE SET name = ?2, chain = ?3, updated_at = ?4`,
    input.id,
    input.name,
    input.chain,
    input.now,
  );
  const saved = context.get<StoredTemplate>(`SELECT ${columns} FROM template WHERE id = ?`, input.id);
  if (!saved) throw new Error('the template was not written');
  return saved;
}

/** @returns what was removed, so that it can be put back; null where there was none */
export function removeTemplate(context: WriteContext, input: { readonly id: string }): StoredTemplate | null {
  const before = context.get<StoredTemplate>(`SELECT ${columns} FROM template WHERE id = ?`, input.id);
  if (before === undefined) return null;
  context.run('DELETE FROM template WHERE id = ?', input.id);
  return before;
}
