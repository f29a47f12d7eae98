import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';

/** Returns the ids of saved views that search for a number, or contain it in their name. */
export function viewsNaming(context: QueryContext, number: string, until: number): string[] {
  return context
    .all<{ id: string; name: string; filter: string }>(
      'SELECT id, name, filter FROM saved_view WHERE created_at <= ?',
      until,
    )
    .filter(({ name, filter }) => forgetNumber([name, JSON.parse(filter)], number).found > 0)
    .map(({ id }) => id);
}

/** Deletes the views that were kept to look for a number. @returns how many */
export function eraseViews(context: WriteContext, number: string, until: number): number {
  const views = viewsNaming(context, number, until);
  for (const id of views) context.run('DELETE FROM saved_view WHERE id = ?', id);
  return views.length;
}

/** The names and filters of saved views, for finding erased numbers. */
export function writtenInViews(context: QueryContext): unknown[] {
  return context
    .all<{ name: string; filter: string }>('SELECT name, filter FROM saved_view')
    .map(({ name, filter }) => [name, JSON.parse(filter)]);
}
