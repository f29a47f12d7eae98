import { isUtf8 } from 'node:buffer';
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { readBytes } from './read-bytes.ts';

/** A list of ten thousand numbers is smaller. */
const usualBytes = 1024 * 1024;

/** Returns the text of a file. @param path `-` means standard input */
export async function readTextFile(path: string, mostBytes = usualBytes): Promise<Result<string>> {
  const name = path === '-' ? 'Standard input' : path;
  let bytes: Buffer;
  try {
    bytes = await readBytes(path, mostBytes + 1);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return fail(cliProblem('file-unreadable/list', { name, why: code }, 'file'));
  }
  if (bytes.length > mostBytes) {
    const most = mostBytes === usualBytes ? '1 MiB' : `${mostBytes / 1_000_000} MB`;
    return fail(cliProblem('file-too-large/list', { name, most }, 'file'));
  }
  if (isWorkbook(bytes)) return fail(cliProblem('is-workbook', { name }, 'file'));
  if (!isUtf8(bytes)) return fail(cliProblem('not-utf-8', { name }, 'file'));
  return ok(bytes.toString('utf8'));
}

/** "PK" begins an XLSX file; D0 CF 11 E0 a workbook of an older format, or one with a password. */
function isWorkbook(bytes: Buffer): boolean {
  return (
    bytes.subarray(0, 4).equals(Buffer.from('PK\x03\x04')) ||
    bytes.subarray(0, 4).equals(Buffer.from([0xd0, 0xcf, 0x11, 0xe0]))
  );
}
