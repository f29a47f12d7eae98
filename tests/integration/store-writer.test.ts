import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel, Worker } from 'node:worker_threads';
import Database from 'better-sqlite3';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineActor } from '../../electron/engine/acting.ts';
import { createInbox } from '../../electron/engine/db/inbox.ts';
import { serveWrites, type Writing } from '../../electron/engine/db/serve-writes.ts';
import type { Call, FromWorker, ToWorker } from '../../electron/engine/db/worker-messages.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

type Operations = Writing['operations'];

function callNamed(name: string, id: number): Call {
  return { id, name, input: null, by: engineActor, at: 0 };
}

/** No call is counted: the writer expects nobody. */
const countPosted = (): Int32Array => new Int32Array(new SharedArrayBuffer(4));

/** Runs the writer in this thread, so that an operation can post messages at an exact moment. */
function startWriter(operations: (post: (message: ToWorker) => void) => Operations) {
  const { port1: ours, port2: its } = new MessageChannel();
  const messages: FromWorker[] = [];
  const changed = new EventEmitter();
  ours.on('message', (message: FromWorker) => {
    messages.push(message);
    changed.emit('message');
  });
  onTestFinished(() => ours.close());
  const post = (message: ToWorker): void => ours.postMessage(message);
  const file = join(temporaryFolder(), 'omnideck.db');
  const data = {
    file,
    lockWaitMs: 1_000,
    isRestart: false,
    posted: countPosted(),
  };
  serveWrites(its, data, {
    operations: operations(post),
    fold: () => undefined,
    mayPrecedeFolding: new Set(),
    emptyLogAfter: new Set(),
  });
  const until = async (isReached: () => boolean): Promise<void> => {
    while (!isReached()) await once(changed, 'message');
  };
  return {
    post,
    file,
    /** Closes the writer after so many answers. @returns the ids of the calls of each commit */
    async commits(answers: number): Promise<number[][]> {
      const commits = (): number[][] =>
        messages.flatMap((message) =>
          message.kind === 'answers' ? [message.answers.map(({ id }) => id)] : [],
        );
      await until(() => commits().flat().length >= answers);
      post({ kind: 'close' });
      await until(() => messages.some(({ kind }) => kind === 'closed'));
      return commits();
    },
    /** @returns for each answer whether its call succeeded */
    answers: (): boolean[] =>
      messages.flatMap((message) => (message.kind === 'answers' ? message.answers.map(({ ok }) => ok) : [])),
  };
}

/** Posts a message with six calls from a thread of its own, as soon as it is notified of the first calls. */
const lateCaller = `
  const { workerData: { port, posted } } = require('node:worker_threads');
  Atomics.wait(posted, 1, 0);
  const calls = [3, 4, 5, 6, 7, 8].map((id) => ({ id, name: 'x', input: null, by: { kind: 'engine' }, at: 0 }));
  Atomics.add(posted, 0, calls.length);
  port.postMessage({ kind: 'calls', calls });
  Atomics.notify(posted, 0);
`;

describe('the calls on their way to the writer', () => {
  /** @param size of the group before, whose commit took longer than this test */
  function openInbox(size: number) {
    const { port1: ours, port2: its } = new MessageChannel();
    onTestFinished(() => ours.close());
    const posted = new Int32Array(new SharedArrayBuffer(8));
    const inbox = createInbox(its, posted, Number.POSITIVE_INFINITY);
    inbox.committed(size, 1e9);
    return { ours, posted, inbox, group: inbox.begin([callNamed('x', 1), callNamed('x', 2)]) };
  }
  const ids = (calls: readonly Call[]): number[] => calls.map(({ id }) => id);

  it('are waited for until as many callers as in the group before have joined', () => {
    const { ours, posted, inbox, group } = openInbox(8);
    const caller = new Worker(lateCaller, {
      ...{ eval: true, workerData: { port: ours, posted }, transferList: [ours] },
    });
    onTestFinished(async () => void (await caller.terminate()));
    Atomics.store(posted, 1, 1);
    Atomics.notify(posted, 1);
    expect(ids(inbox.joining(group))).toEqual([3, 4, 5, 6, 7, 8]);
    expect(ids(inbox.joining(group))).toEqual([]);
    expect(ids(group)).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
  });

  it('are not waited for if few callers were in the group before', () => {
    const { inbox, group } = openInbox(5);
    expect(inbox.joining(group)).toEqual([]);
  });

  it('wait behind a message of another kind, which ends the group', () => {
    const { ours, inbox, group } = openInbox(8);
    ours.postMessage({ kind: 'copy', to: 'elsewhere' } satisfies ToWorker);
    ours.postMessage({ kind: 'calls', calls: [callNamed('x', 3)] } satisfies ToWorker);
    expect(inbox.joining(group)).toEqual([]);
    expect(inbox.joining(group)).toEqual([]);
    expect(inbox.keptBack()).toEqual({ kind: 'copy', to: 'elsewhere' });
    expect(inbox.keptBack()).toBe(null);
    expect(ids(inbox.joining(group))).toEqual([3]);
  });
});

describe('the writer', () => {
  it('commits a call that arrives while a group is being performed together with this group', async () => {
    const writer = startWriter((post) => ({
      first: () => post({ kind: 'calls', calls: [callNamed('second', 2)] }),
      second: () => undefined,
    }));
    writer.post({ kind: 'calls', calls: [callNamed('first', 1)] });
    expect(await writer.commits(2)).toEqual([[1, 2]]);
  });

  it('refuses only the call that fails of those that joined a group', async () => {
    const ran: string[] = [];
    const writer = startWriter((post) => ({
      first() {
        ran.push('first');
        // The group is repeated, call by call; the others must not be posted twice.
        if (ran.length === 1) post({ kind: 'calls', calls: [callNamed('broken', 2), callNamed('third', 3)] });
      },
      broken() {
        throw new Error('broken');
      },
      third: () => void ran.push('third'),
    }));
    writer.post({ kind: 'calls', calls: [callNamed('first', 1)] });
    expect(await writer.commits(3)).toEqual([[1, 2, 3]]);
    expect(writer.answers()).toEqual([true, false, true]);
    expect(ran).toEqual(['first', 'first', 'third']);
  });

  it('refuses all calls that wait after one wait for the lock of another program', async () => {
    const writer = startWriter(() => ({ x: () => undefined }));
    const other = new Database(writer.file);
    onTestFinished(() => void other.close());
    other.exec('BEGIN IMMEDIATE');
    const ids = [1, 2, 3];
    for (const id of ids) writer.post({ kind: 'calls', calls: [callNamed('x', id)] });
    expect(await writer.commits(3)).toEqual([ids]);
    expect(writer.answers()).toEqual([false, false, false]);
  });

  it('finishes a group before it closes', async () => {
    const writer = startWriter((post) => ({
      first: () => post({ kind: 'close' }),
    }));
    writer.post({ kind: 'calls', calls: [callNamed('first', 1)] });
    expect(await writer.commits(1)).toEqual([[1]]);
  });
});
