import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { readBytes } from './read-bytes.ts';

/** A list of ten thousand numbers is smaller. */
const mostBytes = 1024 * 1024;

/** Returns the text of a file. @param path `-` means standard input */
export async function readTextFile(path: string): Promise<Result<string>> {
  const name = path === '-' ? 'Standard input' : path;
  let bytes: Buffer;
  try {
    bytes = await readBytes(path, mostBytes + 1);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return fail(cliProblem('file-unreadable/list', { name, why: code }, 'file'));
  }
  if (bytes.length > mostBytes) return fail(cliProblem('file-too-large/list', { name }, 'file'));
  if (!isUtf8(bytes)) return fail(cliProblem('not-utf-8', { name }, 'file'));
  return ok(bytes.toString('utf8'));
}
