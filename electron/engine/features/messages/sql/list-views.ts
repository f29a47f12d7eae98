import { type SavedView, viewContentSchema } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';

export type ViewRow = {
  readonly id: string;
  readonly name: string;
  /** The JSON of a view's content, without the fields that did not exist when it was saved. */
  readonly content: string;
  readonly position: number;
};

const storedSchema = viewContentSchema.extend({ filter: viewContentSchema.shape.filter.nullable() });

/**
 * Returns a saved view from its row. A missing field gets its default, and an unknown field is ignored. If
 * this version cannot read a field, the filter is null, so that the view never lists more than it should.
 */
export function viewOf({ id, name, content, position }: ViewRow): SavedView {
  const read = storedSchema.safeParse(JSON.parse(content));
  return { ...(read.success ? read.data : storedSchema.parse({ filter: null })), id, name, position };
}

/** Returns the saved views in their order. */
export function listViews(context: QueryContext, _input: Record<string, never>): SavedView[] {
  return context
    .all<ViewRow>('SELECT id, name, content, position FROM saved_view ORDER BY position, created_at, id')
    .map(viewOf);
}
