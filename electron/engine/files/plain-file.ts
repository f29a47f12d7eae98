/**
 * Opens a file whose path somebody gave. A pipe, a device or an entry of /proc may never end, or may never open, so
 * only plain files are read. The file is opened first and judged afterwards: another file may take its name between.
 */
import { closeSync, constants, fstatSync, openSync, readSync } from 'node:fs';
import { type FileHandle, open } from 'node:fs/promises';

/** `code` is for people: it appears where the system's code would, "EACCES" for example. */
export class NotPlainFile extends Error {
  readonly code = 'not a plain file';
  constructor(path: string) {
    super(`${path} is not a plain file, but a folder, a pipe or a device`);
  }
}

/** Without O_NONBLOCK, opening a pipe waits for a writer. Windows has neither. */
const flags = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a plain file for reading. An entry of /proc claims to be an empty plain file, but has content.
 * @throws NotPlainFile, or the system's error
 */
export async function openPlainFile(path: string): Promise<FileHandle> {
  const file = await open(path, flags);
  try {
    const found = await file.stat();
    if (!found.isFile()) throw new NotPlainFile(path);
    if (found.size === 0 && (await file.read(Buffer.alloc(1), 0, 1, 0)).bytesRead > 0) {
      throw new NotPlainFile(path);
    }
    return file;
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Opens a plain file for reading, for code that is not asynchronous. @throws NotPlainFile, or the system's error */
export function openPlainFileSync(path: string): number {
  const descriptor = openSync(path, flags);
  try {
    const found = fstatSync(descriptor);
    if (!found.isFile()) throw new NotPlainFile(path);
    if (found.size === 0 && readSync(descriptor, Buffer.alloc(1), 0, 1, 0) > 0) {
      throw new NotPlainFile(path);
    }
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}
