/**
 * The backup passphrase: it seals into backups the key that recognises erased people, so that nobody writes to them after a
 * restore on another computer.
 */
import type { Command } from 'commander';
import type { Erasures } from '../../../shared/contract/privacy.ts';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { choosePassphrase } from '../choose-passphrase.ts';
import { type EveryOption, withEveryOption } from '../options.ts';
import { exit, note, printJson, printLine, printProblem } from '../output.ts';
import { askYes } from '../prompt.ts';
import { runInSession } from '../run.ts';
import { readSecret } from '../secret-input.ts';
import type { Session } from '../session.ts';

export type PassphraseOption = { readonly backupPassphraseFile?: string };

export function withPassphraseOption(command: Command): Command {
  return command.option(
    '--backup-passphrase-file <path>',
    'a file with only the backup passphrase; - reads standard input',
  );
}

const why =
  'Backups then recognise erased people on another computer as well, so that nobody writes to them by mistake.';

/**
 * Lets a person choose the backup passphrase before something that needs it: from a file, or at a terminal, where it is typed
 * twice. Without either, it only says what is missing.
 * @returns problems `passphrase-empty`, `passphrase-weak`, and those of the file
 */
export async function chooseIfNeeded(
  { client }: Pick<Session, 'client'>,
  file: string | undefined,
): Promise<Result<null>> {
  if (file === undefined && (await client.privacy.erasures()).passphraseSet) return ok(null);
  const chosen = await newPassphrase(file);
  if (!chosen.ok) return chosen;
  if (chosen.value === null) {
    note(`No backup passphrase is chosen: choose one with “omnideck backup-passphrase set”.\n${why}`);
    return ok(null);
  }
  const set = await client.privacy.setBackupPassphrase({ passphrase: chosen.value });
  return set.ok ? ok(null) : set;
}

/** Returns a new passphrase; null if nobody can be asked. */
async function newPassphrase(file: string | undefined): Promise<Result<string | null>> {
  if (file !== undefined) return readSecret('', file);
  if (process.stdin.isTTY) note(`Choose a backup passphrase. ${why}`);
  return ok(await choosePassphrase('Backup passphrase: '));
}

function erasuresLine({ people, passphraseSet, held, canOpen }: Erasures) {
  return { erased_people: people, passphrase_set: passphraseSet, sending_held: held, can_enter: canOpen };
}

function printErasures(erasures: Erasures, json: boolean): number {
  const { people, passphraseSet, held } = erasures;
  if (json) printJson(erasuresLine(erasures));
  else {
    printLine(
      passphraseSet
        ? 'A backup passphrase is chosen: each backup from now on carries the key that recognises erased people.'
        : 'No backup passphrase is chosen: after a restore on another computer, erased people are not recognised.',
    );
    printLine(`People who were erased and may not be written to: ${people}.`);
    if (held) printLine('Sending is held, because erased people of a restored backup are not recognised.');
  }
  return held ? exit.notReached : exit.reached;
}

/** Adds the commands backup-passphrase show, set, enter, lost. */
export function addBackupPassphraseCommands(program: Command): void {
  const group = program
    .command('backup-passphrase')
    .description('what makes backups recognise erased people on another computer');

  withEveryOption(group.command('show'))
    .description('whether one is chosen, and whether sending is held for want of one')
    .action((options: EveryOption) =>
      runInSession(options, async ({ client }, json) => printErasures(await client.privacy.erasures(), json)),
    );

  withPassphraseOption(withEveryOption(group.command('set')))
    .description('choose it, or change it; backups from before keep theirs')
    .action((options: EveryOption & PassphraseOption) =>
      runInSession(options, async ({ client }, json) => {
        const chosen = await newPassphrase(options.backupPassphraseFile);
        const set =
          chosen.ok && chosen.value !== null
            ? await client.privacy.setBackupPassphrase({ passphrase: chosen.value })
            : chosen.ok
              ? fail(cliProblem('no-backup-passphrase', {}, 'backup-passphrase-file'))
              : chosen;
        if (set.ok) return printErasures(set.value, json);
        printProblem(set.problem, json);
        return exit.couldNotTry;
      }),
    );

  withPassphraseOption(withEveryOption(group.command('enter')))
    .description('enter that of a restored backup, so that sending continues')
    .action((options: EveryOption & PassphraseOption) =>
      runInSession(options, async ({ client }, json) => {
        const passphrase = await readSecret('Backup passphrase: ', options.backupPassphraseFile);
        const entered = passphrase.ok
          ? await client.privacy.enterBackupPassphrase({ passphrase: passphrase.value })
          : passphrase;
        if (entered.ok) return printErasures(entered.value, json);
        printProblem(entered.problem, json);
        return exit.couldNotTry;
      }),
    );

  withEveryOption(group.command('lost'))
    .description('confirm that the erased numbers can no longer be recognised, so that sending continues')
    .option('--yes', 'without asking')
    .action((options: EveryOption & { readonly yes?: boolean }) =>
      runInSession(options, async ({ client }, json) => {
        const before = await client.privacy.erasures();
        if (!before.held) return printErasures(before, json);
        note(
          'The erased numbers of the restored backup can no longer be recognised: they may be written to again.',
        );
        if (options.yes !== true && (await askYes('Confirm? (yes/no) ')) !== true) {
          printProblem(cliProblem('not-confirmed', {}, 'yes'), json);
          return exit.couldNotTry;
        }
        return printErasures(await client.privacy.giveUpErasures(), json);
      }),
    );
}
