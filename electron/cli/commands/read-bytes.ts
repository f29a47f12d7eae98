import { open } from 'node:fs/promises';

/**
 * Reads a file, or standard input.
 * @param path `-`: standard input
 * @param limit bytes
 * @returns what there is, and of more than the limit at least so much that it shows
 * @throws what the file system says
 */
export async function readBytes(path: string, limit: number): Promise<Buffer> {
  if (path === '-') return readUpTo(process.stdin, limit);
  const file = await open(path, 'r');
  try {
    // A stream and not a buffer of the size that it claims to have: it may be a pipe, or grow.
    return await readUpTo(file.createReadStream({ autoClose: false }), limit);
  } finally {
    await file.close();
  }
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
