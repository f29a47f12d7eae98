import { existsSync } from 'node:fs';
import { errorMessage } from '../../shared/error-message.ts';
import { fail, type Problem } from '../../shared/messaging/problem.ts';
import { databaseProblem } from '../../shared/problems/database.ts';
import { engineProblem } from '../../shared/problems/engine.ts';
import { englishText } from '../../shared/problems/english-text.ts';
import { openReplaceableStore } from './db/replaceable-store.ts';
import type { StoreWorkers } from './db/store.ts';
import { databaseDamaged, deadPart, isDamage, storeProblem, writerRestarted } from './db/store-problems.ts';
import type { OnGone } from './db/worker-client.ts';
import type { Emit } from './events.ts';
import { newBackupPath } from './features/backups/backups-folder.ts';
import { damagedProblem } from './features/backups/damaged-database.ts';
import type { BackupProcesses } from './features/backups/run-backup-task.ts';
import { unpackAnswer } from './features/messages/index.ts';
import type { Health } from './health.ts';
import { type Own, required } from './lifecycle.ts';
import type { Log } from './log.ts';
import type { operations, queries } from './sql-registry.ts';
import type { ReplaceableStore } from './store.ts';

export type Database = {
  readonly store: ReplaceableStore;
  /** Returns the problem of a damaged database with the newest valid backup; found and reported once. */
  readonly damaged: () => Promise<Problem>;
  /** Called when another database has replaced the damaged one. */
  isReplaced(): void;
};

type Options = {
  readonly folder: string;
  readonly workers: StoreWorkers;
  readonly processes: BackupProcesses;
  readonly readers?: number;
  readonly lockWaitMs?: number;
  readonly now: () => number;
  readonly health: Health;
  readonly emit: Emit;
  readonly log: Log;
};

/** Opens the database of the data folder; later failures are reported to `health`. */
export async function openDatabase(options: Options, own: Own): Promise<Database> {
  const { folder, workers, readers, lockWaitMs, health, emit, log } = options;
  let damage: Promise<Problem> | null = null;
  const damaged = (): Promise<Problem> => {
    damage ??= damagedProblem(folder, options.processes).then((why) => {
      log('database-damaged');
      health.report(why, 'lasting');
      return why;
    });
    return damage;
  };
  const opened = await openReplaceableStore<typeof operations, typeof queries>({
    folder,
    workers,
    now: options.now,
    unpack: unpackAnswer,
    onRestart(cause, part) {
      log('store-thread-restarted', { part, error: cause.message });
      if (part !== 'writer') return;
      health.report(writerRestarted, 'lasting');
      emit({ type: 'writer-restarted' });
    },
    onDeath(error, part) {
      log('store-thread-died', { part, error: error.message });
      if (isDamage(error)) void damaged();
      health.report(deadPart(part), 'fatal');
    },
    onGone(loss, copyTo) {
      log('database-gone', { loss });
      void reportGone(options, loss, copyTo);
    },
    onLost(why) {
      log('database-lost', { code: why.code, why: englishText(why).message });
      health.report(engineProblem('database-lost', { why }), 'fatal');
    },
    onFailure(error) {
      if (isDamage(error)) void damaged();
      const why = storeProblem(error);
      if (why !== null && why.code !== 'part-died') health.report(why, 'passing');
    },
    onWritten: () => health.clearPassing(),
    ...(readers === undefined ? {} : { readers }),
    ...(lockWaitMs === undefined ? {} : { lockWaitMs }),
  });
  if (!opened.ok && opened.problem.code === databaseDamaged.code) return required(fail(await damaged()));
  const store = required(opened);
  own.onStop(() => store.close());
  store.onChange(({ messages: ids, added, newestCallback: newestId, due }) => {
    if (ids.length > 0 || added) emit({ type: 'message-changed', ids, added });
    if (due) emit({ type: 'messages-due' });
    if (newestId > 0) emit({ type: 'callbacks-changed', newestId });
  });
  return {
    store,
    damaged,
    isReplaced() {
      damage = null;
      health.clear(databaseDamaged.code);
    },
  };
}

/**
 * Reports that another program deleted, moved, replaced or changed the database. If the open file still has the data,
 * copies them to a backup, which erasures reach as they reach other backups.
 */
async function reportGone(
  { folder, health, now, log }: Pick<Options, 'folder' | 'health' | 'now' | 'log'>,
  ...[loss, copyTo]: Parameters<OnGone>
): Promise<void> {
  health.report(databaseProblem(loss === 'missing' ? 'database-gone/missing' : 'database-gone'), 'lasting');
  // Without its folder, the database was moved with it.
  if (loss !== 'missing' || !existsSync(folder)) return;
  try {
    const copy = newBackupPath(folder, 'by-hand', now());
    const error = await copyTo(copy);
    if (error !== null) {
      log('database-not-copied', { error: error.message });
      return;
    }
    const why = databaseProblem('database-gone/copied', { copy });
    health.clear(why.code);
    health.report(why, 'lasting');
  } catch (error) {
    log('database-not-copied', { error: errorMessage(error) });
  }
}
