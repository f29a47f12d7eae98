/** A read-only connection on its own thread, so that a long read holds up neither writes nor the window. */
import { parentPort, workerData } from 'node:worker_threads';
import { type QueryName, queries } from '../sql-queries.ts';
import { openConnection } from './connection.ts';
import { askPacked } from './packed-answers.ts';
import { createQueryContext } from './query-context.ts';
import {
  type Answer,
  type FromWorker,
  storeError,
  type ToWorker,
  type WorkerData,
} from './worker-messages.ts';

const port = parentPort;
if (!port) throw new Error('reader-worker runs as a worker only');

function isQuery(name: string): name is QueryName {
  return Object.hasOwn(queries, name);
}

try {
  const { file, lockWaitMs } = workerData as WorkerData;
  const db = openConnection(file, 'read', lockWaitMs);
  const context = createQueryContext(db);
  port.on('message', (message: ToWorker) => {
    if (message.kind === 'close') {
      db.close();
      port.postMessage({ kind: 'closed' } satisfies FromWorker);
      port.close();
      return;
    }
    const answers = message.calls.map((call): Answer => {
      try {
        const packed = askPacked(context, call.name, call.input);
        if (packed !== null) return { id: call.id, ok: true, packed };
        if (!isQuery(call.name)) throw new Error(`no query ${call.name}`);
        const query = queries[call.name] as (context: unknown, input: unknown) => unknown;
        return { id: call.id, ok: true, value: query(context, call.input) };
      } catch (error) {
        return { id: call.id, ok: false, error: storeError(error) };
      }
    });
    port.postMessage({ kind: 'answers', answers, changes: null } satisfies FromWorker);
  });
  port.postMessage({ kind: 'ready' } satisfies FromWorker);
} catch (error) {
  port.postMessage({ kind: 'failed', error: storeError(error) } satisfies FromWorker);
  port.close();
}
