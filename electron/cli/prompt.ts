import { closeSync, openSync } from 'node:fs';
import { createInterface } from 'node:readline/promises';
import { Writable } from 'node:stream';
import { ask, withoutControls } from './output.ts';

/** Asks for a secret at the terminal with hidden input. @returns null if there is no terminal */
export async function askSecret(question: string): Promise<string | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  ask(question);
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() });
  const lines = createInterface({ input: process.stdin, output: silent, terminal: true });
  try {
    return await lines.question('');
  } finally {
    lines.close();
    ask('');
  }
}

/**
 * Returns whether a person may see this command at work: one of its three streams is a terminal, or the process belongs to
 * one although all three are redirected. Commands of cron, of services and of CI usually belong to none.
 */
export function isAtTerminal(): boolean {
  const streams = [process.stdin, process.stdout, process.stderr];
  return streams.some((stream) => stream.isTTY === true) || hasControllingTerminal();
}

/** POSIX: /dev/tty can be opened only by a process that has a controlling terminal. Windows has no such file. */
function hasControllingTerminal(): boolean {
  try {
    closeSync(openSync('/dev/tty', 'r'));
    return true;
  } catch {
    return false;
  }
}

/**
 * Asks a yes-or-no question at the terminal; only "yes" (or "y") counts as yes. @returns null if the question
 * cannot be asked, because standard input or standard error is not a terminal
 */
export async function askYes(question: string): Promise<boolean | null> {
  if (!process.stdin.isTTY || !process.stderr.isTTY) return null;
  // Something was typed at the terminal up to its end (Ctrl+D), such as a plan: no answer can follow.
  if (process.stdin.readableEnded) return false;
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^y(es)?$/iu.test((await lines.question(withoutControls(question))).trim());
  } catch (error) {
    // Ctrl+C or Ctrl+D in the place of an answer.
    if (!(error instanceof Error) || error.name !== 'AbortError') throw error;
    ask('');
    return false;
  } finally {
    lines.close();
  }
}

/** Reads all of standard input, without a single final line break. */
export async function readStandardInput(): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of process.stdin) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks)
    .toString('utf8')
    .replace(/\r?\n$/u, '');
}
