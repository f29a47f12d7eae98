/**
 * The only writer. Calls that arrive during a commit are collected into the next transaction, so that
 * `synchronous=FULL` costs one wait for the disk per group instead of one per call. Each call has its own
 * savepoint, so a failed call does not affect the others. No call is answered before the commit.
 */
import { type MessagePort, receiveMessageOnPort } from 'node:worker_threads';
import { assertWhole, type Connection } from './connection.ts';
import { type GuardedFiles, guardFiles } from './guard-files.ts';
import { copyTo, migrate } from './migrate.ts';
import { migrations } from './migrations/all.ts';
import { filesGone } from './store-problems.ts';
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

/**
 * A group of this size is committed before more calls are added, so that no caller waits for an endless
 * stream of others.
 */
const largestGroup = 500;

/** The features' operations, and how the writer treats some of them. */
export type Writing = {
  readonly operations: Readonly<Record<string, (context: WriteContext, input: never) => unknown>>;
  /** Folds the events of a message (by seq) into its row; called once per changed message in a group. */
  readonly fold: (context: WriteContext, seq: number, at: number, sign: boolean) => void;
  /**
   * Operations that do not read folded messages. They do not force a fold, so a burst of reports is folded
   * once.
   */
  readonly mayPrecedeFolding: ReadonlySet<string>;
  /** Operations that erase data, after which the write-ahead log must be emptied. */
  readonly emptyLogAfter: ReadonlySet<string>;
};

type Writer = {
  readonly port: MessagePort;
  readonly writing: Writing;
  readonly context: WriteContext;
  readonly files: GuardedFiles;
};

function post(port: MessagePort, message: FromWorker): void {
  port.postMessage(message);
}

function perform({ context, writing }: Writer, call: Call): Answer {
  context.call.by = call.by;
  context.call.at = call.at;
  context.run('SAVEPOINT call');
  try {
    const operation = Object.hasOwn(writing.operations, call.name)
      ? writing.operations[call.name]
      : undefined;
    if (operation === undefined) throw new Error(`no operation ${call.name}`);
    const value = operation(context, call.input as never);
    context.run('RELEASE call');
    return { id: call.id, ok: true, value };
  } catch (error) {
    // SQLite rolls back the whole transaction on a full disk and similar errors; the caller of commitGroup
    // detects that.
    if (context.db.inTransaction) context.db.exec('ROLLBACK TO call; RELEASE call');
    return { id: call.id, ok: false, error: storeError(error) };
  }
}

/**
 * Folds each message whose events changed, once per group. If a fold fails (a bug), that message keeps its
 * raw callbacks and events, and other messages are not affected.
 */
function foldDirty({ context, writing }: Writer): void {
  for (const [seq, { at, sign }] of context.dirty) {
    context.run('SAVEPOINT fold');
    try {
      writing.fold(context, seq, at, sign);
      context.run('RELEASE fold');
    } catch (error) {
      if (!context.db.inTransaction) throw error;
      context.db.exec('ROLLBACK TO fold; RELEASE fold');
      process.emitWarning(`message ${seq} could not be folded: ${storeError(error).message}`);
    }
  }
  context.dirty.clear();
}

/** Thrown if SQLite rolled back the whole transaction during a call. */
class EndedEarly extends Error {
  readonly code: string | null;
  constructor({ message, code }: StoreError) {
    super(message);
    this.code = code;
  }
}

/** `owed`: the write-ahead log may still contain erased data. */
type Log = { owed: boolean };

/**
 * Writes the log back to the database and empties it, so that it contains no erased data. A full disk or a
 * long read can prevent this. The commits stay valid, and emptying is retried after the next group and when
 * the store closes.
 */
function emptyLog(db: Connection, log: Log): void {
  try {
    const [result] = db.pragma('wal_checkpoint(TRUNCATE)') as { busy: number }[];
    log.owed = result?.busy !== 0;
  } catch {
    log.owed = true;
  }
}

function refuse(writer: Writer, calls: readonly Call[], error: StoreError): void {
  const answers = calls.map(({ id }) => ({ id, ok: false as const, error }));
  post(writer.port, { kind: 'answers', answers, changes: null });
}

function commitGroup(writer: Writer, calls: readonly Call[], log: Log): void {
  const { context, writing, files } = writer;
  if (files.areGone()) {
    refuse(writer, calls, filesGone);
    return;
  }
  const { db } = context;
  context.changed.messages.clear();
  context.changed.added = false;
  context.changed.newestCallback = 0;
  context.dirty.clear();
  const answers: Answer[] = [];
  try {
    db.exec('BEGIN IMMEDIATE');
    for (const call of calls) {
      // Other operations must see each message with its latest reports: a message that a report has shown to
      // be accepted must not appear as queued.
      if (!writing.mayPrecedeFolding.has(call.name) && context.dirty.size > 0) foldDirty(writer);
      const answer = perform(writer, call);
      answers.push(answer);
      if (!db.inTransaction) {
        throw new EndedEarly(
          answer.ok ? { message: 'the transaction ended early', code: null } : answer.error,
        );
      }
    }
    foldDirty(writer);
    db.exec('COMMIT');
  } catch (error) {
    if (db.inTransaction) db.exec('ROLLBACK');
    refuse(writer, calls, storeError(error));
    return;
  }
  if (calls.some((call) => writing.emptyLogAfter.has(call.name))) log.owed = true;
  if (log.owed) emptyLog(db, log);
  // Answering would promise what ends with this process.
  if (files.wentDuringCommit()) {
    refuse(writer, calls, filesGone);
    return;
  }
  const { messages, added, newestCallback } = context.changed;
  const changes =
    messages.size > 0 || added || newestCallback > 0
      ? { messages: [...messages], added, newestCallback }
      : null;
  post(writer.port, { kind: 'answers', answers, changes });
}

function serve(writer: Writer, log: Log): void {
  const { port, context, files } = writer;
  let closing = false;
  const take = (message: ToWorker, calls: Call[]): void => {
    if (message.kind === 'close') closing = true;
    else if (message.kind === 'copy') post(port, { kind: 'copied', error: copyTo(context.db, message.to) });
    else calls.push(...message.calls);
  };
  port.on('message', (first: ToWorker) => {
    const calls: Call[] = [];
    take(first, calls);
    while (calls.length < largestGroup && !closing) {
      const next = receiveMessageOnPort(port);
      if (!next) break;
      take(next.message as ToWorker, calls);
    }
    if (calls.length > 0) commitGroup(writer, calls, log);
    if (closing) {
      files.stop();
      // SQLite would write into a file that is not the one that it opened.
      if (!files.areGone()) emptyLog(context.db, log);
      context.db.close();
      post(port, { kind: 'closed' });
      port.close();
    }
  });
}

/**
 * Opens and migrates the database, and performs operations from the port until it receives the message to
 * close.
 */
export function serveWrites(
  port: MessagePort,
  { file, lockWaitMs, isRestart }: WorkerData,
  writing: Writing,
): void {
  try {
    const db = migrate(file, migrations, { lockWaitMs });
    if (isRestart) assertWhole(db);
    // The writer that died may have committed an erasure, and not emptied the log.
    const files = guardFiles(port, file, db);
    serve({ port, writing, files, context: createContext(db, emptyChanges()) }, { owed: isRestart });
    post(port, { kind: 'ready' });
  } catch (error) {
    post(port, { kind: 'failed', error: storeError(error) });
    port.close();
  }
}
