import type { Command } from 'commander';
import { formatDuration } from '../../../shared/plans/duration.ts';
import { comparisonJson, runJson } from '../../../shared/plans/run-json.ts';
import { type Comparison, compareRuns } from '../../../shared/plans/summarise.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { dayAndTime, exit, printContent, printJson, printLine, printProblem } from '../output.ts';
import { runReading } from '../run.ts';
import { addChangeCommands } from './change-run.ts';
import { findRunToRead, runName } from './find-run.ts';
import { writeReport } from './write-report.ts';

/** Adds the commands that list past runs, write their reports, and compare them. */
export function addRunsCommand(program: Command): void {
  const runs = program.command('runs').description('the test runs, and changes of those under way');
  addChangeCommands(runs);

  withEveryOption(runs.command('list', { isDefault: true }))
    .description('the newest first')
    .option('--plan <name>', 'only those of the plan with this name')
    .action((options: EveryOption & { readonly plan?: string }) =>
      runReading(options, async (session, json) => {
        const list = await session.client.runs.list(options.plan === undefined ? {} : { name: options.plan });
        for (const run of list) {
          if (json) printJson(runJson(run));
          else {
            const { passed, failed, all } = run.cells;
            printLine(
              `${run.id}  ${dayAndTime(run.createdAt)}  ${run.state.padEnd(8)}  ${passed} passed, ${failed} failed of ${all}  ${run.live ? 'live' : 'sandbox'}  ${run.name}`,
            );
          }
        }
        return exit.reached;
      }),
    );

  withEveryOption(runs.command('report'))
    .argument('<run>', runName)
    .description('write a run as a file')
    .requiredOption('--format <format>', 'junit, html, csv or json')
    .option('--out <file>', 'the file (default: standard output)')
    .option('--show-numbers', 'write numbers that have no name in the plan whole')
    .action(
      (
        id: string,
        options: EveryOption & {
          readonly format: string;
          readonly out?: string;
          readonly showNumbers?: true;
        },
      ) =>
        runReading(options, async (session, json) => {
          const { format } = options;
          if (format !== 'junit' && format !== 'html' && format !== 'csv' && format !== 'json') {
            printProblem(cliProblem('bad-format', { format }, 'format'), json);
            return exit.couldNotTry;
          }
          const named = await findRunToRead(session, id);
          if (!named.ok) {
            printProblem(named.problem, json);
            return exit.couldNotTry;
          }
          const report = await session.client.runs.report({
            id: named.value.id,
            format,
            showNumbers: options.showNumbers === true,
          });
          if (!report.ok) {
            printProblem(report.problem, json);
            return exit.couldNotTry;
          }
          if (options.out === undefined) {
            printContent(report.value.text);
            return exit.reached;
          }
          const failed = await writeReport(options.out, report.value.text, 'out');
          if (failed === null) return exit.reached;
          printProblem(failed, json);
          return exit.couldNotTry;
        }),
    );

  withEveryOption(runs.command('compare'))
    .argument('<before>', `the earlier run: ${runName}`)
    .argument('<after>', 'the later run')
    .description('what broke, what got slower, and whether the difference means anything')
    .addHelpText('after', '\nExit code: 0 nothing broke, 1 something did, 2 a run is not there.')
    .action((before: string, after: string, options: EveryOption) =>
      runReading(options, async (session, json) => {
        const get = async (name: string) => {
          const named = await findRunToRead(session, name);
          return named.ok ? session.client.runs.get({ id: named.value.id }) : named;
        };
        const [earlier, later] = [await get(before), await get(after)];
        for (const one of [earlier, later]) {
          if (one.ok) continue;
          printProblem(one.problem, json);
          return exit.couldNotTry;
        }
        if (!earlier.ok || !later.ok) return exit.couldNotTry;
        const compared = compareRuns(earlier.value.list, later.value.list);
        if (json) printJson(comparisonJson(compared));
        else for (const line of comparisonLines(compared)) printLine(line);
        return compared.broke.length > 0 ? exit.notReached : exit.reached;
      }),
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
