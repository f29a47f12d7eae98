import { resolve } from 'node:path';
import { openPlainFile } from '../../engine/files/plain-file.ts';

/**
 * Reads a file or standard input.
 * @param path `-` means standard input
 * @param limit bytes
 * @returns the content; if it exceeds the limit, slightly more than the limit, so that the caller notices
 * @throws the file system's error, which names the whole path
 */
export async function readBytes(path: string, limit: number): Promise<Buffer> {
  if (path === '-') return readUpTo(process.stdin, limit);
  const file = await openPlainFile(resolve(path));
  try {
    // Use a stream, not a buffer of the reported size, because the file may still grow.
    return await readUpTo(file.createReadStream({ autoClose: false }), limit);
  } finally {
    await file.close();
  }
}

/**
 * Reads a text of a limited size from a plain file or standard input.
 * @param path `-` means standard input
 * @throws NotPlainFile, the file system's error, or one that names the limit
 */
export async function readText(path: string, mostBytes: number): Promise<string> {
  const bytes = await readBytes(path, mostBytes + 1);
  if (bytes.length <= mostBytes) return bytes.toString('utf8');
  throw new Error(`${path === '-' ? 'standard input' : path} is larger than ${mostBytes} bytes`);
}

async function readUpTo(source: AsyncIterable<unknown>, limit: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of source) {
    const bytes = Buffer.from(chunk as Buffer);
    chunks.push(bytes);
    length += bytes.length;
    if (length >= limit) break;
  }
  return Buffer.concat(chunks);
}
