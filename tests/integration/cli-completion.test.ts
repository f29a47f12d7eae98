/** Tests the completion in the shells themselves: each reads the printed script and completes command lines. */
import { spawnSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { completedCommands } from '../../electron/cli/completion/completed-commands.ts';
import { createProgram } from '../../electron/cli/main.ts';
import { omnideckScript } from '../helpers/engine-files.ts';
import { cleanEnvironment, omnideck } from '../helpers/omnideck-process.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

type Shell = 'bash' | 'zsh' | 'fish';

const isInstalled = (shell: Shell): boolean => spawnSync(shell, ['--version']).status === 0;

/** Returns a folder for a shell, with the script and a program `omnideck` to call. */
async function prepare(shell: Shell): Promise<string> {
  const folder = temporaryFolder();
  const printed = await omnideck(['completion', shell]);
  expect(printed).toMatchObject({ code: 0, stderr: '' });
  writeFileSync(join(folder, 'script'), printed.stdout);
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'omnideck');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${omnideckScript}' "$@"\n`);
  chmodSync(program, 0o755);
  return folder;
}

function run(shell: Shell, folder: string, words: readonly string[]): string {
  const { stdout, stderr, status } = spawnSync(shell, words, {
    cwd: folder,
    encoding: 'utf8',
    env: cleanEnvironment({
      PATH: `${join(folder, 'bin')}${delimiter}${process.env.PATH ?? ''}`,
      OMNIDECK_DATA: join(folder, 'data'),
      HOME: folder,
    }),
  });
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return stdout;
}

/** Returns what bash offers for each command line, at its end. */
function completeInBash(folder: string, lines: readonly string[]): readonly (readonly string[])[] {
  const complete = `source ./script
while IFS= read -r line; do
  read -ra COMP_WORDS <<< "$line"
  case "$line" in *' ') COMP_WORDS+=('') ;; esac
  COMP_CWORD=$((\${#COMP_WORDS[@]} - 1))
  _omnideck
  (IFS='|'; printf '%s\\n' "\${COMPREPLY[*]}")
done < lines`;
  writeFileSync(join(folder, 'lines'), lines.map((line) => `${line}\n`).join(''));
  const offered = run('bash', folder, ['--norc', '-c', complete]).trimEnd().split('\n');
  return offered.map((line) => (line === '' ? [] : line.split('|')));
}

describe.runIf(isInstalled('bash'))('the completion in bash', () => {
  it('offers each command and each option', async () => {
    const commands = completedCommands(await createProgram());
    const offered = completeInBash(
      await prepare('bash'),
      commands.flatMap(({ path }) => [`omnideck${path.replaceAll('/', ' ')} `]),
    );
    expect(commands.length).toBeGreaterThan(25);
    for (const [index, { path, commands: inner, options }] of commands.entries()) {
      const names = [...inner, ...options].map(({ name }) => name);
      for (const name of names) expect(offered[index], path).toContain(name);
    }
  });

  it('completes the beginning of a word, choices and files', async () => {
    const folder = await prepare('bash');
    writeFileSync(join(folder, 'a plan.yaml'), '');
    const offered = completeInBash(folder, [
      'omnideck acc',
      'omnideck account add --text-store ',
      'omnideck send --sand',
      'omnideck run a',
      'omnideck run --junit a',
      'omnideck list --limit ',
      'omnideck completion ',
    ]);
    expect(offered).toEqual([
      ['account'],
      ['nostore', 'plaintext', 'sha256'],
      ['--sandbox'],
      // Quoted here, because no real completion is under way, in which bash quotes file names itself.
      ['a\\ plan.yaml'],
      ['a\\ plan.yaml'],
      [],
      ['--help', '-h', 'bash', 'zsh', 'fish'],
    ]);
  });

  it('completes commands as words, because a folder may have the name of one', async () => {
    const folder = await prepare('bash');
    expect(run('bash', folder, ['-c', 'source ./script; complete -p omnideck'])).toBe(
      'complete -F _omnideck omnideck\n',
    );
  });

  it('offers the names of the accounts, and creates no data folder for them', async () => {
    const folder = await prepare('bash');
    const [none] = completeInBash(folder, ['omnideck send --account ']);
    expect(none).toEqual([]);
    expect(run('bash', folder, ['-c', 'ls'])).not.toContain('data');
    run('bash', folder, ['-c', 'omnideck send --sandbox --to +37255500010 --sms Hi 2>&1']);
    const [names, checked] = completeInBash(folder, ['omnideck send --account S', 'omnideck account check ']);
    expect(names).toEqual(['Sandbox']);
    expect(checked).toContain('Sandbox');
  });
});

describe.runIf(isInstalled('fish'))('the completion in fish', () => {
  it('offers commands, options with descriptions, choices and files', async () => {
    const folder = await prepare('fish');
    writeFileSync(join(folder, 'plan.yaml'), '');
    const offer = (line: string): string =>
      run('fish', folder, ['--no-config', '-c', `source ./script; complete -C '${line}'`]);
    expect(offer('omnideck acc')).toBe('account\tMessente accounts of this console\n');
    const choices = offer('omnideck account add --text-store ').trimEnd().split('\n');
    expect(choices.map((line) => line.split('\t')[0])).toEqual(['nostore', 'plaintext', 'sha256']);
    expect(offer('omnideck run --junit pl')).toContain('plan.yaml');
    expect(offer('omnideck send --sand')).toMatch(/^--sandbox\tuse the built-in/u);
    expect(offer('omnideck run pl')).toContain('plan.yaml');
    expect(offer('omnideck account ')).not.toContain('script');
  });
});

describe.runIf(isInstalled('zsh'))('the completion in zsh', () => {
  it('offers what bash offers', async () => {
    const folder = await prepare('zsh');
    const session = `zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1='> '; autoload -U compinit && compinit -u && source ./script && bindkey '^I' complete-word && print re''ady"
zpty -r shell heard '*ready*'
zpty -w -n shell $'omnideck accoun\\t add --text-store pl\\t'
zpty -r shell heard '*plaintext*'
print -r -- "$heard"
zpty -d shell`;
    expect(run('zsh', folder, ['-f', '-c', session])).toMatch(/account.{1,20}add --text-store plaintext/su);
  });
});

describe('the command completion', () => {
  it('names the shells if it is called for another one, or for none', async () => {
    for (const words of [['completion'], ['completion', 'tcsh']]) {
      const printed = await omnideck(words);
      expect(printed).toMatchObject({ code: 2, stdout: '' });
      expect(printed.stderr).toMatch(/bash, zsh, fish/u);
    }
  });
});
