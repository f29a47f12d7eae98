import { type SavedView, savedFilterSchema } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';

type ViewRow = {
  readonly id: string;
  readonly name: string;
  readonly filter: string;
  readonly position: number;
};

/** Returns a saved view from its row. */
export function viewOf(row: ViewRow): SavedView {
  const filter = savedFilterSchema.safeParse(JSON.parse(row.filter));
  return { id: row.id, name: row.name, filter: filter.success ? filter.data : null, position: row.position };
}

/** Returns the saved views in their order. */
export function listViews(context: QueryContext, _input: Record<string, never>): SavedView[] {
  return context
    .all<ViewRow>('SELECT id, name, filter, position FROM saved_view ORDER BY position, created_at, id')
    .map(viewOf);
}
