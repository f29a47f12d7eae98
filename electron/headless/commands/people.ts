import type { Command } from 'commander';
import { formatPhone } from '../../../shared/messaging/phone.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { runInSession } from '../run.ts';
import { type NumberOptions, readNumber, withNumberOptions } from './numbers.ts';

function doNotSendLine(entry: { number: string; reason: string | null; addedAt: number }) {
  return { number: entry.number, reason: entry.reason, added_at: new Date(entry.addedAt).toISOString() };
}

/** do-not-send add, remove, list; erase. */
export function addPeopleCommands(program: Command): void {
  const doNotSend = program
    .command('do-not-send')
    .description('numbers that nothing is sent to, whatever asks for it');

  withNumberOptions(withEveryOption(doNotSend.command('add')))
    .argument('<number>')
    .description('put a number on the list')
    .option('--reason <text>', 'why, for your own records')
    .action((written: string, options: EveryOption & NumberOptions & { reason?: string }) =>
      runInSession(options, async ({ client }, json) => {
        const number = await readNumber(client, written, options);
        if (!number.ok) {
          printProblem(number.problem, json);
          return exit.couldNotTry;
        }
        const added = await client.doNotSend.add({
          number: number.value,
          ...(options.reason === undefined ? {} : { reason: options.reason }),
        });
        if (!added.ok) {
          printProblem(added.problem, json);
          return exit.couldNotTry;
        }
        if (json) printJson(doNotSendLine(added.value));
        else printLine(`Nothing is sent to ${formatPhone(added.value.number as E164)} from now on.`);
        return exit.reached;
      }),
    );

  withNumberOptions(withEveryOption(doNotSend.command('remove')))
    .argument('<number>')
    .description('take a number off the list')
    .action((written: string, options: EveryOption & NumberOptions) =>
      runInSession(options, async ({ client }, json) => {
        const number = await readNumber(client, written, options);
        if (!number.ok) {
          printProblem(number.problem, json);
          return exit.couldNotTry;
        }
        const removed = await client.doNotSend.remove({ number: number.value });
        if (!removed.ok) {
          printProblem(removed.problem, json);
          return removed.problem.code === 'not-listed' ? exit.notReached : exit.couldNotTry;
        }
        if (json) printJson({ removed: true });
        else printLine('It may be written to again.');
        return exit.reached;
      }),
    );

  withEveryOption(doNotSend.command('list'))
    .description('the list')
    .action((options: EveryOption) =>
      runInSession(options, async ({ client }, json) => {
        const entries = await client.doNotSend.list();
        if (entries.length === 0 && !json) printLine('The list is empty.');
        for (const entry of entries) {
          if (json) printJson(doNotSendLine(entry));
          else
            printLine(
              `${formatPhone(entry.number as E164)}${entry.reason === null ? '' : `  ${entry.reason}`}`,
            );
        }
        return exit.reached;
      }),
    );

  withNumberOptions(withEveryOption(program.command('erase')))
    .argument('<number>')
    .description('erase everything about one number; what was erased is counted')
    .action((written: string, options: EveryOption & NumberOptions) =>
      runInSession(options, async ({ client }, json) => {
        const number = await readNumber(client, written, options);
        if (!number.ok) {
          printProblem(number.problem, json);
          return exit.couldNotTry;
        }
        const erased = await client.privacy.erase({ number: number.value });
        if (!erased.ok) {
          printProblem(erased.problem, json);
          return erased.problem.code === 'under-way' ? exit.notReached : exit.couldNotTry;
        }
        const { messages, events, callbacks, polls, attempts, drafts, runs, views, scenarios, backups } =
          erased.value;
        if (json) printJson(erased.value);
        else {
          printLine(
            `Erased: ${messages} messages, ${attempts} attempts, ${callbacks} callbacks, ${polls} answers, ${events} events; from ${drafts} drafts, ${runs} test runs, ${views} saved views, ${scenarios} scenarios and ${backups} backups.`,
          );
        }
        for (const file of erased.value.backupsNotReached)
          note(`${file} could not be read, so it may still hold the number: look at it, or remove it.`);
        if (!json) note('Files that were exported, and copies in other places, are not reached.');
        return exit.reached;
      }),
    );
}
