/**
 * The one writer. Calls that arrive while a commit is on its way are gathered into the next transaction, so that
 * `synchronous=FULL` costs one wait for the disk a group instead of one a call. Each call has a savepoint of its own:
 * one that fails takes nothing else with it. Nobody is answered before the commit.
 */
import { parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import { refold } from '../features/messages/sql/refold.ts';
import { type OperationName, operations } from '../sql-operations.ts';
import type { Connection } from './connection.ts';
import { migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import {
  type Answer,
  type Call,
  type FromWorker,
  type StoreError,
  storeError,
  type ToWorker,
  type WorkerData,
} from './worker-messages.ts';
import { createContext, emptyChanges, type WriteContext } from './write-context.ts';

/** A group this large commits before more is taken, so that no caller waits for an endless stream of others. */
const largestGroup = 500;

const port = parentPort;
if (!port) throw new Error('writer-worker runs as a worker only');

function post(message: FromWorker): void {
  port?.postMessage(message);
}

function isOperation(name: string): name is OperationName {
  return Object.hasOwn(operations, name);
}

function perform(context: WriteContext, call: Call): Answer {
  context.run('SAVEPOINT call');
  try {
    if (!isOperation(call.name)) throw new Error(`no operation ${call.name}`);
    const operation = operations[call.name] as (context: WriteContext, input: unknown) => unknown;
    const value = operation(context, call.input);
    context.run('RELEASE call');
    return { id: call.id, ok: true, value };
  } catch (error) {
    // SQLite ends the whole transaction by itself on a full disk and the like; the caller of commitGroup sees that.
    if (context.db.inTransaction) context.db.exec('ROLLBACK TO call; RELEASE call');
    return { id: call.id, ok: false, error: storeError(error) };
  }
}

/**
 * Folds each message whose events changed, once for the whole group. One whose fold fails (a bug) keeps its raw
 * callbacks and events and takes nobody else's with it.
 */
function foldDirty(context: WriteContext): void {
  for (const [seq, { at, sign }] of context.dirty) {
    context.run('SAVEPOINT fold');
    try {
      refold(context, seq, at, sign);
      context.run('RELEASE fold');
    } catch (error) {
      if (!context.db.inTransaction) throw error;
      context.db.exec('ROLLBACK TO fold; RELEASE fold');
      process.emitWarning(`message ${seq} could not be folded: ${storeError(error).message}`);
    }
  }
  context.dirty.clear();
}

/** SQLite ended the whole transaction in the middle of a call. */
class EndedEarly extends Error {
  readonly code: string | null;
  constructor({ message, code }: StoreError) {
    super(message);
    this.code = code;
  }
}

/** Whether what was erased may still stand in the write-ahead log. */
type Log = { owed: boolean };

/**
 * Writes the log back and empties it, so that nothing erased is left in it. A full disk or a long read can prevent
 * that: what was committed stays committed, and it is tried again after the next group and at the end.
 */
function emptyLog(db: Connection, log: Log): void {
  try {
    const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    log.owed = result?.busy !== 0;
  } catch {
    log.owed = true;
  }
}

function commitGroup(db: Connection, context: WriteContext, calls: readonly Call[], log: Log): void {
  context.changed.messages.clear();
  context.changed.added = false;
  context.changed.newestCallback = 0;
  context.dirty.clear();
  const answers: Answer[] = [];
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const call of calls) {
      // Whatever else is asked sees each message as its reports left it: one that a report has shown to be accepted
      // must not be found queued.
      if (call.name !== 'keepCallback' && context.dirty.size > 0) foldDirty(context);
      const answer = perform(context, call);
      answers.push(answer);
      if (!db.inTransaction) {
        throw new EndedEarly(
          answer.ok ? { message: 'the transaction ended early', code: null } : answer.error,
        );
      }
    }
    foldDirty(context);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    const failure = storeError(error);
    post({
      kind: 'answers',
      answers: calls.map(({ id }) => ({ id, ok: false, error: failure })),
      changes: null,
    });
    return;
  }
  if (calls.some((call) => call.name === 'eraseNumber' || call.name === 'retain')) log.owed = true;
  if (log.owed) emptyLog(db, log);
  const { messages, added, newestCallback } = context.changed;
  const changes =
    messages.size > 0 || added || newestCallback > 0
      ? { messages: [...messages], added, newestCallback }
      : null;
  post({ kind: 'answers', answers, changes });
}

function serve(db: Connection): void {
  const context = createContext(db, emptyChanges());
  const log: Log = { owed: false };
  let closing = false;
  const take = (message: ToWorker, calls: Call[]): void => {
    if (message.kind === 'close') closing = true;
    else calls.push(...message.calls);
  };
  port?.on('message', (first: ToWorker) => {
    const calls: Call[] = [];
    take(first, calls);
    while (calls.length < largestGroup && !closing) {
      const next = port && receiveMessageOnPort(port);
      if (!next) break;
      take(next.message as ToWorker, calls);
    }
    if (calls.length > 0) commitGroup(db, context, calls, log);
    if (closing) {
      emptyLog(db, log);
      db.close();
      post({ kind: 'closed' });
      port?.close();
    }
  });
}

try {
  const { file, lockWaitMs } = workerData as WorkerData;
  const db = migrate(file, migrations, { lockWaitMs });
  serve(db);
  post({ kind: 'ready' });
} catch (error) {
  post({ kind: 'failed', error: storeError(error) });
  port.close();
}
