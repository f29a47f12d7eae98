/** Makes the text of an export. People read the file, so its problems have their English texts. */
import type { TableOptions } from '../../../../shared/contract/backups.ts';
import { englishText } from '../../../../shared/problems/english-text.ts';
import { jsonLine, type MessageRecord } from './record.ts';
import type { ExportPart, RowWithProblem } from './sql/export-piece.ts';
import { setProblem, type TableRow } from './table-row.ts';
import { type TableCell, tableWriter } from './table-writer.ts';

/** Returns a piece of a file of text. */
export function exportText(parts: readonly ExportPart[], options: TableOptions): string {
  const table = tableWriter(options);
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      if (isRow(part)) return '';
      return 'row' in part ? table.csvRow(rowWithTexts(part)) : jsonLine(withTexts(part));
    })
    .join('');
}

/** Returns the rows of a workbook in a piece. */
export function exportRows(parts: readonly ExportPart[], options: TableOptions): TableCell[][] {
  const table = tableWriter(options);
  return parts.flatMap((part) => {
    if (typeof part === 'string') return [];
    if (isRow(part)) return [part];
    return 'row' in part ? [table.cells(rowWithTexts(part))] : [];
  });
}

const isRow = (part: Exclude<ExportPart, string>): part is TableCell[] => Array.isArray(part);

function rowWithTexts({ row, problem }: RowWithProblem): TableRow {
  setProblem(row, { code: problem.code, ...englishText(problem) });
  return row;
}

function withTexts<Part extends MessageRecord>(record: Part): Part {
  return {
    ...record,
    problem: textsAdded(record.problem),
    attempts: record.attempts.map((attempt) => ({ ...attempt, problem: textsAdded(attempt.problem) })),
  };
}

function textsAdded(problem: MessageRecord['problem']): MessageRecord['problem'] {
  if (problem === null) return null;
  const { code, field, message: _, hint: __, ...others } = problem;
  return { code, field, ...englishText(problem), ...others };
}
