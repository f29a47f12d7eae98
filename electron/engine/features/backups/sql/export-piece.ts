import type { ExportFormat, TableOptions } from '../../../../../shared/contract/backups.ts';
import type { MessageFilter } from '../../../../../shared/contract/messages.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { pageSeqs } from '../../messages/sql/index.ts';
import { type TableCell, tableWriter } from '../csv-record.ts';
import { jsonLine, type MessageRecord, type RawRecord, recordVersion } from '../record.ts';
import { exportRecords, looseCallbacks, rawOfMessage, type Wanted } from './export-records.ts';

/**
 * A part of the file, ready to be written: text, or a row of a workbook; or a record with a problem, whose English text is made outside of
 * the reader thread: see export-text.ts.
 */
export type ExportPart = string | TableCell[] | (MessageRecord & { readonly raw?: readonly RawRecord[] });

export type ExportPiece = {
  /** The first piece begins the file. */
  readonly parts: readonly ExportPart[];
  readonly messages: number;
  readonly next: string | null;
};

/** The number of selected ids per piece. */
const idsAtOnce = 200;

/**
 * Returns the next piece of an export: a page of the list, or of the selected ids. The reader thread
 * creates it, so that a million messages are never in memory at once, and the main thread formats only those
 * with a problem.
 * @param input.after the `next` of the previous piece; null for the first
 */
export function exportPiece(
  context: QueryContext,
  input: {
    readonly filter: MessageFilter;
    readonly ids: readonly string[] | null;
    readonly format: ExportFormat;
    readonly table: TableOptions;
    readonly after: string | null;
    readonly limit: number;
  },
): ExportPiece {
  const { filter, format, after } = input;
  const page = input.ids === null ? pageOf(context, filter, after, input.limit) : chosen(input.ids, after);
  const records = exportRecords(context, page.wanted, format === 'jsonl');
  // An export for one person includes the raw callbacks and answers, because the person has a right to all
  // data.
  const { recipient } = filter;
  const table = tableWriter(input.table);
  const parts: ExportPart[] = [];
  let text = after === null && format === 'csv' ? table.csvHead : '';
  for (const { seq, ...record } of records) {
    const raw = recipient === undefined || format !== 'jsonl' ? {} : { raw: rawOfMessage(context, seq) };
    const whole = { ...record, ...raw };
    if (hasProblem(record)) {
      parts.push(text, whole);
      text = '';
    } else if (format === 'xlsx') parts.push(table.cells(record));
    else text += format === 'csv' ? table.csvRow(record) : jsonLine(whole);
  }
  if (page.next === null && recipient !== undefined && format === 'jsonl') {
    for (const callback of looseCallbacks(context, recipient))
      text += jsonLine({ omnideck: recordVersion, type: 'callback', ...callback });
  }
  return { parts: [...parts, text], messages: records.length, next: page.next };
}

const hasProblem = ({ problem, attempts }: MessageRecord): boolean =>
  problem !== null || attempts.some((attempt) => attempt.problem !== null);

function pageOf(
  context: QueryContext,
  filter: MessageFilter,
  after: string | null,
  limit: number,
): { wanted: Wanted; next: string | null } {
  const { seqs, next } = pageSeqs(context, { filter, after, limit });
  return { wanted: { key: 'seq', values: seqs }, next };
}

function chosen(ids: readonly string[], after: string | null): { wanted: Wanted; next: string | null } {
  const from = after === null ? 0 : Number(after);
  const to = from + idsAtOnce;
  return {
    wanted: { key: 'id', values: ids.slice(from, to) },
    next: to < ids.length ? String(to) : null,
  };
}
