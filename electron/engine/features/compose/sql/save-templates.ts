import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import type { StoredTemplate } from './list-templates.ts';

export type SaveTemplate = {
  readonly id: string;
  /** Whether `id` is new. */
  readonly isNew: boolean;
  readonly name: string;
  /** JSON of a DraftChain. */
  readonly chain: string;
  readonly now: number;
};

const columns = 'id, name, chain, created_at AS createdAt, updated_at AS updatedAt';

/** Saves a template; names are unique, ignoring case. */
export function saveTemplate(
  context: WriteContext,
  input: SaveTemplate,
): StoredTemplate | 'name-taken' | 'no-such-template' {
  // SQLite's NOCASE knows only ASCII letters.
  const wanted = input.name.toLowerCase();
  const others = context.all<{ id: string; name: string }>('SELECT id, name FROM template');
  if (others.some((one) => one.id !== input.id && one.name.toLowerCase() === wanted)) return 'name-taken';
  if (!input.isNew && !others.some((one) => one.id === input.id)) return 'no-such-template';
  const before = template(context, input.id);
  context.run(
    `INSERT INTO template (id, name, chain, created_at, updated_at) VALUES (?1, ?2, ?3, ?4, ?4)
     ON CONFLICT (id) DO UPDATE SET name = ?2, chain = ?3, updated_at = ?4`,
    input.id,
    input.name,
    input.chain,
    input.now,
  );
  const saved = template(context, input.id);
  if (!saved) throw new Error('the template was not written');
  if (before === undefined || before.name !== saved.name || before.chain !== saved.chain) {
    record(context, {
      what: before === undefined ? 'template-added' : 'template-changed',
      subject: input.id,
      before: before === undefined ? null : { name: before.name },
      // Its texts are only in the template itself.
      after: { name: saved.name, ...(before && before.chain !== saved.chain ? { chain: 'changed' } : {}) },
      registers: [{ kind: 'template', subject: input.id }],
    });
  }
  return saved;
}

/** Removes a template. @returns what was removed, for undo; null if it did not exist */
export function removeTemplate(context: WriteContext, input: { readonly id: string }): StoredTemplate | null {
  const before = template(context, input.id);
  if (before === undefined) return null;
  context.run('DELETE FROM template WHERE id = ?', input.id);
  record(context, {
    what: 'template-removed',
    subject: input.id,
    before: { name: before.name },
    registers: [{ kind: 'template', subject: input.id }],
  });
  return before;
}

function template(context: WriteContext, id: string): StoredTemplate | undefined {
  return context.get<StoredTemplate>(`SELECT ${columns} FROM template WHERE id = ?`, id);
}
