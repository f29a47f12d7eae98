/**
 * Long work with files in a separate thread: a backup, the last part of a restore, reading an import. Each
 * worker runs one task and ends. It opens no foreign database: see backup-tasks.ts.
 */
import type { FileHandle } from 'node:fs/promises';
import { type MessagePort, parentPort, workerData } from 'node:worker_threads';
import { fail, ok, type Result } from '../../../../shared/messaging/problem.ts';
import { assertNever } from '../../../../shared/messaging/types.ts';
import { digester } from '../../db/number-digest.ts';
import { storeError } from '../../db/worker-messages.ts';
import { openPlainFile } from '../../files/plain-file.ts';
import { copyDatabase } from './database/copy-database.ts';
import { failed, Stopped } from './database/fault.ts';
import { carryOver } from './database/prepare-restore.ts';
import type { FileTask, FromFileWorker, ImportBatch, ToFileWorker } from './file-worker-messages.ts';
import { type RecordItem, readRecords } from './read-records.ts';

const port = parentPort;
if (!port) throw new Error('archive-worker runs as a worker only');
const { task, stop } = workerData as { readonly task: FileTask; readonly stop: Int32Array };
const stopped = (): boolean => Atomics.load(stop, 0) === 1;

function endIfStopped(): void {
  if (stopped()) throw new Stopped();
}

function post(message: FromFileWorker): void {
  port?.postMessage(message);
}

function progress(done: number, total: number | null): void {
  post({ kind: 'progress', done, total });
}

/** The number of messages, or the part of the file, that is passed on at once. */
const mostRecords = 200;
const mostBytes = 4 * 1024 * 1024;
/** The next batch is read while one is stored. */
const mostUnstored = 1;

async function readImport(
  from: MessagePort,
  input: Extract<FileTask, { kind: 'import' }>,
): Promise<Result<{ format: 'csv' | 'jsonl' }>> {
  const file = await openPlainFile(input.file).catch((error: unknown) => failed(error, 'The file'));
  if ('ok' in file) return file;
  try {
    const { size } = await file.stat();
    const opened = await readRecords(file, endIfStopped);
    if (!opened.ok) return opened;
    const lines = await countLines(file);
    const digesters = input.keys.map(digester);
    let batch: ImportBatch = { records: [], rejected: [], lines };
    let heldFrom = 0;
    const unstored = countUnstored(from);
    const give = async (done: number): Promise<void> => {
      if (batch.records.length + batch.rejected.length === 0) return;
      unstored.add();
      post({ kind: 'batch', batch, done, total: size });
      batch = { records: [], rejected: [], lines };
      heldFrom = done;
      await unstored.atMost(mostUnstored);
    };
    let done = 0;
    for await (const item of opened.value.items) {
      endIfStopped();
      done = put(batch, item, digesters) ?? done;
      if (batch.records.length + batch.rejected.length >= mostRecords || done - heldFrom >= mostBytes)
        await give(done);
    }
    await give(size);
    await unstored.atMost(0);
    return ok({ format: opened.value.format });
  } finally {
    await file.close();
  }
}

/** Counts the batches that are given to the console and not stored yet. */
function countUnstored(from: MessagePort) {
  let unstored = 0;
  let onStored = (): void => undefined;
  from.on('message', (_: ToFileWorker) => {
    unstored -= 1;
    onStored();
  });
  return {
    add(): void {
      unstored += 1;
    },
    /** Waits until so many batches are not stored, or fewer. */
    async atMost(most: number): Promise<void> {
      while (unstored > most) {
        await new Promise<void>((resolve) => {
          onStored = resolve;
        });
      }
    },
  };
}

/** Counts without moving the place from which the records are read. */
async function countLines(file: FileHandle): Promise<number> {
  const buffer = Buffer.alloc(1024 * 1024);
  let lines = 1;
  for (let place = 0; ; ) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, place);
    if (bytesRead === 0) return lines;
    endIfStopped();
    place += bytesRead;
    const piece = buffer.subarray(0, bytesRead);
    for (let at = piece.indexOf(10); at !== -1; at = piece.indexOf(10, at + 1)) lines += 1;
  }
}

/** Adds an item to a batch. @returns how much of the file has been read, if the item says so */
function put(
  batch: ImportBatch,
  item: RecordItem,
  digesters: readonly ((number: string) => string)[],
): number | null {
  if (item.kind === 'rejected') {
    batch.rejected.push({ line: item.line, problem: item.problem });
    return null;
  }
  batch.records.push({ record: item.record, digests: digesters.map((digest) => digest(item.record.to)) });
  return item.bytesRead;
}

async function perform(from: MessagePort): Promise<Result<unknown>> {
  switch (task.kind) {
    case 'backup':
      return copyDatabase(task, { stopped, progress });
    case 'carry':
      return carryOver(task);
    case 'import':
      return readImport(from, task);
    default:
      return assertNever(task);
  }
}

try {
  const result = await perform(port);
  post({ kind: 'done', result: result.ok ? ok(result.value) : fail(result.problem) });
} catch (error) {
  post(error instanceof Stopped ? { kind: 'stopped' } : { kind: 'failed', error: storeError(error) });
} finally {
  port.close();
}
