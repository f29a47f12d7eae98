import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { Argument, type Command, Option } from 'commander';
import { defaultFolder } from '../../engine/data-folder.ts';
import { bashCompletion, zshCompletion } from '../completion/bash.ts';
import { completedCommands } from '../completion/completed-commands.ts';
import { fishCompletion } from '../completion/fish.ts';
import { exit, printContent, printLine } from '../output.ts';
import { runReading } from '../run.ts';

const scripts = { bash: bashCompletion, zsh: zshCompletion, fish: fishCompletion } as const;
const shells = Object.keys(scripts);

/**
 * Adds the command completion. The scripts that it prints also call it for the names of the accounts.
 * @param allCommands loads the program with all of its commands
 */
export function addCompletionCommand(program: Command, allCommands: () => Promise<Command>): void {
  program
    .command('completion')
    .description('print a script with which a shell completes commands, options, files and account names')
    .addArgument(new Argument('[shell]', 'the shell').choices(shells))
    .addOption(new Option('--accounts', 'print the names of the accounts').hideHelp())
    .action(
      async (shell: keyof typeof scripts | undefined, { accounts }: { accounts?: boolean }, command) => {
        if (accounts === true) return printAccounts();
        if (shell === undefined) return command.error(`error: name a shell: ${shells.join(', ')}`);
        printContent(scripts[shell](completedCommands(await allCommands())));
      },
    );
}

/** Prints the names of the accounts, one a line. A folder without a database is not created. */
async function printAccounts(): Promise<void> {
  if (!existsSync(join(defaultFolder(), 'omnideck.db'))) return;
  await runReading({}, async ({ client }) => {
    for (const { name } of await client.accounts.list()) printLine(name);
    return exit.reached;
  });
}
