import type { MessagePort } from 'node:worker_threads';
import type { Connection } from './connection.ts';
import { type KnownSizes, watchFiles } from './file-watch.ts';
import type { FromWorker } from './worker-messages.ts';

export type GuardedFiles = {
  /** Looks at the files of the database; once they are gone, they stay gone. */
  areGone(): boolean;
  /** To be called after a commit: returns whether the files went during it. */
  wentDuringCommit(): boolean;
  stop(): void;
};

/** How soon the writer notices without any write, milliseconds. */
const lookEveryMs = 2_000;

/** Watches the files of the writer's database, and announces their loss once. */
export function guardFiles(port: MessagePort, file: string, db: Connection): GuardedFiles {
  const watch = watchFiles(file, sizesIn(db));
  let isGone = false;
  const note = (loss: ReturnType<typeof watch.checkCommit>): boolean => {
    if (loss !== null && !isGone) {
      isGone = true;
      port.postMessage({ kind: 'gone', loss } satisfies FromWorker);
    }
    return isGone;
  };
  const areGone = (): boolean => isGone || note(watch.check());
  const timer = setInterval(areGone, lookEveryMs);
  timer.unref();
  return {
    areGone,
    wentDuringCommit: () => note(watch.checkCommit()),
    stop: () => clearInterval(timer),
  };
}

/** In the log, each page has a header; so has the log itself. */
const logHeaderBytes = 32;
const frameHeaderBytes = 24;

function sizesIn(db: Connection): () => KnownSizes | null {
  const numberOf = (pragma: string): number => Number(db.pragma(pragma, { simple: true }));
  // Changes when another connection writes; the console's other connections only read.
  const versionAtStart = numberOf('data_version');
  return () => {
    try {
      const pageBytes = numberOf('page_size');
      // NOOP reads the state of the log, and writes nothing.
      const [state] = db.pragma('wal_checkpoint(NOOP)') as { log: number }[];
      const pages = Math.max(0, state?.log ?? 0);
      return {
        database: numberOf('page_count') * pageBytes,
        log: pages === 0 ? 0 : logHeaderBytes + pages * (frameHeaderBytes + pageBytes),
        inLog: pages * pageBytes,
        hasOtherWriter: numberOf('data_version') !== versionAtStart,
      };
    } catch {
      return null;
    }
  };
}
