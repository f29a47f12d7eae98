import { fromOmnimessage, type ReadOmnimessage } from '../../../shared/messaging/from-omnimessage.ts';
import { parseJsonBody } from '../../../shared/messaging/json-body.ts';
import { jsonFault } from '../../../shared/messaging/json-fault.ts';
import type { Problem } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';
import { readBytes } from './read-bytes.ts';

/** The longest documented omnimessage (cards on every channel) is far smaller. */
const maximumFileBytes = 1024 * 1024;

export type FileReading =
  | { readonly ok: true; readonly value: ReadOmnimessage }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const field = 'omnimessage';

function refusal(why: Problem): FileReading {
  return { ok: false, problems: [why] };
}

/**
 * Reads a documented omnimessage from a file or from standard input, and validates it like the composer.
 * @param path `-` means standard input
 * @returns the recipient and the chain, or every problem. A field is named as in the body; `omnimessage`
 * means the
 * file as a whole
 */
export async function readOmnimessageFile(path: string, nowAt: number): Promise<FileReading> {
  const name = path === '-' ? 'Standard input' : path;
  let bytes: Buffer;
  try {
    bytes = await readBytes(path, maximumFileBytes + 1);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return refusal(cliProblem('file-unreadable', { name, why: code }, field));
  }
  if (bytes.length > maximumFileBytes) {
    return refusal(cliProblem('file-too-large', { name }, field));
  }
  return judge(bytes, name, nowAt);
}

function judge(bytes: Buffer, name: string, nowAt: number): FileReading {
  if (bytes.toString('utf8').trim() === '') {
    return refusal(cliProblem('file-empty', { name }, field));
  }
  // UTF-16, which spreadsheets and editors may save. A byte order mark in UTF-8 is accepted.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refusal(cliProblem('not-utf-8/utf-16', { name }, field));
  }
  const json = parseJsonBody(bytes);
  if (!json.ok) {
    const { code } = json.problem;
    if (code === 'not-utf-8') return refusal(cliProblem('not-utf-8', { name }, field));
    if (code === 'too-deep') return refusal(cliProblem('too-deep', { why: json.problem }, field));
    const place = jsonFault(bytes.toString('utf8').replace(/^\uFEFF/u, ''));
    return refusal(
      place === null
        ? cliProblem('not-json', { name }, field)
        : cliProblem('not-json/at', { name, ...place }, field),
    );
  }
  const read = fromOmnimessage(json.value, nowAt);
  if (read.ok || read.problems.some((one) => one.field !== null)) return read;
  return { ok: false, problems: read.problems.map((one): Problem => ({ ...one, field })) };
}
