import type { Completed, CompletedCommand, CompletedOption } from './completed-commands.ts';

/** Returns the script that completes Omnideck's commands in fish. */
export function fishCompletion(commands: readonly CompletedCommand[]): string {
  return `# Completes omnideck in fish. In ~/.config/fish/config.fish: omnideck completion fish | source
function __omnideck_at
    set -l at ''
    for word in (commandline -opc)[2..-1]
        if contains -- "$at/$word" ${commands.map(({ path }) => quoted(path)).join(' ')}
            set at "$at/$word"
        end
    end
    test "$at" = "$argv[1]"
end

complete -c omnideck -f
${commands.flatMap(linesOf).join('\n')}
`;
}

function linesOf({ path, commands, options, argument }: CompletedCommand): readonly string[] {
  const line = `complete -c omnideck -n ${quoted(`__omnideck_at '${path}'`)}`;
  return [
    ...commands.map(({ name, description }) => `${line} -a ${name} -d ${quoted(description)}`),
    ...(argument === 'text' ? [] : [`${line} ${offering(argument)}`]),
    ...options.map((option) => `${line} ${flagsOf(option)} -d ${quoted(option.description)}`),
  ];
}

function flagsOf({ name, value }: CompletedOption): string {
  const flag = name.startsWith('--') ? `-l ${name.slice(2)}` : `-s ${name.slice(1)}`;
  if (value === null) return flag;
  if (value === 'file') return `${flag} -r -F`;
  return value === 'text' ? `${flag} -x` : `${flag} -x ${offering(value)}`;
}

function offering(value: Exclude<Completed, 'text'>): string {
  if (value === 'file') return '-F';
  if (value === 'account') return `-a '(omnideck completion --accounts 2>/dev/null)'`;
  return `-a ${quoted(value.map(quoted).join(' '))}`;
}

/** Returns a word of fish that stands for the text. */
function quoted(text: string): string {
  return `'${text.replaceAll('\\', '\\\\').replaceAll("'", "\\'")}'`;
}
