import { Worker } from 'node:worker_threads';
import { unpackAnswer } from './packed-answers.ts';
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

/** Thrown where the store could not do what it was asked; `code` is SQLite's where it is SQLite's. */
export class StoreFailure extends Error {
  readonly code: string | null;
  constructor(error: StoreError) {
    super(error.message);
    this.name = 'StoreFailure';
    this.code = error.code;
  }
}

export type WorkerClient = {
  call(name: string, input: unknown): Promise<unknown>;
  close(): Promise<void>;
};

type Waiting = { query: string; resolve: (value: unknown) => void; reject: (error: Error) => void };

/**
 * Starts a store worker and waits until it is ready. Calls made in the same turn cross in one message.
 * @throws StoreFailure when the worker could not open the database
 */
export async function startWorker(options: {
  readonly url: URL;
  readonly data: WorkerData;
  readonly onChanges: (changes: StoreChanges) => void;
  /** The worker died of a bug; everything that waits for it has been rejected. */
  readonly onDeath: (error: Error) => void;
}): Promise<WorkerClient> {
  const worker = new Worker(options.url, { workerData: options.data, env: workerEnvironment() });
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let outgoing: Call[] = [];
  let dead: Error | null = null;

  const settle = (answer: Answer): void => {
    const caller = waiting.get(answer.id);
    waiting.delete(answer.id);
    if (answer.ok)
      caller?.resolve('packed' in answer ? unpackAnswer(caller.query, answer.packed) : answer.value);
    else caller?.reject(new StoreFailure(answer.error));
  };
  const die = (error: Error): void => {
    dead = error;
    for (const caller of waiting.values()) caller.reject(error);
    waiting.clear();
  };

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
      case 'closed':
        closed.resolve();
        return;
    }
  });
  worker.on('error', (error) => {
    const failure = error instanceof Error ? error : new Error(String(error));
    ready.reject(failure);
    die(failure);
    options.onDeath(failure);
  });
  worker.on('exit', () => {
    const why = dead ?? new Error('the store is closed');
    ready.reject(why);
    die(why);
    closed.resolve();
  });
  await ready.promise;

  const flush = (): void => {
    const calls = outgoing;
    outgoing = [];
    worker.postMessage({ kind: 'calls', calls } satisfies ToWorker);
  };
  return {
    call(name, input) {
      if (dead) return Promise.reject(dead);
      const id = nextId++;
      const answer = new Promise<unknown>((resolve, reject) =>
        waiting.set(id, { query: name, resolve, reject }),
      );
      if (outgoing.length === 0) queueMicrotask(flush);
      outgoing.push({ id, name, input });
      return answer;
    },
    async close() {
      if (dead) return;
      // After the microtask that may still hold calls.
      await Promise.resolve();
      worker.postMessage({ kind: 'close' } satisfies ToWorker);
      await closed.promise;
    },
  };
}
