import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { describe, expect, it, onTestFinished } from 'vitest';
import { engineActor } from '../../electron/engine/acting.ts';
import { serveWrites, type Writing } from '../../electron/engine/db/serve-writes.ts';
import type { Call, FromWorker, ToWorker } from '../../electron/engine/db/worker-messages.ts';
import { temporaryFolder } from '../helpers/store-fixture.ts';

type Operations = Writing['operations'];

function callNamed(name: string, id: number): Call {
  return { id, name, input: null, by: engineActor, at: 0 };
}

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
  const data = { file: join(temporaryFolder(), 'omnideck.db'), lockWaitMs: 1_000, isRestart: false };
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
  };
}

describe('the writer', () => {
  it.fails('commits a call that arrives while a group is being performed together with this group', async () => {
    const writer = startWriter((post) => ({
      first: () => post({ kind: 'calls', calls: [callNamed('second', 2)] }),
      second: () => undefined,
    }));
    writer.post({ kind: 'calls', calls: [callNamed('first', 1)] });
    expect(await writer.commits(2)).toEqual([[1, 2]]);
  });
});
