import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { WriteContext } from '../../../db/write-context.ts';
import { viewsNaming } from './names-number.ts';

/**
 * Takes a number out of what is still being written. A draft that held it stays, without the number and what was to be
 * put into the texts for it.
 * @param until drafts changed after this time are left: they were written since, epoch ms
 * @returns how many drafts held it
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
      // A window that still shows it as it was must not write it back: it is told that the draft was changed.
      'UPDATE draft SET content = ?, preview = ?, updated_at = updated_at + 1 WHERE id = ?',
      JSON.stringify(content),
      preview,
      row.id,
    );
    drafts += 1;
  }
  return drafts;
}

/** Deletes the views that were kept to look for a number. @returns how many */
export function eraseViews(context: WriteContext, number: string, until: number): number {
  const views = viewsNaming(context, number, until);
  for (const id of views) context.run('DELETE FROM saved_view WHERE id = ?', id);
  return views.length;
}
