/**
 * The command line. Every command attaches to the console of its data folder, or runs the console itself
 * until it ends.
 */

import { Command, CommanderError } from 'commander';
import { errorMessage } from '../../shared/error-message.ts';
import { enterCallersFolder } from './npm-run.ts';
import { exit, note, watchOutput } from './output.ts';
import { version } from './version.ts';

type Group = {
  readonly names: readonly string[];
  /** Loads the code that declares the commands. */
  readonly load: () => Promise<(program: Command) => void>;
};

/** In the order of the help. */
const groups: readonly Group[] = [
  { names: ['send'], load: async () => (await import('./commands/send.ts')).addSendCommand },
  {
    names: ['status', 'cancel', 'list', 'pause', 'resume'],
    load: async () => (await import('./commands/messages.ts')).addMessageCommands,
  },
  { names: ['account'], load: async () => (await import('./commands/accounts.ts')).addAccountCommands },
  { names: ['search'], load: async () => (await import('./commands/search.ts')).addSearchCommand },
  {
    names: ['export', 'import', 'backup', 'restore'],
    load: async () => (await import('./commands/backups.ts')).addBackupCommands,
  },
  {
    names: ['do-not-send', 'erase'],
    load: async () => (await import('./commands/privacy.ts')).addPeopleCommands,
  },
  {
    names: ['backup-passphrase'],
    load: async () => (await import('./commands/backup-passphrase.ts')).addBackupPassphraseCommands,
  },
  { names: ['consent'], load: async () => (await import('./commands/consent.ts')).addConsentCommands },
  {
    names: ['quiet-hours', 'send-anyway'],
    load: async () => (await import('./commands/quiet-hours.ts')).addQuietHoursCommands,
  },
  { names: ['inbound'], load: async () => (await import('./commands/inbound.ts')).addInboundCommands },
  { names: ['caps'], load: async () => (await import('./commands/caps.ts')).addCapsCommands },
  { names: ['run'], load: async () => (await import('./commands/run-plan.ts')).addRunCommand },
  { names: ['runs'], load: async () => (await import('./commands/runs.ts')).addRunsCommand },
  { names: ['audit'], load: async () => (await import('./commands/audit.ts')).addAuditCommand },
  { names: ['doctor'], load: async () => (await import('./commands/doctor.ts')).addDoctorCommand },
  {
    names: ['serve', 'open', 'listen', 'sandbox'],
    load: async () => (await import('./commands/servers.ts')).addServerCommands,
  },
  { names: ['replay'], load: async () => (await import('./commands/replay.ts')).addReplayCommand },
  {
    names: ['completion'],
    load: async () => {
      const { addCompletionCommand } = await import('./commands/completion.ts');
      return (program) => addCompletionCommand(program, createProgram);
    },
  },
];

/** The version needs no command. */
const versionOptions = ['--version', '-V'];

/**
 * Returns the commands with their options. The code of the other commands is not loaded if the first word is a command.
 * @param words the command line; all commands are loaded for another first word, such as --help
 */
export async function createProgram(words: readonly string[] = []): Promise<Command> {
  const program = new Command('omnideck')
    .description(
      "A console for Messente's Omnichannel API: fallback chains, and the outcome of each message.",
    )
    .version(version)
    .showHelpAfterError('(--help shows what there is)')
    .exitOverride();
  const [first = ''] = words;
  const called = groups.filter(({ names }) => names.includes(first));
  const needed = called.length > 0 || versionOptions.includes(first) ? called : groups;
  for (const { load } of needed) (await load())(program);
  return program;
}

/** Runs one command. Sets the process's exit code; does not throw. */
export async function main(words: readonly string[]): Promise<void> {
  watchOutput();
  try {
    enterCallersFolder();
    await (await createProgram(words)).parseAsync([...words], { from: 'user' });
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
