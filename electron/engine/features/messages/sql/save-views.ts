import type { SavedFilter, SavedView } from '../../../../../shared/contract/messages.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { differing, record } from '../../journal/sql/index.ts';
import { viewOf } from './list-views.ts';

const columns = 'id, name, filter, position';

type ViewRow = Parameters<typeof viewOf>[0];

export type SaveView = {
  readonly id: string;
  /** Whether the id must be new. */
  readonly isNew: boolean;
  readonly name: string;
  readonly filter: SavedFilter;
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
  const filter = JSON.stringify(input.filter);
  const before = found(context, input.id);
  if (input.isNew) {
    context.run(
      `INSERT INTO saved_view (id, name, filter, position, created_at)
       VALUES (?, ?, ?, (SELECT coalesce(max(position), 0) + 1 FROM saved_view), ?)`,
      input.id,
      input.name,
      filter,
      input.now,
    );
  } else {
    const { changes } = context.run(
      'UPDATE saved_view SET name = ?, filter = ? WHERE id = ?',
      input.name,
      filter,
      input.id,
    );
    if (changes === 0) return 'no-such-view';
  }
  const saved = found(context, input.id);
  if (saved === null) return 'no-such-view';
  // A view may search for a text or a number, so the journal has only its name.
  const changes = differing({ name: before?.name ?? null }, { name: saved.name });
  const isFilterNew = JSON.stringify(before?.filter) !== JSON.stringify(saved.filter);
  if (input.isNew || changes !== null || isFilterNew) {
    record(context, {
      what: input.isNew ? 'view-added' : 'view-changed',
      subject: input.id,
      before: input.isNew ? null : { name: before?.name ?? null },
      after: { name: saved.name, ...(input.isNew || !isFilterNew ? {} : { filter: 'changed' }) },
      registers: [{ kind: 'view', subject: input.id }],
    });
  }
  return saved;
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

function found(context: WriteContext, id: string): SavedView | null {
  const row = context.get<ViewRow>(`SELECT ${columns} FROM saved_view WHERE id = ?`, id);
  return row === undefined ? null : viewOf(row);
}
