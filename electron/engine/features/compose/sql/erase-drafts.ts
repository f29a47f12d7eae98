import { forgetNumber } from '../../../../../shared/messaging/forget-number.ts';
import type { E164 } from '../../../../../shared/messaging/types.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import type { WriteContext } from '../../../db/write-context.ts';

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
      // A window that still shows the old draft must not save it again: saving reports that the draft was changed.
      'UPDATE draft SET content = ?, preview = ?, updated_at = updated_at + 1 WHERE id = ?',
      JSON.stringify(content),
      preview,
      row.id,
    );
    drafts += 1;
  }
  return drafts;
}

/** The number of drafts that name a number. */
export function countDrafts(context: QueryContext, number: E164): number {
  return context
    .all<{ content: string; preview: string }>('SELECT content, preview FROM draft')
    .filter(({ content, preview }) => forgetNumber([JSON.parse(content), preview], number).found > 0).length;
}

/** Takes a number out of the names and texts of templates, where somebody wrote it. */
export function eraseFromTemplates(context: WriteContext, number: E164, until: number): void {
  for (const row of context.all<{ id: string; name: string; chain: string }>(
    'SELECT id, name, chain FROM template WHERE created_at <= ?',
    until,
  )) {
    const { value, found } = forgetNumber({ name: row.name, chain: JSON.parse(row.chain) }, number);
    if (found === 0) continue;
    const { name, chain } = value as { name: string; chain: unknown };
    const rest = name.trim();
    context.run(
      'UPDATE template SET name = ?, chain = ? WHERE id = ?',
      // Names are unique: one that was nothing but the number goes by the template's id.
      rest === '' || rest !== row.name ? freeName(context, rest === '' ? '–' : rest, row.id) : rest,
      JSON.stringify(chain),
      row.id,
    );
  }
}

function freeName(context: WriteContext, name: string, id: string): string {
  const taken = context.get('SELECT 1 FROM template WHERE name = ? AND id <> ?', name, id);
  return taken === undefined ? name : `${name} (${id})`;
}

/** What drafts and templates say, for finding erased numbers. */
export function writtenInCompose(context: QueryContext): unknown[] {
  return [
    context.all<{ content: string }>('SELECT content FROM draft').map(({ content }) => JSON.parse(content)),
    context
      .all<{ name: string; chain: string }>('SELECT name, chain FROM template')
      .map(({ name, chain }) => [name, JSON.parse(chain)]),
  ];
}
