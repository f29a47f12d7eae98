import type { Command } from 'commander';
import { runJson } from '../../../shared/plans/run-json.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { dayAndTime, exit, printContent, printJson, printLine, printProblem } from '../output.ts';
import { runReading } from '../run.ts';
import { addChangeCommands } from './change-run.ts';
import { addCompareCommand } from './compare-runs.ts';
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

  addCompareCommand(runs);
}
