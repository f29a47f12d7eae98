import { type Command, InvalidArgumentError } from 'commander';
import { z } from 'zod';
import { errorMessage } from '../../../shared/error-message.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { formatDuration } from '../../../shared/plans/duration.ts';
import { comparisonJson } from '../../../shared/plans/run-json.ts';
import { type ComparedCell, type Comparison, compareRuns, tooSlow } from '../../../shared/plans/summarise.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, printJson, printLine, printProblem } from '../output.ts';
import { runReading } from '../run.ts';
import type { Reader } from '../session.ts';
import { findRunToRead, runName } from './find-run.ts';
import { readText } from './read-bytes.ts';

type CompareOptions = EveryOption & { readonly failOnSlower?: number };

/** The report of a run of 10,000 messages is smaller. */
const mostBytes = 64 * 1024 * 1024;

/** What a report as JSON says about each message; reports of earlier versions have it too. */
const reportSchema = z.object({
  list: z.array(
    z.object({
      chain: z.string(),
      number: z.string(),
      country: z.string().nullable(),
      operator: z.string().nullable(),
      verdict: z.string(),
      reached_after_ms: z.number().nullable(),
    }),
  ),
});

/** Adds the command runs compare. */
export function addCompareCommand(runs: Command): void {
  withEveryOption(runs.command('compare'))
    .argument('<before>', `the earlier run: ${runName}; or the file of a report as JSON`)
    .argument('<after>', 'the later run, or such a file')
    .description('what broke, what got slower, and whether the difference means anything')
    .option(
      '--fail-on-slower <percent>',
      'exit with 1 too if the median of an operator is slower by more than this',
      parsePercent,
    )
    .addHelpText(
      'after',
      `
Exit code: 0 nothing broke, 1 something did (or got too slow), 2 a run is not there.

Example: omnideck runs report latest --format json --out baseline.json
         omnideck runs compare baseline.json latest --fail-on-slower 20`,
    )
    .action((before: string, after: string, options: CompareOptions) => compare(before, after, options));
}

function parsePercent(text: string): number {
  const percent = Number(text.replace(/\s*%$/u, ''));
  if (!/^\d{1,5}(?:\.\d{1,2})?\s*%?$/u.test(text))
    throw new InvalidArgumentError('write a percentage, such as 20.');
  return percent;
}

async function compare(before: string, after: string, options: CompareOptions): Promise<void> {
  await runReading(options, async (session, json) => {
    const compared = await comparisonOf(session, before, after);
    if (!compared.ok) {
      printProblem(compared.problem, json);
      return exit.couldNotTry;
    }
    const slow = options.failOnSlower === undefined ? [] : tooSlow(compared.value, options.failOnSlower);
    if (json) printJson(comparisonJson(compared.value, slow));
    else for (const line of comparisonLines(compared.value)) printLine(line);
    if (!json) for (const operator of slow) printLine(`too slow: ${operator}`);
    return compared.value.broke.length + slow.length > 0 ? exit.notReached : exit.reached;
  });
}

async function comparisonOf(session: Reader, before: string, after: string): Promise<Result<Comparison>> {
  const fromFile = isFile(before) ? await readReport(before, 'before') : null;
  if (fromFile?.ok === false) return fromFile;
  const alsoFile = isFile(after) ? await readReport(after, 'after') : null;
  if (alsoFile?.ok === false) return alsoFile;
  // A report has shortened numbers where the plan gives no names, unless it was written with --show-numbers.
  const written = fromFile?.value ?? alsoFile?.value;
  const showNumbers = written === undefined || written.some(({ number }) => /^\+\d{7,15}$/u.test(number));
  const [earlier, later] = [
    fromFile ?? (await cellsOfRun(session, before, showNumbers)),
    alsoFile ?? (await cellsOfRun(session, after, showNumbers)),
  ];
  if (!earlier.ok) return earlier;
  return later.ok ? ok(compareRuns(earlier.value, later.value)) : later;
}

/** No id and no other name of a run has these characters. */
const isFile = (name: string): boolean => /[./\\]/u.test(name);

/** Problems: `report-not-read`, `report-not-ours`. */
async function readReport(path: string, field: 'before' | 'after'): Promise<Result<ComparedCell[]>> {
  let text: string;
  try {
    text = await readText(path, mostBytes);
  } catch (error) {
    return fail(cliProblem('report-not-read', { reason: errorMessage(error) }, field));
  }
  return cellsIn(text) ?? fail(cliProblem('report-not-ours', { name: path }, field));
}

async function cellsOfRun(
  session: Reader,
  name: string,
  showNumbers: boolean,
): Promise<Result<ComparedCell[]>> {
  const named = await findRunToRead(session, name);
  if (!named.ok) return named;
  const report = await session.client.runs.report({ id: named.value.id, format: 'json', showNumbers });
  if (!report.ok) return report;
  const cells = cellsIn(report.value.text);
  if (cells === null) throw new Error('a report of our own cannot be read');
  return cells;
}

/** @returns null if the text is no report */
function cellsIn(text: string): Result<ComparedCell[]> | null {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return null;
  }
  const report = reportSchema.safeParse(value);
  if (!report.success) return null;
  return ok(
    report.data.list.map(({ verdict, reached_after_ms: reachedAfterMs, ...cell }) => ({
      ...cell,
      result: verdict === 'open' ? null : { verdict, reachedAfterMs },
    })),
  );
}

function comparisonLines(compared: Comparison): string[] {
  const share = ({ passed, cells }: { readonly passed: number; readonly cells: number }) =>
    `${passed} of ${cells}`;
  const { passed } = compared;
  return [
    `passed: ${share(passed.before)} before, ${share(passed.after)} now (p = ${passed.probability.toFixed(3)}, Fisher's exact test): ${passed.significant ? 'a significant difference' : 'no significant difference'}`,
    ...compared.broke.map(
      (one) => `broke: ${one.chain} to ${one.number}: ${share(one.before)} before, ${share(one.after)} now`,
    ),
    ...compared.mended.map(
      (one) => `fixed: ${one.chain} to ${one.number}: ${share(one.before)} before, ${share(one.after)} now`,
    ),
    ...compared.latency.map(({ operator, before, after, probability, significant }) => {
      if (before === null || after === null || probability === null)
        return `${operator}: not measured in both`;
      const words = significant
        ? after.p50 > before.p50
          ? 'slower'
          : 'faster'
        : 'no significant difference';
      return `${operator}: median ${formatDuration(before.p50)} (${before.count}) before, ${formatDuration(after.p50)} (${after.count}) now (p = ${probability.toFixed(3)}, Mann–Whitney): ${words}`;
    }),
  ];
}
