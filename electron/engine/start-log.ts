import { join } from 'node:path';
import { databaseName } from './db/store.ts';
import { tidyBackups } from './features/backups/backups-folder.ts';
import { tidyUnfinished } from './features/backups/unfinished.ts';
import type { Own } from './lifecycle.ts';
import { type Log, openLog } from './log.ts';
import { countMalformedFrames, type MalformedFrames } from './malformed-frames.ts';

type StartedLog = {
  readonly log: Log;
  readonly logTrouble: () => string | null;
  readonly malformedFrames: MalformedFrames;
};

/** Opens the log; it closes last but for the data folder. */
export function startLog(folder: string, own: Own): StartedLog {
  const { log, trouble, close } = openLog(folder);
  const malformedFrames = countMalformedFrames(log);
  own.onStop(close);
  own.onStop(() => {
    malformedFrames.flush();
    log('console-stopped');
  });
  return { log, logTrouble: trouble, malformedFrames };
}

/** Removes what an earlier process left unfinished in the data folder. */
export function removeLeftovers(folder: string): void {
  tidyBackups(folder, join(folder, databaseName));
  tidyUnfinished(folder);
}
