import type { CompletedCommand, CompletedOption } from './completed-commands.ts';

/** Returns the script that completes Omnideck's commands in bash. */
export function bashCompletion(commands: readonly CompletedCommand[]): string {
  return `# Completes omnideck in bash. In ~/.bashrc: eval "$(omnideck completion bash)"\n${functions(commands)}`;
}

/** Returns the script for zsh, which can run a completion of bash. */
export function zshCompletion(commands: readonly CompletedCommand[]): string {
  return `# Completes omnideck in zsh. In ~/.zshrc, after compinit: eval "$(omnideck completion zsh)"
autoload -U +X bashcompinit && bashcompinit
${functions(commands)}`;
}

/**
 * The first function sets what can follow a command and each of its options. The others offer it. All of them run in bash
 * 3.2 too, which macOS has. Only files are completed as file names: a command would otherwise get a slash where a folder
 * has its name. Account names, and files in a shell without compopt, are quoted here, because the shell does not do it.
 */
const functions = (commands: readonly CompletedCommand[]): string => `_omnideck_at() {
  case "$1" in
${commands.map(ofCommand).join('\n')}
  *) return 1 ;;
  esac
}

_omnideck_lines() {
  local line
  while IFS= read -r line; do
    case "$line" in "$1"*) COMPREPLY+=("$(printf "$2" "$line")") ;; esac
  done
}

_omnideck() {
  local current="\${COMP_WORDS[COMP_CWORD]}" previous="\${COMP_WORDS[COMP_CWORD-1]}"
  local words='' texts='' files='' accounts='' choices='' argument='' at='' offered='' index word
  COMPREPLY=()
  for ((index = 1; index < COMP_CWORD; index++)); do
    word="\${COMP_WORDS[index]}"
    if _omnideck_at "$at/$word"; then at="$at/$word"; fi
  done
  _omnideck_at "$at"
  for word in $choices; do
    case "$word" in "$previous="*) offered="$offered \${word#*=}" ;; esac
  done
  case " $texts " in *" $previous "*) return ;; esac
  case " $files " in *" $previous "*) argument=file words='' ;; esac
  case " $accounts " in *" $previous "*) argument=account words='' ;; esac
  if [[ -n "$offered" ]]; then words="$offered" argument=''; fi
  COMPREPLY=($(compgen -W "$words" -- "$current"))
  case "$current" in -*) return ;; esac
  if [[ "$argument" = file ]]; then
    if compopt -o filenames 2>/dev/null; then word=%s; else word=%q; fi
    _omnideck_lines "$current" "$word" < <(compgen -f -- "$current")
  fi
  if [[ "$argument" = account ]]; then
    _omnideck_lines "$current" %q < <(omnideck completion --accounts 2>/dev/null)
  fi
}

complete -F _omnideck omnideck
`;

function ofCommand({ path, commands, options, argument }: CompletedCommand): string {
  const taking = (value: CompletedOption['value']): string =>
    options.flatMap((option) => (option.value === value ? [option.name] : [])).join(' ');
  const words = [
    ...commands.map(({ name }) => name),
    ...options.map(({ name }) => name),
    ...(typeof argument === 'string' ? [] : argument),
  ];
  const choices = options.flatMap(({ name, value }) =>
    Array.isArray(value) ? value.map((choice) => `${name}=${choice}`) : [],
  );
  return `  '${path}')
    words='${words.join(' ')}' choices='${choices.join(' ')}'
    texts='${taking('text')}' files='${taking('file')}' accounts='${taking('account')}'
    argument='${typeof argument === 'string' ? argument : ''}' ;;`;
}
