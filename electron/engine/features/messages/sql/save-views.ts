import type { SavedView, ViewContent } from '../../../../../shared/contract/messages.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { record } from '../../journal/sql/index.ts';
import { type ViewRow, viewOf } from './list-views.ts';

export type SaveView = {
  readonly id: string;
  /** Whether the id must be new. */
  readonly isNew: boolean;
  readonly name: string;
  readonly content: ViewContent;
  readonly now: number;
};

/**
 * Saves a view: a new one is last, an existing one keeps its place.
 * @returns `name-taken`: another view has this name, ignoring case; `no-such-view`
 */
export function saveView(context: WriteContext, input: SaveView): SavedView | 'name-taken' | 'no-such-view' {
  const taken = context.all<{ id: string; name: string }>('SELECT id, name FROM saved_view');
  // SQLite's NOCASE knows only ASCII.
  const key = input.name.toLowerCase();
  if (taken.some((view) => view.id !== input.id && view.name.toLowerCase() === key)) return 'name-taken';
  const row = rowOf(context, input.id);
  // A newer version may have stored further fields, which stay.
  const content = JSON.stringify({ ...(row === null ? {} : JSON.parse(row.content)), ...input.content });
  if (input.isNew) {
    context.run(
      `INSERT INTO saved_view (id, name, content, position, created_at)
       VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view), ?)`,
      input.id,
      input.name,
      content,
      input.now,
    );
  } else {
    const { changes } = context.run(
      'UPDATE saved_view SET name = ?, content = ? WHERE id = ?',
      input.name,
      content,
      input.id,
    );
    if (changes === 0) return 'no-such-view';
  }
  const saved = found(context, input.id);
  if (saved === null) return 'no-such-view';
  const before = row === null ? null : viewOf(row);
  // A view may search for a text or a number, so the journal has only its name and the changed fields.
  const changed = before === null ? {} : changedFields(before, saved);
  if (before?.name !== saved.name || Object.keys(changed).length > 0) {
    record(context, {
      what: input.isNew ? 'view-added' : 'view-changed',
      subject: input.id,
      before: input.isNew ? null : { name: before?.name ?? null },
      after: { name: saved.name, ...changed },
      registers: [{ kind: 'view', subject: input.id }],
    });
  }
  return saved;
}

function changedFields(before: SavedView, { name: _, ...after }: SavedView): Record<string, 'changed'> {
  const earlier = new Map<string, unknown>(Object.entries(before));
  return Object.fromEntries(
    Object.entries(after)
      .filter(([field, value]) => JSON.stringify(earlier.get(field)) !== JSON.stringify(value))
      .map(([field]) => [field, 'changed']),
  );
}

/** Removes a view. @returns the removed view, for undo; null if it did not exist */
export function removeView(context: WriteContext, input: { readonly id: string }): SavedView | null {
  const view = found(context, input.id);
  context.run('DELETE FROM saved_view WHERE id = ?', input.id);
  if (view !== null) {
    record(context, {
      what: 'view-removed',
      subject: input.id,
      before: { name: view.name },
      registers: [{ kind: 'view', subject: input.id }],
    });
  }
  return view;
}

function rowOf(context: WriteContext, id: string): ViewRow | null {
  return context.get<ViewRow>('SELECT id, name, content, position FROM saved_view WHERE id = ?', id) ?? null;
}

function found(context: WriteContext, id: string): SavedView | null {
  const row = rowOf(context, id);
  return row === null ? null : viewOf(row);
}
