import { fromOmnimessage, type ReadOmnimessage } from '../../../shared/messaging/from-omnimessage.ts';
import { parseJsonBody } from '../../../shared/messaging/json-body.ts';
import { jsonFault } from '../../../shared/messaging/json-fault.ts';
import { type Problem, problem } from '../../../shared/messaging/problem.ts';
import { readBytes } from './read-bytes.ts';

/** The longest documented omnimessage (cards on every channel) is far smaller. */
const maximumFileBytes = 1024 * 1024;

export type FileReading =
  | { readonly ok: true; readonly value: ReadOmnimessage }
  | { readonly ok: false; readonly problems: readonly Problem[] };

const field = 'omnimessage';

function refusal(code: string, sentence: string, mend: string): FileReading {
  return { ok: false, problems: [problem(code, sentence, mend, field)] };
}

/**
 * Reads a documented omnimessage from a file or from standard input, and judges it as the composer does.
 * @param path `-`: standard input
 * @returns the recipient and the chain, or every problem; a field is named in the body's own terms, or is
 *   `omnimessage` where it is the file that is at fault
 */
export async function readOmnimessageFile(path: string, nowAt: number): Promise<FileReading> {
  const name = path === '-' ? 'Standard input' : path;
  let bytes: Buffer;
  try {
    bytes = await readBytes(path, maximumFileBytes + 1);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    return refusal(
      'file-unreadable',
      `${name} can not be read (${code}).`,
      'Give the path of a JSON file, or - for standard input.',
    );
  }
  if (bytes.length > maximumFileBytes) {
    return refusal(
      'file-too-large',
      `${name} is larger than 1 MiB; no documented omnimessage is.`,
      'Give a file with one omnimessage; a file of many can be sent one by one.',
    );
  }
  return judge(bytes, name, nowAt);
}

function judge(bytes: Buffer, name: string, nowAt: number): FileReading {
  if (bytes.toString('utf8').trim() === '') {
    return refusal('file-empty', `${name} is empty.`, 'Give JSON such as {"to": …, "messages": […]}.');
  }
  // UTF-16, as a spreadsheet or an editor may save it. A mark at the front of UTF-8 is forgiven.
  if ((bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff)) {
    return refusal('not-utf-8', `${name} is UTF-16 text.`, 'Save it as UTF-8.');
  }
  const json = parseJsonBody(bytes);
  if (!json.ok) {
    const { code } = json.problem;
    if (code === 'not-utf-8') return refusal(code, `${name} is not UTF-8 text.`, 'Save it as UTF-8.');
    if (code === 'too-deep') return refusal(code, json.problem.sentence, 'Give a documented omnimessage.');
    const place = jsonFault(bytes.toString('utf8').replace(/^\uFEFF/u, ''));
    const where = place === null ? '' : ` from line ${place.line}, column ${place.column} on`;
    return refusal(code, `${name} is not JSON${where}.`, 'Correct it there.');
  }
  const read = fromOmnimessage(json.value, nowAt);
  if (read.ok || read.problems.some((one) => one.field !== null)) return read;
  return { ok: false, problems: read.problems.map((one): Problem => ({ ...one, field })) };
}
