import type { ExportFormat } from '../../../../../shared/contract/backups.ts';
import type { MessageFilter } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { listMessages } from '../../messages/sql/index.ts';
import { csvHead, csvRow } from '../csv-record.ts';
import { recordVersion } from '../record.ts';
import { exportRecords, looseCallbacks, rawOfMessage } from './export-records.ts';

export type ExportPiece = {
  /** A part of the file, ready to be written; the first one begins it. */
  readonly text: string;
  readonly messages: number;
  readonly next: string | null;
};

/** So many ids of a chosen few go into one piece. */
const idsAtOnce = 200;

/**
 * The next piece of an export: a page of the list, or of the chosen ids, as text. Made by the reader, so that a million
 * messages never stand in memory and the window's thread formats none of them.
 * @param input.after the `next` of the piece before; null: the first
 */
export function exportPiece(
  context: QueryContext,
  input: {
    readonly filter: MessageFilter;
    readonly ids: readonly string[] | null;
    readonly format: ExportFormat;
    readonly after: string | null;
    readonly limit: number;
  },
): ExportPiece {
  const { filter, format, after } = input;
  const page = input.ids === null ? pageOf(context, filter, after, input.limit) : chosen(input.ids, after);
  const records = exportRecords(context, page.ids);
  // One person's own: they may ask for all that is kept, and that is what came in too.
  const { recipient } = filter;
  const isFirst = after === null;
  let text = isFirst && format === 'csv' ? csvHead : '';
  for (const { seq, ...record } of records) {
    if (format === 'csv') text += csvRow(record);
    else {
      const raw = recipient === undefined ? {} : { raw: rawOfMessage(context, seq) };
      text += `${JSON.stringify({ ...record, ...raw })}\n`;
    }
  }
  if (page.next === null && recipient !== undefined && format === 'jsonl') {
    for (const callback of looseCallbacks(context, recipient))
      text += `${JSON.stringify({ omnideck: recordVersion, type: 'callback', ...callback })}\n`;
  }
  return { text, messages: records.length, next: page.next };
}

function pageOf(
  context: QueryContext,
  filter: MessageFilter,
  after: string | null,
  limit: number,
): { ids: string[]; next: string | null } {
  const { rows, next } = listMessages(context, { filter, after, limit });
  return { ids: rows.map((row) => row.id), next };
}

function chosen(
  ids: readonly string[],
  after: string | null,
): { ids: readonly string[]; next: string | null } {
  const from = after === null ? 0 : Number(after);
  const to = from + idsAtOnce;
  return { ids: ids.slice(from, to), next: to < ids.length ? String(to) : null };
}
