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
  /** Returns what happened to the files since the last commit of our own. */
  check(): FileLoss | null;
  /** Returns what happened to the files during a commit of our own, and remembers them as this commit left them. */
  checkCommit(): FileLoss | null;
};

/** null: there is no file. unknown: the file system does not answer, as of a network that is away. */
type Look = BigIntStats | 'unknown' | null;
/** The database, its write-ahead log, and the index of the log. */
type End = '' | '-wal' | '-shm';
type Looks = readonly [readonly [End, Look], ...(readonly [End, Look])[]];

/**
 * Watches a database that was opened just now.
 * @param knownSizes returns null if SQLite cannot say it now
 */
export function watchFiles(file: string, knownSizes: () => KnownSizes | null): FileWatch {
  const known = new Map<string, BigIntStats>();

  /** Looks at each file once, because the writer does this twice for each commit. */
  const lookAtAll = (): Looks => [
    ['', look(file)],
    ['-wal', look(`${file}-wal`)],
    ['-shm', look(`${file}-shm`)],
  ];

  const lossOf = (looks: Looks, sameSize: readonly End[]): FileLoss | null => {
    for (const [end, found] of looks) {
      const before = known.get(end);
      if (before === undefined || found === 'unknown') continue;
      if (found === null || isOther(before, found)) return 'missing';
      if (sameSize.includes(end) && found.size < before.size && !mayBeSmaller(end, Number(found.size)))
        return 'changed';
    }
    return null;
  };

  /** Whether another program may have used SQLite to empty the log, or to give back unused pages. */
  const mayBeSmaller = (end: End, size: number): boolean => {
    const sizes = knownSizes();
    if (sizes === null || !sizes.hasOtherWriter) return false;
    return end === '-wal' ? size >= sizes.log : size > 0 && size >= sizes.database - sizes.inLog;
  };

  const remember = (looks: Looks): void => {
    for (const [end, found] of looks) {
      if (found !== null && found !== 'unknown') known.set(end, found);
    }
  };
  remember(lookAtAll());

  return {
    check() {
      const looks = lookAtAll();
      const loss = lossOf(looks, ['', '-wal']);
      if (loss !== null) return loss;
      const before = known.get('');
      const [[, found]] = looks;
      // Only our own checkpoints, and those of another program that uses SQLite, make the file larger.
      if (before === undefined || found === null || found === 'unknown' || found.size <= before.size)
        return null;
      // If another program holds the database, the next write says so.
      return Number(found.size) > (knownSizes()?.database ?? Number.POSITIVE_INFINITY) ? 'changed' : null;
    },
    checkCommit() {
      const looks = lookAtAll();
      // Our own checkpoint may empty the log.
      const loss = lossOf(looks, ['']);
      if (loss === null) remember(looks);
      return loss;
    },
  };
}

/** On FAT, the number of a file is that of its first block, which an empty file does not have. */
function isOther(before: BigIntStats, found: BigIntStats): boolean {
  return before.size > 0n && (found.ino !== before.ino || found.dev !== before.dev);
}

function look(path: string): Look {
  try {
    return statSync(path, { bigint: true, throwIfNoEntry: false }) ?? null;
  } catch {
    return 'unknown';
  }
}
