import type { QueryContext } from '../../../db/query-context.ts';

export type TagRow = { readonly id: number; readonly name: string; readonly messages: number };

/** Returns the tag of this name (normalised, see shared/messaging/tags.ts), ignoring case. */
export function findTag(context: QueryContext, name: string): TagRow | undefined {
  const same = context.get<TagRow>('SELECT id, name, messages FROM tag WHERE name = ?', name);
  if (same) return same;
  // SQLite's own comparison ignores only ASCII case; there are few tags.
  const key = name.toLowerCase();
  return context
    .all<TagRow>('SELECT id, name, messages FROM tag')
    .find((tag) => tag.name.toLowerCase() === key);
}
