/** Makes the text of an export. People read the file, so its problems have their English texts. */
import type { ExportFormat } from '../../../../shared/contract/backups.ts';
import { englishText } from '../../../../shared/problems/english-text.ts';
import { csvRow } from './csv-record.ts';
import { jsonLine, type MessageRecord } from './record.ts';
import type { ExportPart } from './sql/export-piece.ts';

/** Returns a piece of the file. */
export function exportText(parts: readonly ExportPart[], format: ExportFormat): string {
  return parts
    .map((part) => {
      if (typeof part === 'string') return part;
      const record = withTexts(part);
      return format === 'csv' ? csvRow(record) : jsonLine(record);
    })
    .join('');
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
