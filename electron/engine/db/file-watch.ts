/**
 * Notices that another program deleted, replaced, moved or truncated the files of an open database. SQLite itself continues
 * with the files that it has open, so what is written then is lost when the process ends. The files are only looked
 * at and never opened: closing a second descriptor would end SQLite's locks.
 */
import { type BigIntStats, statSync } from 'node:fs';

/** What SQLite knows about its files. */
export type KnownSizes = {
  /** Bytes of the whole database, with the pages that are only in the log. */
  readonly database: number;
  /** Bytes of the log that are not obsolete. */
  readonly log: number;
  /** Bytes of the database's pages that are in the log. */
  readonly inLog: number;
  /** Whether another program that uses SQLite has written since the start: it may also make the files smaller. */
  readonly hasOtherWriter: boolean;
};

/** missing: the open files still hold the data. changed: they may not. */
export type FileLoss = 'missing' | 'changed';

export type FileWatch = {
  /** Returns what happened to the files since `written`. */
  check(): FileLoss | null;
  /** Returns what happened to the files during a commit of our own. */
  checkCommit(): FileLoss | null;
  /** Remembers the files as our own commit left them. */
  written(): void;
};

/** The database, its write-ahead log, and the index of the log. */
const ends = ['', '-wal', '-shm'] as const;

/**
 * Watches a database that was opened just now.
 * @param knownSizes returns null if SQLite cannot say it now
 */
export function watchFiles(file: string, knownSizes: () => KnownSizes | null): FileWatch {
  const known = new Map<string, BigIntStats>();

  const lossOf = (sameSize: readonly (typeof ends)[number][]): FileLoss | null => {
    for (const end of ends) {
      const before = known.get(end);
      if (before === undefined) continue;
      const found = look(file + end);
      if (found === 'unknown') continue;
      if (found === null || isOther(before, found)) return 'missing';
      if (sameSize.includes(end) && found.size < before.size && !mayBeSmaller(end, Number(found.size)))
        return 'changed';
    }
    return null;
  };

  /** Whether another program may have used SQLite to empty the log, or to give back unused pages. */
  const mayBeSmaller = (end: (typeof ends)[number], size: number): boolean => {
    const sizes = knownSizes();
    if (sizes === null || !sizes.hasOtherWriter) return false;
    return end === '-wal' ? size >= sizes.log : size > 0 && size >= sizes.database - sizes.inLog;
  };

  const written = (): void => {
    for (const end of ends) {
      const found = look(file + end);
      if (found !== null && found !== 'unknown') known.set(end, found);
    }
  };
  written();

  return {
    check() {
      const loss = lossOf(['', '-wal']);
      if (loss !== null) return loss;
      const before = known.get('');
      const found = look(file);
      // Only our own checkpoints, and those of another program that uses SQLite, make the file larger.
      if (before === undefined || found === null || found === 'unknown' || found.size <= before.size)
        return null;
      // If another program holds the database, the next write says so.
      return Number(found.size) > (knownSizes()?.database ?? Number.POSITIVE_INFINITY) ? 'changed' : null;
    },
    // Our own checkpoint may empty the log.
    checkCommit: () => lossOf(['']),
    written,
  };
}

/** On FAT, the number of a file is that of its first block, which an empty file does not have. */
function isOther(before: BigIntStats, found: BigIntStats): boolean {
  return before.size > 0n && (found.ino !== before.ino || found.dev !== before.dev);
}

/** @returns null if there is no file; 'unknown' if the file system does not answer, as of a network that is away */
function look(path: string): BigIntStats | 'unknown' | null {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return 'unknown';
  }
}
