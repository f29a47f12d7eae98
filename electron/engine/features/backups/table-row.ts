/**
 * A message as a row of a table: a plain list in the order of exportColumns, which the reader thread gets from SQLite as it
 * is. Objects with names would take longer to make than the message takes to read.
 */
import { messageColumns } from '../../../../shared/messaging/export-columns.ts';

/**
 * The values of the message's columns, and then those of its steps, with null or nothing where a cell is empty. Times are
 * UTC epoch ms, and amounts are decimal strings in EUR.
 */
export type TableRow = (string | number | null)[];

/** The position of `error_code`, which is followed by `error` and `what_to_do`. */
const problemAt = messageColumns.indexOf('error_code');

/** Sets the three cells of a message's problem. */
export function setProblem(
  row: TableRow,
  problem: { readonly code: string; readonly message: string; readonly hint: string },
): void {
  row[problemAt] = problem.code;
  row[problemAt + 1] = problem.message;
  row[problemAt + 2] = problem.hint;
}
