/** do-not-send import: a list or a table of people who opted out, whose readable numbers are added. */
import { randomUUID } from 'node:crypto';
import type { Command } from 'commander';
import {
  isNumberIn,
  isTable,
  type RowFault,
  readNumberRow,
  tableOfLines,
  widthOf,
} from '../../../shared/messaging/number-rows.ts';
import { optOutParts } from '../../../shared/messaging/opt-out-parts.ts';
import { parsePhone } from '../../../shared/messaging/phone.ts';
import { fail, ok, type Problem, type Result } from '../../../shared/messaging/problem.ts';
import { numberInCell, parseTable, readColumns, type Table } from '../../../shared/messaging/table.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishLine } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { openLine, printOpen } from '../cancelling.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { runInSession } from '../run.ts';
import type { Session } from '../session.ts';
import { homeOf, type NumberOptions, withNumberOptions, withOptions } from './numbers.ts';
import { readTextFile } from './read-text-file.ts';

type ImportOptions = EveryOption &
  NumberOptions & { readonly reason?: string; readonly column?: string; readonly check?: boolean };

/** As in the window. */
const mostBytes = 10_000_000;
const longestText = 80;

type Fault = { readonly line: number; readonly text: string; readonly problem: Problem };
type ListRead = { readonly numbers: readonly E164[]; readonly faults: readonly Fault[] };

export function addImportCommand(doNotSend: Command): void {
  withNumberOptions(withEveryOption(doNotSend.command('import')))
    .argument('<file>', 'a list or a CSV file; - reads standard input')
    .description('put the numbers of a list on the list, and name each line that has no readable number')
    .option('--column <heading>', 'the column with the numbers, by its heading, if a table has several')
    .option('--reason <text>', 'why, for your own records')
    .option('--check', 'only count what would be added')
    .action((file: string, options: ImportOptions) =>
      runInSession(options, (session, json) => importFile(session, file, options, json)),
    );
}

async function importFile(
  session: Session,
  file: string,
  options: ImportOptions,
  json: boolean,
): Promise<number> {
  const text = await readTextFile(file, mostBytes);
  const home = (await homeOf(session.client, options)) ?? null;
  const read = text.ok ? readList(text.value, home, options) : text;
  if (!read.ok) {
    printProblem(read.problem, json);
    return exit.couldNotTry;
  }
  const { numbers, faults } = read.value;
  for (const fault of faults) printFault(fault, json);
  const counts =
    options.check === true
      ? await countNew(session, numbers)
      : await addParts(session, numbers, options.reason);
  if (!counts.ok) {
    printProblem(counts.problem, json);
    return exit.couldNotTry;
  }
  await printCounts(session, counts.value, { invalid: faults.length, isCheck: options.check === true, json });
  return faults.length === 0 ? exit.reached : exit.notReached;
}

/** Reads the numbers of a list or a table. */
function readList(text: string, home: string | null, options: ImportOptions): Result<ListRead> {
  const table = options.column !== undefined || isTable(text, home) ? parseTable(text) : tableOfLines(text);
  const { hasHeading, numberColumn } = readColumns(table, isNumberIn(home));
  const column = options.column === undefined ? numberColumn : columnNamed(table, options.column);
  if (table.rows.length === 0) return fail(cliProblem('no-number/list', {}, 'file'));
  if (column === null) return fail(unclear(table, options.column));
  const isHeaded = hasHeading || options.column !== undefined;
  const widest = widthOf(table, isHeaded);
  const numbers = new Set<E164>();
  const faults: Fault[] = [];
  for (const { number: line, cells } of table.rows.slice(isHeaded ? 1 : 0)) {
    const written = cells[column] ?? '';
    const { why } = readNumberRow(written, cells, widest, home);
    const isFault = why === 'no-number' || why === 'too-many-cells';
    const read = isFault
      ? fail(faultOf(why))
      : parsePhone(numberInCell(written), home ?? undefined, options.numbers);
    if (read.ok) numbers.add(read.value.e164);
    else {
      const shown = written === '' ? cells.filter((cell) => cell !== '').join(', ') : written;
      const problem = { ...withOptions(read.problem), field: `line ${line}` };
      faults.push({ line, text: shown.slice(0, longestText), problem });
    }
  }
  return ok({ numbers: [...numbers], faults });
}

function faultOf(why: Extract<RowFault, string>): Problem {
  return why === 'too-many-cells' ? cliProblem('row-too-many-cells') : cliProblem('row-no-number');
}

function columnNamed(table: Table, heading: string): number | null {
  const wanted = heading.trim().toLowerCase();
  const index = table.rows[0]?.cells.findIndex((cell) => cell.trim().toLowerCase() === wanted) ?? -1;
  return index === -1 ? null : index;
}

function unclear(table: Table, wanted: string | undefined): Problem {
  const columns = (table.rows[0]?.cells ?? []).filter((cell) => cell !== '').join(', ');
  if (wanted !== undefined) return cliProblem('no-such-column', { column: wanted, columns }, 'column');
  return table.width < 2
    ? cliProblem('no-number/list', {}, 'file')
    : cliProblem('column-unclear', { columns }, 'column');
}

function printFault({ line, text, problem }: Fault, json: boolean): void {
  if (json) printJson({ line, text, error: errorJson(problem) });
  else note(`Line ${line}, “${text}”: ${englishLine(problem)}`);
}

type Counts = { added: number; already: number; withdrawn: number; toCancel: number };
const nothing: Counts = { added: 0, already: 0, withdrawn: 0, toCancel: 0 };

async function countNew(session: Session, numbers: readonly E164[]): Promise<Result<Counts>> {
  let already = 0;
  for (const part of optOutParts(numbers))
    already += (await session.client.doNotSend.among({ numbers: part })).length;
  return ok({ ...nothing, added: numbers.length - already, already });
}

/** Adds the numbers part by part. After an interruption, the same command continues: what is on the list stays as it is. */
async function addParts(
  session: Session,
  numbers: readonly E164[],
  reason: string | undefined,
): Promise<Result<Counts>> {
  const importId = randomUUID();
  const sums = { ...nothing };
  for (const part of optOutParts(numbers)) {
    const imported = await session.client.doNotSend.import({
      ...{ numbers: part, importId },
      ...(reason === undefined ? {} : { reason }),
    });
    if (!imported.ok) return imported;
    for (const name of ['added', 'already', 'withdrawn', 'toCancel'] as const)
      sums[name] += imported.value[name];
  }
  return ok(sums);
}

async function printCounts(
  { client }: Session,
  { added, already, withdrawn, toCancel }: Counts,
  { invalid, isCheck, json }: { readonly invalid: number; readonly isCheck: boolean; readonly json: boolean },
): Promise<void> {
  // The orders of earlier opt-outs are shown too: they may be about the same people.
  const open = toCancel === 0 ? { count: 0, first: [] } : (await client.console.overview()).cancellations;
  if (json) {
    const counts = { checked_only: isCheck, added, already_listed: already, invalid, withdrawn };
    printJson({ ...counts, may_still_go_out: openLine(open) });
    return;
  }
  const numbers = added === 1 ? '1 number' : `${added} numbers`;
  printLine(isCheck ? `${numbers} would be added.` : `Nothing is sent to ${numbers} from now on.`);
  if (already > 0) printLine(`Already on the list: ${already}.`);
  if (invalid > 0) printLine(`Not readable, and not added: ${invalid}.`);
  if (withdrawn > 0) printLine(`Messages that were not sent yet and were withdrawn: ${withdrawn}.`);
  printOpen(open, Date.now());
}
