import type { Command } from 'commander';
import type { Cancelling } from '../../../shared/contract/cancellations.ts';
import { formatPhone } from '../../../shared/messaging/phone.ts';
import type { E164 } from '../../../shared/messaging/types.ts';
import { cancellingLine, printCancelling } from '../cancelling.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { runInSession, unlockIfNeeded } from '../run.ts';
import type { Session } from '../session.ts';
import { type NumberOptions, readNumber, withNumberOptions } from './numbers.ts';

function doNotSendLine(entry: { number: string; reason: string | null; addedAt: number }) {
  return { number: entry.number, reason: entry.reason, added_at: new Date(entry.addedAt).toISOString() };
}

/**
 * Cancelling needs the account's password, which may be locked: the order does not wait for it, but Messente does.
 * @returns how it stands once Messente has been asked
 */
async function afterUnlocking(session: Session, cancelling: Cancelling): Promise<Cancelling> {
  const isLocked = cancelling.first.some(({ problem }) => problem?.code === 'account-locked');
  if (!isLocked) return cancelling;
  const unlocked = await unlockIfNeeded(session);
  if (!unlocked.ok) {
    note(`${unlocked.problem.sentence} ${unlocked.problem.mend}`);
    return cancelling;
  }
  const { cancellations } = await session.client.console.overview();
  const ours = new Set(cancelling.first.map(({ id }) => id));
  const isAll = cancelling.count === ours.size;
  const first = isAll ? cancellations.first.filter(({ id }) => ours.has(id)) : cancellations.first;
  const count = isAll ? first.length : Math.min(cancelling.count, cancellations.count);
  return { ...cancelling, cancelled: cancelling.cancelled + cancelling.count - count, count, first };
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
      runInSession(options, async (session, json) => {
        const number = await readNumber(session.client, written, options);
        if (!number.ok) {
          printProblem(number.problem, json);
          return exit.couldNotTry;
        }
        const added = await session.client.doNotSend.add({
          number: number.value,
          ...(options.reason === undefined ? {} : { reason: options.reason }),
        });
        if (!added.ok) {
          printProblem(added.problem, json);
          return exit.couldNotTry;
        }
        const cancelling = await afterUnlocking(session, added.value.cancelling);
        if (json) printJson({ ...doNotSendLine(added.value), cancelling: cancellingLine(cancelling) });
        else {
          printLine(`Nothing is sent to ${formatPhone(added.value.number as E164)} from now on.`);
          printCancelling(cancelling, Date.now());
        }
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
        else printLine('It may be written to again. Messages that were cancelled stay cancelled.');
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
      runInSession(options, async (session, json) => {
        const number = await readNumber(session.client, written, options);
        if (!number.ok) {
          printProblem(number.problem, json);
          return exit.couldNotTry;
        }
        const erased = await session.client.privacy.erase({ number: number.value });
        if (!erased.ok) {
          printProblem(erased.problem, json);
          return erased.problem.code === 'under-way' ? exit.notReached : exit.couldNotTry;
        }
        const { messages, events, callbacks, polls, attempts, drafts, runs, views, scenarios, backups } =
          erased.value;
        const cancelling = await afterUnlocking(session, erased.value.cancelling);
        if (json) printJson({ ...erased.value, cancelling: cancellingLine(cancelling) });
        else {
          printLine(
            `Erased: ${messages} messages, ${attempts} attempts, ${callbacks} callbacks, ${polls} answers, ${events} events; from ${drafts} drafts, ${runs} test runs, ${views} saved views, ${scenarios} scenarios and ${backups} backups.`,
          );
          printCancelling(cancelling, Date.now());
        }
        for (const file of erased.value.backupsNotReached)
          note(`${file} could not be read, so it may still hold the number: look at it, or remove it.`);
        if (!json) note('Files that were exported, and copies in other places, are not reached.');
        return exit.reached;
      }),
    );
}
