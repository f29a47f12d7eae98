/** Reads a file line by line in limited memory: each line's bytes, or why it cannot be read. */
import type { FileHandle } from 'node:fs/promises';

export type Line =
  | { readonly kind: 'line'; readonly number: number; readonly text: string; readonly bytesRead: number }
  | { readonly kind: 'fault'; readonly number: number; readonly fault: 'too-long' | 'not-utf8' };

const pieceBytes = 256 * 1024;

/**
 * Yields lines ending in "\n" (a "\r" before it belongs to the line), counted from 1; a byte order mark at
 * the beginning is not part of the first line. A line longer than the limit is reported and skipped, and
 * never kept in memory.
 * @param check called before each piece of the file is read; it ends the reading by throwing. A file may contain
 * gigabytes without a line
 */
export async function* readLines(
  file: FileHandle,
  check: () => void = () => undefined,
  longest = 16 * 1024 * 1024,
): AsyncGenerator<Line> {
  let number = 0;
  let bytesRead = 0;
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  let isTooLong = false;
  const buffer = Buffer.alloc(pieceBytes);

  const take = (): Line => {
    number += 1;
    const bytes = Buffer.concat(held);
    held = [];
    heldBytes = 0;
    if (isTooLong) {
      isTooLong = false;
      return { kind: 'fault', number, fault: 'too-long' };
    }
    try {
      // By default the decoder removes a byte order mark; only the first line may have one.
      const text = new TextDecoder('utf-8', { fatal: true, ignoreBOM: number > 1 }).decode(bytes);
      return { kind: 'line', number, text, bytesRead };
    } catch {
      return { kind: 'fault', number, fault: 'not-utf8' };
    }
  };
  const hold = (bytes: Uint8Array): void => {
    heldBytes += bytes.length;
    if (heldBytes > longest) {
      isTooLong = true;
      held = [];
    } else if (bytes.length > 0) held.push(Uint8Array.from(bytes));
  };

  for (;;) {
    check();
    const { bytesRead: got } = await file.read(buffer, 0, pieceBytes, null);
    if (got === 0) break;
    const piece = buffer.subarray(0, got);
    let from = 0;
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, from)) {
      hold(piece.subarray(from, at));
      bytesRead += at + 1 - from;
      from = at + 1;
      yield take();
    }
    hold(piece.subarray(from));
    bytesRead += got - from;
  }
  if (heldBytes > 0) yield take();
}
