/** Runs the command line at a pseudo-terminal, as a person does. Linux only: `script` of util-linux. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { onTestFinished } from 'vitest';
import { omnideckScript } from './engine-files.ts';
import { cleanEnvironment } from './omnideck-process.ts';

export type Terminal = {
  /** Returns what the terminal shows so far, without the codes that move the cursor. */
  screen(): string;
  /** Sends keys: `yes\r`, or `\u0004` for Ctrl+D. */
  type(keys: string): void;
  /** Resolves with the exit code of the command. */
  readonly ended: Promise<number | null>;
};

export const canOpenTerminal = process.platform === 'linux';

const quoted = (word: string): string => `'${word.replaceAll("'", "'\\''")}'`;

/** Returns the words of `omnideck …` for a shell. */
export function shellCommand(words: readonly string[]): string {
  return [process.execPath, omnideckScript, ...words].map(quoted).join(' ');
}

/** Starts a shell command in a terminal of its own. The test ends the command if the command still runs. */
export function startInTerminal(command: string): Terminal {
  const child = spawn('script', ['-q', '-e', '-c', command, '/dev/null'], {
    env: cleanEnvironment({ SHELL: '/bin/sh', TERM: 'dumb' }),
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let shown = '';
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    shown += text;
  });
  child.stdin.on('error', () => undefined);
  const ended = once(child, 'close').then(([code]): number | null =>
    typeof code === 'number' ? code : null,
  );
  onTestFinished(async () => {
    // `script` passes the end of the terminal on to the command as SIGHUP.
    child.kill('SIGTERM');
    await ended;
  });
  return {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the codes of a terminal begin with ESC
    screen: () => shown.replaceAll(/\u001b\[[\d;?]*[A-Za-z]/gu, ''),
    type: (keys) => void child.stdin.write(keys),
    ended,
  };
}
