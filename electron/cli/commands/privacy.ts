import type { Command } from 'commander';
import type { Cancelling } from '../../../shared/contract/messages.ts';
import type { DoNotSendEntry, DoNotSendPage } from '../../../shared/contract/privacy.ts';
import { formatPhone } from '../../../shared/messaging/phone.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { splitNumbers } from '../../../shared/messaging/split-numbers.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { englishLine } from '../../../shared/problems/english-text.ts';
import { errorJson } from '../../../shared/problems/error-json.ts';
import { cancellingLine, printCancelling } from '../cancelling.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { runInSession, runReading, unlockIfNeeded } from '../run.ts';
import type { Reader, Session } from '../session.ts';
import { chooseIfNeeded, type PassphraseOption, withPassphraseOption } from './backup-passphrase.ts';
import { addBlacklistsCommand } from './blacklists.ts';
import { addImportCommand } from './import-opt-outs.ts';
import { type NumberOptions, readNumber, readNumbers, withNumberOptions } from './numbers.ts';
import { readTextFile } from './read-text-file.ts';

function doNotSendLine(entry: { number: string; reason: string | null; addedAt: number }) {
  return { number: entry.number, reason: entry.reason, added_at: new Date(entry.addedAt).toISOString() };
}

/**
 * Unlocks the key store after an opt-out or erasure. The order itself does not need the account's password,
 * but the cancellation at Messente does.
 * @returns the state of the cancellations after Messente was requested
 */
export async function afterUnlocking(session: Session, cancelling: Cancelling): Promise<Cancelling> {
  const isLocked = cancelling.first.some(({ problem }) => problem?.code === 'account-locked');
  if (!isLocked) return cancelling;
  const unlocked = await unlockIfNeeded(session);
  if (!unlocked.ok) {
    note(englishLine(unlocked.problem));
    return cancelling;
  }
  const { cancellations } = await session.client.console.overview();
  const ours = new Set(cancelling.first.map(({ id }) => id));
  const isAll = cancelling.count === ours.size;
  const first = isAll ? cancellations.first.filter(({ id }) => ours.has(id)) : cancellations.first;
  const count = isAll ? first.length : Math.min(cancelling.count, cancellations.count);
  return { ...cancelling, cancelled: cancelling.cancelled + cancelling.count - count, count, first };
}

type AddOptions = EveryOption & NumberOptions & { readonly reason?: string; readonly file?: string };

/** Returns the numbers of the command line and of the file, as written. */
async function writtenNumbers(
  written: readonly string[],
  file: string | undefined,
): Promise<Result<string[]>> {
  if (file === undefined) {
    if (written.length > 0) return ok([...written]);
    return fail(cliProblem('no-number', {}, 'number'));
  }
  const read = await readTextFile(file);
  if (!read.ok) return read;
  const found = splitNumbers(read.value);
  if (found.length > 0) return ok([...written, ...found]);
  return fail(cliProblem('no-number/file', {}, 'file'));
}

async function addToList(
  session: Session,
  written: readonly string[],
  options: AddOptions,
  json: boolean,
): Promise<number> {
  const texts = await writtenNumbers(written, options.file);
  const numbers = texts.ok
    ? await readNumbers(session.client, texts.value, options, (index) =>
        texts.value.length === 1 ? 'number' : (texts.value[index] ?? 'number'),
      )
    : texts;
  if (!numbers.ok) {
    printProblem(numbers.problem, json, texts.ok && texts.value.length > 1);
    return exit.couldNotTry;
  }
  const added = await session.client.doNotSend.addMany({
    numbers: numbers.value,
    ...(options.reason === undefined ? {} : { reason: options.reason }),
  });
  if (!added.ok) {
    printProblem(added.problem, json);
    return exit.couldNotTry;
  }
  const cancelling = await afterUnlocking(session, added.value.cancelling);
  const { entries } = added.value;
  const [first] = entries;
  if (json && entries.length === 1 && first !== undefined)
    printJson({ ...doNotSendLine(first), cancelling: cancellingLine(cancelling) });
  else if (json) {
    for (const entry of entries) printJson(doNotSendLine(entry));
    printJson({ added: entries.length, cancelling: cancellingLine(cancelling) });
  } else {
    const whom =
      entries.length === 1 && first !== undefined
        ? formatPhone(first.number)
        : `these ${entries.length} numbers`;
    printLine(`Nothing is sent to ${whom} from now on.`);
    printCancelling(cancelling, Date.now());
  }
  return exit.reached;
}

function listedLine({ source, blacklists, ...entry }: DoNotSendEntry) {
  return {
    ...doNotSendLine(entry),
    source,
    blacklists: blacklists.map(({ account, state, problem }) => ({
      ...{ account, state: state.replace('-', '_') },
      error: problem === null ? null : errorJson(problem),
    })),
  };
}

function listedText({ number, reason, source, blacklists }: DoNotSendEntry): string {
  const found = blacklists.filter(({ state }) => state === 'found').map(({ account }) => account);
  const words = [formatPhone(number), reason, source === 'person' ? null : `(${source})`];
  if (found.length > 0) words.push(`on the blacklist of ${found.join(', ')}`);
  return words.filter((word) => word !== null).join('  ');
}

const mostAPage = 1_000;

async function printList(
  client: Reader['client'],
  search: string | undefined,
  json: boolean,
): Promise<number> {
  let after: string | null = null;
  do {
    const page: DoNotSendPage = await client.doNotSend.page({
      limit: mostAPage,
      ...(search === undefined ? {} : { search }),
      ...(after === null ? {} : { after }),
    });
    if (page.total === 0 && !json)
      printLine(search === undefined ? 'The list is empty.' : 'No number on the list contains these digits.');
    for (const entry of page.entries) {
      if (json) printJson(listedLine(entry));
      else printLine(listedText(entry));
    }
    after = page.next;
  } while (after !== null);
  return exit.reached;
}

/** Adds the commands do-not-send add, import, blacklists, remove, list; erase. */
export function addPeopleCommands(program: Command): void {
  const doNotSend = program
    .command('do-not-send')
    .description('numbers that nothing is sent to, whatever asks for it');

  withNumberOptions(withEveryOption(doNotSend.command('add')))
    .argument('[numbers...]')
    .description('put numbers on the list, all or none')
    .option(
      '--file <path>',
      'read the numbers from a file, however they are separated; - reads standard input',
    )
    .option('--reason <text>', 'why, for your own records')
    .action((written: string[], options: AddOptions) =>
      runInSession(options, (session, json) => addToList(session, written, options, json)),
    );

  addImportCommand(doNotSend);
  addBlacklistsCommand(doNotSend);

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
    .description('the list, the newest first')
    .option('--search <digits>', 'only numbers that contain these digits')
    .action((options: EveryOption & { readonly search?: string }) =>
      runReading(options, ({ client }, json) => printList(client, options.search, json)),
    );

  withPassphraseOption(withNumberOptions(withEveryOption(program.command('erase'))))
    .argument('<number>')
    .description('erase everything about one number; what was erased is counted')
    .action((written: string, options: EraseOptions) => erase(written, options));
}

type EraseOptions = EveryOption & NumberOptions & PassphraseOption;

function erase(written: string, options: EraseOptions): Promise<void> {
  return runInSession(options, async (session, json) => {
    const number = await readNumber(session.client, written, options);
    if (!number.ok) {
      printProblem(number.problem, json);
      return exit.couldNotTry;
    }
    const chosen = await chooseIfNeeded(session, options.backupPassphraseFile);
    const erased = chosen.ok ? await session.client.privacy.erase({ number: number.value }) : chosen;
    if (!erased.ok) {
      printProblem(erased.problem, json);
      return erased.problem.code === 'under-way' ? exit.notReached : exit.couldNotTry;
    }
    const { messages, events, callbacks, polls, attempts, drafts, runs, views, scenarios, inbound, backups } =
      erased.value;
    const cancelling = await afterUnlocking(session, erased.value.cancelling);
    const { backupsNotReached, ...counts } = erased.value;
    if (json)
      printJson({
        ...counts,
        backups_not_reached: backupsNotReached,
        cancelling: cancellingLine(cancelling),
      });
    else {
      printLine(
        `Erased: ${messages} messages, ${attempts} attempts, ${callbacks} callbacks, ${inbound} inbound messages, ${polls} answers, ${events} events; from ${drafts} drafts, ${runs} test runs, ${views} saved views, ${scenarios} scenarios and ${backups} backups.`,
      );
      printCancelling(cancelling, Date.now());
    }
    for (const file of backupsNotReached)
      note(`${file} could not be read, so it may still hold the number: look at it, or remove it.`);
    if (!json) note('Files that were exported, and copies in other places, are not reached.');
    return exit.reached;
  });
}
