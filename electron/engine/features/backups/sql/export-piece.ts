import type { ExportFormat, TableOptions } from '../../../../../shared/contract/backups.ts';
import type { ProblemView } from '../../../../../shared/contract/common.ts';
import type { MessageFilter } from '../../../../../shared/contract/messages.ts';
import { storedProblem } from '../../../../../shared/contract/stored-problem.ts';
import type { QueryContext } from '../../../db/query-context.ts';
import { pageSeqs } from '../../messages/sql/index.ts';
import { jsonLine, type MessageRecord, type RawRecord, recordVersion } from '../record.ts';
import type { TableRow } from '../table-row.ts';
import { type TableCell, tableWriter } from '../table-writer.ts';
import { exportRecords, looseCallbacks, rawOfMessage } from './export-records.ts';
import { tableRows } from './table-rows.ts';
import type { Wanted } from './wanted.ts';

/** A row of a table whose message has a problem. */
export type RowWithProblem = { readonly row: TableRow; readonly problem: ProblemView };

/**
 * A part of the file, ready to be written: text, or a row of a workbook; or a row or a record with a problem, whose English
 * text is made outside of the reader thread: see export-text.ts.
 */
export type ExportPart =
  | string
  | TableCell[]
  | RowWithProblem
  | (MessageRecord & { readonly raw?: readonly RawRecord[] });

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
  const { filter, after } = input;
  const page = input.ids === null ? pageOf(context, filter, after, input.limit) : chosen(input.ids, after);
  const made =
    input.format === 'jsonl'
      ? linesOf(context, page.wanted, filter.recipient)
      : tableOf(context, page.wanted, { ...input, format: input.format });
  if (page.next === null && filter.recipient !== undefined && input.format === 'jsonl') {
    for (const callback of looseCallbacks(context, filter.recipient))
      made.parts.push(jsonLine({ omnideck: recordVersion, type: 'callback', ...callback }));
  }
  return { ...made, next: page.next };
}

type Made = { readonly parts: ExportPart[]; readonly messages: number };

/** Returns messages as rows of a table. The first piece of a CSV file begins with the heading. */
function tableOf(
  context: QueryContext,
  wanted: Wanted,
  input: {
    readonly format: Exclude<ExportFormat, 'jsonl'>;
    readonly table: TableOptions;
    readonly after: string | null;
  },
): Made {
  const table = tableWriter(input.table);
  const isText = input.format === 'csv';
  const parts: ExportPart[] = [];
  let text = input.after === null && isText ? table.csvHead : '';
  const rows = tableRows(context, wanted);
  for (const { row, problem: stored } of rows) {
    const problem = storedProblem(stored);
    if (problem !== null) {
      parts.push(text, { row, problem });
      text = '';
    } else if (isText) text += table.csvRow(row);
    else parts.push(table.cells(row));
  }
  return { parts: [...parts, text], messages: rows.length };
}

/**
 * Returns messages as lines of JSON. An export for one person includes the raw callbacks and answers, because the person
 * has a right to all data.
 */
function linesOf(context: QueryContext, wanted: Wanted, recipient: string | undefined): Made {
  const records = exportRecords(context, wanted);
  const parts: ExportPart[] = [];
  let text = '';
  for (const { seq, ...record } of records) {
    const whole = { ...record, ...(recipient === undefined ? {} : { raw: rawOfMessage(context, seq) }) };
    if (hasProblem(record)) {
      parts.push(text, whole);
      text = '';
    } else text += jsonLine(whole);
  }
  return { parts: [...parts, text], messages: records.length };
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
