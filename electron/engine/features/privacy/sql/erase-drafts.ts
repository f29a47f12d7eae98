import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { viewsNaming } from './names-number.ts';

/**
 * Removes a number from drafts. A draft that contained it stays, without the number and its values.
 * @param until drafts changed after this time are left unchanged, epoch ms
 * @returns how many drafts contained it
 */
export function eraseFromDrafts(context: WriteContext, number: string, until: number): number {
  let drafts = 0;
  for (const row of context.all<{ id: string; content: string; preview: string }>(
    'SELECT id, content, preview FROM draft WHERE updated_at <= ?',
    until,
  )) {
    const { value, found } = forgetNumber({ content: JSON.parse(row.content), preview: row.preview }, number);
    if (found === 0) continue;
    const { content, preview } = value as { content: unknown; preview: string };
    context.run(
      // A window that still shows the old draft must not write it back: it is informed that the draft was
      // changed.
      'UPDATE draft SET content = ?, preview = ?, updated_at = updated_at + 1 WHERE id = ?',
      JSON.stringify(content),
      preview,
      row.id,
    );
    drafts += 1;
  }
  return drafts;
}

/** Deletes saved views that search for a number. @returns how many */
export function eraseViews(context: WriteContext, number: string, until: number): number {
  const views = viewsNaming(context, number, until);
  for (const id of views) context.run('DELETE FROM saved_view WHERE id = ?', id);
  return views.length;
}
