/**
 * The only writer. Calls that arrive during a commit, or while a group is being performed, share a transaction, so that
 * `synchronous=FULL` costs one wait for the disk per group instead of one per call. If a call fails, the group is
 * repeated with a savepoint for each call, so that the failure does not affect the others. No call is answered before
 * the commit.
 */
import type { MessagePort } from 'node:worker_threads';
import { assertWhole, type Connection } from './connection.ts';
import { type GuardedFiles, guardFiles } from './guard-files.ts';
import { createInbox, type Inbox } from './inbox.ts';
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
  readonly inbox: Inbox;
};

function post(port: MessagePort, message: FromWorker): void {
  port.postMessage(message);
}

/** Runs one operation. @throws whatever the operation throws */
function run({ context, writing }: Writer, call: Call): unknown {
  context.call.by = call.by;
  context.call.at = call.at;
  const operation = Object.hasOwn(writing.operations, call.name) ? writing.operations[call.name] : undefined;
  if (operation === undefined) throw new Error(`no operation ${call.name}`);
  return operation(context, call.input as never);
}

/** Runs one operation in a savepoint, so that its failure undoes nothing else. */
function perform(writer: Writer, call: Call): Answer {
  const { context } = writer;
  context.run('SAVEPOINT call');
  try {
    const value = run(writer, call);
    context.run('RELEASE call');
    return { id: call.id, ok: true, value };
  } catch (error) {
    // SQLite rolls back the whole transaction on a full disk and similar errors; performApart
    // detects that.
    if (context.db.inTransaction) context.db.exec('ROLLBACK TO call; RELEASE call');
    return { id: call.id, ok: false, error: storeError(error) };
  }
}

/** Folds each message whose events changed, once per group. */
function foldDirty({ context, writing }: Writer): void {
  for (const [seq, { at, sign }] of context.dirty) writing.fold(context, seq, at, sign);
  context.dirty.clear();
}

/**
 * Folds each message in a savepoint. If a fold fails (a bug), that message keeps its raw callbacks and events, and other
 * messages are not affected.
 */
function foldEachDirty({ context, writing }: Writer): void {
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

const endedEarly: StoreError = { message: 'the transaction ended early', code: null };

/** Begins the group's transaction, with an empty record of changes. */
function begin({ context }: Writer): void {
  const { changed, dirty, db } = context;
  changed.messages.clear();
  changed.added = false;
  changed.newestCallback = 0;
  changed.due = false;
  dirty.clear();
  db.exec('BEGIN IMMEDIATE');
}

/**
 * Other operations must see each message with its latest reports: a message that a report has shown to be accepted
 * must not appear as queued.
 */
function mustFoldBefore({ context, writing }: Writer, call: Call): boolean {
  return context.dirty.size > 0 && !writing.mayPrecedeFolding.has(call.name);
}

/**
 * Runs a group's calls, and those that arrive meanwhile, without savepoints: SQLite copies each page that a savepoint
 * changes, and walks all of the copies at its end.
 * @param calls the group's first calls; those that arrive are added
 * @returns null if a call or a fold failed: nothing of the group is written then, and each call must run in a savepoint
 * @throws an error after which SQLite rolled back the transaction
 */
function performTogether(writer: Writer, calls: Call[]): Answer[] | null {
  const { db } = writer.context;
  const answers: Answer[] = [];
  begin(writer);
  try {
    for (let more: readonly Call[] = calls.slice(); more.length > 0; more = writer.inbox.joining(calls)) {
      for (const call of more) {
        if (mustFoldBefore(writer, call)) foldDirty(writer);
        const value = run(writer, call);
        if (!db.inTransaction) throw new EndedEarly(endedEarly);
        answers.push({ id: call.id, ok: true, value });
      }
    }
    foldDirty(writer);
    return answers;
  } catch (error) {
    if (!db.inTransaction) throw error;
    db.exec('ROLLBACK');
    return null;
  }
}

/** Runs a group's calls, each in its own savepoint. @throws EndedEarly if SQLite rolled back the transaction */
function performApart(writer: Writer, calls: readonly Call[]): Answer[] {
  const answers: Answer[] = [];
  begin(writer);
  for (const call of calls) {
    if (mustFoldBefore(writer, call)) foldEachDirty(writer);
    const answer = perform(writer, call);
    answers.push(answer);
    if (!writer.context.db.inTransaction) {
      throw new EndedEarly(answer.ok ? endedEarly : answer.error);
    }
  }
  foldEachDirty(writer);
  return answers;
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

/** @param calls the group's first calls; those that arrive before its commit are added */
function commitGroup(writer: Writer, calls: Call[], log: Log): void {
  const { context, writing, files, inbox } = writer;
  if (files.areGone()) {
    refuse(writer, calls, filesGone);
    return;
  }
  const { db } = context;
  let answers: Answer[];
  try {
    answers = performTogether(writer, calls) ?? performApart(writer, calls);
    const began = performance.now();
    db.exec('COMMIT');
    inbox.committed(calls.length, performance.now() - began);
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
  const { messages, added, newestCallback, due } = context.changed;
  const changes =
    messages.size > 0 || added || newestCallback > 0 || due
      ? { messages: [...messages], added, newestCallback, due }
      : null;
  post(writer.port, { kind: 'answers', answers, changes });
}

function serve(writer: Writer, log: Log): void {
  const { port, context, files, inbox } = writer;
  const close = (): void => {
    files.stop();
    // SQLite would write into a file that is not the one that it opened.
    if (!files.areGone()) emptyLog(context.db, log);
    context.db.close();
    post(port, { kind: 'closed' });
    port.close();
  };
  port.on('message', (first: ToWorker) => {
    for (let message: ToWorker | null = first; message !== null; message = inbox.keptBack()) {
      if (message.kind === 'calls') commitGroup(writer, inbox.begin(message.calls), log);
      else if (message.kind === 'copy') post(port, { kind: 'copied', error: copyTo(context.db, message.to) });
      else if (message.kind === 'close') close();
    }
  });
}

/**
 * Opens and migrates the database, and performs operations from the port until it receives the message to
 * close.
 */
export function serveWrites(
  port: MessagePort,
  { file, lockWaitMs, isRestart, posted }: WorkerData,
  writing: Writing,
): void {
  try {
    const db = migrate(file, migrations, { lockWaitMs });
    if (isRestart) assertWhole(db);
    // The writer that died may have committed an erasure, and not emptied the log.
    const files = guardFiles(port, file, db);
    const inbox = createInbox(port, posted);
    const context = createContext(db, emptyChanges());
    serve({ port, writing, files, inbox, context }, { owed: isRestart });
    post(port, { kind: 'ready' });
  } catch (error) {
    post(port, { kind: 'failed', error: storeError(error) });
    port.close();
  }
}
