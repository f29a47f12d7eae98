import type { MessagePort } from 'node:worker_threads';
import type { Connection } from './connection.ts';
import { watchFiles } from './file-watch.ts';
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
  const watch = watchFiles(file);
  let isGone = false;
  const note = (loss: ReturnType<typeof watch.checkCommit>): boolean => {
    if (loss !== null && !isGone) {
      isGone = true;
      port.postMessage({ kind: 'gone', loss } satisfies FromWorker);
    }
    return isGone;
  };
  const mostBytes = (): number => {
    try {
      return (
        Number(db.pragma('page_count', { simple: true })) * Number(db.pragma('page_size', { simple: true }))
      );
    } catch {
      // Another program holds the database, or it cannot be read: the next write says so.
      return Number.POSITIVE_INFINITY;
    }
  };
  const areGone = (): boolean => isGone || note(watch.check(mostBytes));
  const timer = setInterval(areGone, lookEveryMs);
  timer.unref();
  return {
    areGone,
    wentDuringCommit() {
      if (note(watch.checkCommit())) return true;
      watch.written();
      return false;
    },
    stop: () => clearInterval(timer),
  };
}
