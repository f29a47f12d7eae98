/** Appends lines to a file. It never throws or waits, and keeps no lines in memory that cannot be written. */
import { closeSync, constants, fstatSync, mkdirSync, openSync, renameSync, rmSync, writeSync } from 'node:fs';
import { dirname } from 'node:path';

export type LogFile = {
  /** Writes a line with its line break. A line that cannot be written is counted and dropped. */
  write(line: string): void;
  /**
   * Returns why lines are being lost (the system's code, such as ENOSPC); null if the last line was written.
   */
  trouble(): string | null;
  close(): void;
};

/** Windows has no such flag, and its folders contain no named pipes. */
const neverWaiting = constants.O_NONBLOCK ?? 0;

/**
 * Opens a file of lines, mode 0600, in a folder of mode 0700 that is created if missing.
 * @param largest bytes; a file of this size is renamed to `<file>.1`, and a new one is started
 * @param lostLine returns the line that reports how many lines were lost, written once there is space again
 */
export function openLogFile(file: string, largest: number, lostLine: (lost: number) => string): LogFile {
  let descriptor: number | null = null;
  let size = 0;
  let lost = 0;
  let isTorn = false;
  let isClosed = false;
  let trouble: string | null = null;

  function open(): number {
    mkdirSync(dirname(file), { recursive: true, mode: 0o700 });
    // Opening or writing a named pipe that nobody reads would block.
    const flags = constants.O_WRONLY | constants.O_APPEND | constants.O_CREAT | neverWaiting;
    const opened = openSync(file, flags, 0o600);
    size = fstatSync(opened).size;
    return opened;
  }

  function turn(): void {
    if (descriptor !== null) closeSync(descriptor);
    descriptor = null;
    rmSync(`${file}.1`, { force: true });
    renameSync(file, `${file}.1`);
  }

  function append(line: string): void {
    const bytes = Buffer.from(isTorn ? `\n${line}` : line);
    descriptor ??= open();
    const written = writeSync(descriptor, bytes);
    size += written;
    if (written > 0) isTorn = written < bytes.length;
    if (written < bytes.length) throw Object.assign(new Error('cut short'), { code: 'ENOSPC' });
  }

  return {
    write(line) {
      if (isClosed) return;
      try {
        descriptor ??= open();
        if (size >= largest) turn();
        if (lost > 0) {
          append(lostLine(lost));
          lost = 0;
        }
        append(line);
        trouble = null;
      } catch (error) {
        lost += 1;
        trouble = error instanceof Error && 'code' in error ? String(error.code) : 'unknown';
      }
    },
    trouble: () => trouble,
    close() {
      isClosed = true;
      try {
        if (descriptor !== null) closeSync(descriptor);
      } catch {
        // The lost lines have been counted.
      }
      descriptor = null;
    },
  };
}
