/** What a shell can complete: the commands of commander's tree as plain values. */
import type { Argument, Command, Option } from 'commander';
import { builtInPurposes } from '../../../shared/messaging/purposes.ts';

/** What a value is completed to; `text` to nothing. */
export type Completed = 'text' | 'file' | 'account' | readonly string[];

export type CompletedOption = {
  /** With its dashes. */
  readonly name: string;
  readonly description: string;
  /** null if the option takes no value or may stand without one. */
  readonly value: Completed | null;
};

export type CompletedCommand = {
  /** The words of the command after the program's name, each with a slash before it: '/account/add'. */
  readonly path: string;
  readonly commands: readonly { readonly name: string; readonly description: string }[];
  readonly options: readonly CompletedOption[];
  readonly argument: Completed;
};

/** Returns the program and each of its commands. */
export function completedCommands(command: Command, path = ''): readonly CompletedCommand[] {
  const help = command.createHelp();
  const commands = command.commands.map((inner) => ({
    name: inner.name(),
    description: help.subcommandDescription(inner),
  }));
  const options = help.visibleOptions(command).flatMap(completedOptions);
  const [argument] = command.registeredArguments;
  return [
    { path, commands, options, argument: argument === undefined ? 'text' : ofArgument(argument, path) },
    ...command.commands.flatMap((inner) => completedCommands(inner, `${path}/${inner.name()}`)),
  ];
}

/** A script of completion is written once, so it knows only the built-in ones; a name with a space would be two words. */
const completedPurposes = builtInPurposes.map(({ name }) => name).filter((name) => !name.includes(' '));

function completedOptions(option: Option): readonly CompletedOption[] {
  const { argChoices, description, flags, required } = option;
  const [, valueName = ''] = /<([^>]+)>/u.exec(flags) ?? [];
  const named =
    option.long === '--account'
      ? 'account'
      : option.long === '--purpose'
        ? completedPurposes
        : ofValue(valueName);
  const value = required ? (argChoices ?? named) : null;
  const names = [option.long, option.short].filter((name) => typeof name === 'string');
  return names.map((name) => ({ name, description, value }));
}

function ofArgument(argument: Argument, path: string): Completed {
  if (argument.argChoices !== undefined) return argument.argChoices;
  if (path.startsWith('/account/')) return 'account';
  return ofValue(argument.name());
}

function ofValue(name: string): Completed {
  return ['file', 'dir', 'plan'].includes(name) ? 'file' : 'text';
}
