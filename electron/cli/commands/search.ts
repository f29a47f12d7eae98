import type { Command } from 'commander';
import { type EveryOption, limitTo, withEveryOption } from '../options.ts';
import { exit, note, printLine, printProblem } from '../output.ts';
import { runReading } from '../run.ts';
import { type FilterOptions, readFilter, withFilterOptions } from './filters.ts';
import { printRows } from './messages.ts';

type SearchOptions = EveryOption & FilterOptions & { readonly limit: number };

/** Adds the command search. */
export function addSearchCommand(program: Command): void {
  withEveryOption(withFilterOptions(program.command('search')), { sandbox: true })
    .argument('[words...]', 'words, beginnings of words, "a phrase", or digits of a number; all must match')
    .description('messages by their words, and by everything else that the window filters by')
    .option('--limit <n>', 'how many at most', limitTo(999_999), 50)
    .action((words: string[], options: SearchOptions) =>
      runReading(options, async (session, json, interrupted) => {
        const search = words.length === 0 ? {} : { search: words.join(' ') };
        const filter = await readFilter(session, { ...options, ...search });
        if (!filter.ok) {
          printProblem(filter.problem, json);
          return exit.couldNotTry;
        }
        let found = 0;
        let after: string | null = null;
        do {
          const page: Awaited<ReturnType<typeof session.client.messages.list>> =
            await session.client.messages.list({
              filter: filter.value,
              limit: Math.min(500, options.limit - found),
              ...(after === null ? {} : { after }),
            });
          await printRows(session.client, page.rows, json);
          found += page.rows.length;
          after = page.next;
        } while (after !== null && found < options.limit && !interrupted.aborted);
        if (found === 0) (json ? note : printLine)('Nothing was found.');
        return found === 0 ? exit.notReached : exit.reached;
      }),
    );
}
