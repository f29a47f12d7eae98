/**
 * The command line. Every command attaches to the console of its data folder, or runs the console itself
 * until it ends.
 */

import { Command, CommanderError } from 'commander';
import { errorMessage } from '../../shared/error-message.ts';
import { addAccountCommands } from './commands/accounts.ts';
import { addAuditCommand } from './commands/audit.ts';
import { addBackupCommands } from './commands/backups.ts';
import { addDoctorCommand } from './commands/doctor.ts';
import { addMessageCommands } from './commands/messages.ts';
import { addPeopleCommands } from './commands/privacy.ts';
import { addReplayCommand } from './commands/replay.ts';
import { addRunCommand } from './commands/run-plan.ts';
import { addRunsCommand } from './commands/runs.ts';
import { addSearchCommand } from './commands/search.ts';
import { addSendCommand } from './commands/send.ts';
import { addServerCommands } from './commands/servers.ts';
import { enterCallersFolder } from './npm-run.ts';
import { exit, note, watchOutput } from './output.ts';
import { version } from './version.ts';

/** The commands with their options. */
export function createProgram(): Command {
  const program = new Command('omnideck')
    .description(
      "A console for Messente's Omnichannel API: fallback chains, and the outcome of each message.",
    )
    .version(version)
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride();
  addSendCommand(program);
  addMessageCommands(program);
  addAccountCommands(program);
  addSearchCommand(program);
  addBackupCommands(program);
  addPeopleCommands(program);
  addRunCommand(program);
  addRunsCommand(program);
  addAuditCommand(program);
  addDoctorCommand(program);
  addServerCommands(program);
  addReplayCommand(program);
  return program;
}

/** Runs one command. Sets the process's exit code; does not throw. */
export async function main(words: readonly string[]): Promise<void> {
  watchOutput();
  try {
    enterCallersFolder();
    await createProgram().parseAsync([...words], { from: 'user' });
  } catch (error) {
    if (error instanceof CommanderError) {
      process.exitCode = error.exitCode === 0 ? exit.reached : exit.couldNotTry;
      return;
    }
    note(`Omnideck failed: ${errorMessage(error)}.`);
    if (process.env.OMNIDECK_DEBUG && error instanceof Error && error.stack) note(error.stack);
    process.exitCode = exit.couldNotTry;
  }
}
