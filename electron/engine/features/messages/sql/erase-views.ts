import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';

/** Returns the ids of saved views that search for a number, or contain it in their name. */
export function viewsNaming(context: QueryContext, number: string, until: number): string[] {
  return context
    .all<{ id: string; name: string; content: string }>(
      'SELECT id, name, content FROM saved_view WHERE created_at <= ?',
      until,
    )
    .filter(({ name, content }) => forgetNumber([name, JSON.parse(content)], number).found > 0)
    .map(({ id }) => id);
}

/** Deletes the views that were kept to look for a number. @returns how many */
export function eraseViews(context: WriteContext, number: string, until: number): number {
  const views = viewsNaming(context, number, until);
  for (const id of views) context.run('DELETE FROM saved_view WHERE id = ?', id);
  return views.length;
}

/** The names and contents of saved views, for finding erased numbers. */
export function writtenInViews(context: QueryContext): unknown[] {
  return context
    .all<{ name: string; content: string }>('SELECT name, content FROM saved_view')
    .map(({ name, content }) => [name, JSON.parse(content)]);
}
