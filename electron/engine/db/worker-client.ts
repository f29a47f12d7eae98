import { Worker } from 'node:worker_threads';
import { errorMessage } from '../../../shared/error-message.ts';
import { currentActor } from '../acting.ts';
import type { FileLoss } from './file-watch.ts';
import { StoreFailure } from './store-failure.ts';
import { threadDied, threadInterrupted } from './store-problems.ts';
import { workerEnvironment } from './worker-environment.ts';
import type {
  Answer,
  Call,
  FromWorker,
  StoreChanges,
  StoreError,
  ToWorker,
  WorkerData,
} from './worker-messages.ts';

export type WorkerClient = {
  call(name: string, input: unknown): Promise<unknown>;
  isDead(): boolean;
  close(): Promise<void>;
};

/**
 * Called when the files of the database are gone, so that nothing is written any more.
 * @param copyTo copies what the writer still has into a new file; resolves with the error, or null
 */
export type OnGone = (loss: FileLoss, copyTo: (file: string) => Promise<StoreError | null>) => void;

type Waiting = { query: string; resolve: (value: unknown) => void; reject: (error: Error) => void };

/**
 * The most memory for new objects of a thread, MB. V8's own limit is several times as much, and it uses all of
 * that before it frees anything; the command line's own thread is limited in package.json.
 */
const maxYoungGenerationSizeMb = 12;

type StartOptions = {
  readonly url: URL;
  /** What the thread is called in a debugger. */
  readonly name: string;
  readonly data: Omit<WorkerData, 'posted'>;
  readonly unpack: (query: string, text: string) => unknown;
  /** What the time of a call is read from; default: the computer's clock. */
  readonly now?: () => number;
  readonly onChanges: (changes: StoreChanges) => void;
  /** Called if the worker died because of a bug or an unexpected exit. All waiting calls were rejected. */
  readonly onDeath: (error: Error) => void;
  readonly onGone?: OnGone;
  /** Resolves when a reader may open the database. If it rejects, the thread is ended. */
  readonly mayOpen?: Promise<unknown>;
};

/**
 * Starts a store worker and waits until it is ready. Calls made in one turn of the event loop are sent in one message:
 * a message costs as much as a call, and reports arrive at many connections in the same turn.
 * @throws StoreFailure if the worker could not open the database
 */
export async function startWorker(options: StartOptions): Promise<WorkerClient> {
  const posted = new Int32Array(new SharedArrayBuffer(4));
  const worker = openWorker(options, posted);
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let outgoing: Call[] = [];
  let dead: Error | null = null;

  const settle = (answer: Answer): void => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok)
      caller?.resolve('packed' in answer ? options.unpack(caller.query, answer.packed) : answer.value);
    else caller?.reject(new StoreFailure(answer.error));
  };
  let isClosing = false;
  let isReady = false;
  const die = (error: Error): void => {
    if (dead !== null) return;
    dead = error;
    const interrupted = isClosing
      ? error
      : new StoreFailure({ message: error.message, code: threadInterrupted });
    for (const caller of waiting.values()) caller.reject(interrupted);
    waiting.clear();
    ready.reject(error);
    if (isReady && !isClosing) options.onDeath(error);
  };
  const dieOf = (error: unknown): void =>
    die(new StoreFailure({ message: errorMessage(error), code: threadDied }));

  const closed = Promise.withResolvers<void>();
  const ready = Promise.withResolvers<void>();
  worker.on('message', (message: FromWorker) => {
    switch (message.kind) {
      case 'ready':
        ready.resolve();
        return;
      case 'failed':
        ready.reject(new StoreFailure(message.error));
        return;
      case 'answers':
        for (const answer of message.answers) settle(answer);
        if (message.changes) options.onChanges(message.changes);
        return;
      case 'gone':
        options.onGone?.(message.loss, copyBy(worker));
        return;
      case 'copied':
        return;
      case 'closed':
        closed.resolve();
        return;
    }
  });
  worker.on('error', dieOf);
  // The message cannot be read, so the calls that wait for it would never be answered.
  worker.on('messageerror', (error) => {
    dieOf(error);
    void worker.terminate();
  });
  worker.on('exit', (code) => {
    if (isClosing) die(new StoreFailure({ message: 'the store is closed', code: threadDied }));
    else dieOf(`the thread ended by itself (exit code ${code})`);
    closed.resolve();
  });
  await ready.promise;
  isReady = true;

  const flush = (): void => {
    const calls = outgoing;
    if (calls.length === 0) return;
    outgoing = [];
    postCalls(worker, posted, calls);
  };
  return {
    call(name, input) {
      if (dead) return Promise.reject(dead);
      const id = nextId++;
      const answer = new Promise<unknown>((resolve, reject) =>
        waiting.set(id, { query: name, resolve, reject }),
      );
      if (outgoing.length === 0) setImmediate(flush);
      outgoing.push({ id, name, input, by: currentActor(), at: (options.now ?? Date.now)() });
      return answer;
    },
    isDead: () => dead !== null,
    async close() {
      if (dead) return;
      isClosing = true;
      flush();
      worker.postMessage({ kind: 'close' } satisfies ToWorker);
      await closed.promise;
    },
  };
}

function postCalls(worker: Worker, posted: Int32Array, calls: readonly Call[]): void {
  // Counted first: the writer must not take more calls than were counted.
  Atomics.add(posted, 0, calls.length);
  worker.postMessage({ kind: 'calls', calls } satisfies ToWorker);
  Atomics.notify(posted, 0);
}

function copyBy(worker: Worker): (to: string) => Promise<StoreError | null> {
  return (to) =>
    new Promise((resolve) => {
      worker.on('message', (message: FromWorker) => {
        if (message.kind === 'copied') resolve(message.error);
      });
      worker.postMessage({ kind: 'copy', to } satisfies ToWorker);
    });
}

function openWorker({ url, name, data, mayOpen }: StartOptions, posted: Int32Array): Worker {
  const worker = new Worker(url, {
    ...{ name, workerData: { ...data, posted } satisfies WorkerData, env: workerEnvironment() },
    resourceLimits: { maxYoungGenerationSizeMb },
  });
  void mayOpen?.then(
    () => worker.postMessage({ kind: 'open' } satisfies ToWorker),
    () => worker.terminate(),
  );
  return worker;
}
