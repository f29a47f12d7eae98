import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import type { PlanProblem, ReadPlan } from '../../../shared/plans/read-plan.ts';
import { plansProblem } from '../../../shared/problems/plans.ts';
import type { ReadScenario } from '../../../shared/sandbox/scenario.ts';
import { workerEnvironment } from '../db/worker-environment.ts';
import type { Own } from '../lifecycle.ts';
import type { FromYamlWorker, YamlTask } from './yaml-messages.ts';

/** Reads plans and scenarios of unknown origin in a separate thread, so that the caller's thread stays free. */
export type YamlReader = {
  /** Returns the result of readPlan, or problem `yaml-limit`. @param nowAt as readPlan's */
  plan(text: string, nowAt: number | null): Promise<ReadPlan>;
  /** Returns the result of readScenario with the countries of the sandbox, or problem `yaml-limit`. */
  scenario(text: string): Promise<ReadScenario>;
  /** Ends the thread; nothing is read any more. */
  stop(): Promise<void>;
};

/** The largest possible plan takes about 2 s. */
const defaultLimitMs = 15_000;
const mostMemoryMb = 512;

type Options = {
  readonly workerUrl: URL;
  /** The time after which a thread that still reads a file is ended, ms. */
  readonly limitMs?: number;
};

/** Creates a reader. Its thread starts with the first file, and reads one file at a time. */
export function createYamlReader({ workerUrl, limitMs = defaultLimitMs }: Options): YamlReader {
  let thread: Promise<Worker> | null = null;
  let last: Promise<unknown> = Promise.resolve();
  let isStopped = false;

  async function endThread(): Promise<void> {
    const ended = thread;
    thread = null;
    const worker = await ended?.catch(() => null);
    await worker?.terminate();
  }

  /** @returns null if the thread needs too much time or memory */
  async function read(task: YamlTask): Promise<FromYamlWorker | null> {
    if (isStopped) throw new Error('the thread that reads YAML has been stopped');
    thread ??= startThread(workerUrl);
    try {
      const answer = await answerOf(await thread, task, limitMs);
      if (answer === null) await endThread();
      return answer;
    } catch (error) {
      await endThread();
      throw error;
    }
  }

  function readInTurn(task: YamlTask): Promise<FromYamlWorker | null> {
    const turn = last.then(() => read(task));
    last = turn.catch(() => undefined);
    return turn;
  }

  return {
    async plan(text, nowAt) {
      const answer = await readInTurn({ kind: 'plan', text, nowAt });
      if (answer === null) return { ok: false, problems: [tooSlow()] };
      if (answer.kind === 'plan') return answer.read;
      throw unexpected(answer);
    },
    async scenario(text) {
      const answer = await readInTurn({ kind: 'scenario', text });
      if (answer === null) return { ok: false, name: null, problems: [tooSlow()] };
      if (answer.kind === 'scenario') return answer.read;
      throw unexpected(answer);
    },
    async stop() {
      isStopped = true;
      await endThread();
    },
  };
}

/** Creates the console's reader, which ends with the console. */
export function openYamlReader(workerUrl: URL, own: Own): YamlReader {
  const reader = createYamlReader({ workerUrl });
  own.onStop(() => reader.stop());
  return reader;
}

async function startThread(url: URL): Promise<Worker> {
  const worker = new Worker(url, {
    name: 'yaml',
    env: workerEnvironment(),
    resourceLimits: { maxOldGenerationSizeMb: mostMemoryMb },
  });
  // A thread that is being ended may still run out of memory.
  worker.on('error', () => undefined);
  // The first message: the thread is ready. Rejects if the thread cannot start.
  await once(worker, 'message');
  return worker;
}

function answerOf(worker: Worker, task: YamlTask, limitMs: number): Promise<FromYamlWorker | null> {
  const answer = Promise.withResolvers<FromYamlWorker | null>();
  const onError = (error: Error): void => {
    if ('code' in error && error.code === 'ERR_WORKER_OUT_OF_MEMORY') answer.resolve(null);
    else answer.reject(error);
  };
  const onExit = (): void => answer.reject(new Error('the thread that reads YAML has ended'));
  const timer = setTimeout(() => answer.resolve(null), limitMs);
  worker.on('message', answer.resolve).on('error', onError).on('exit', onExit);
  worker.postMessage(task);
  return answer.promise.finally(() => {
    clearTimeout(timer);
    worker.off('message', answer.resolve).off('error', onError).off('exit', onExit);
  });
}

const tooSlow = (): PlanProblem => ({ ...plansProblem('yaml-limit/time'), line: 1, column: 1 });

function unexpected(answer: FromYamlWorker): Error {
  return new Error(answer.kind === 'failed' ? answer.message : `an answer of kind ${answer.kind}`);
}
