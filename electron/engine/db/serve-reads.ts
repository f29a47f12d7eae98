/**
 * Serves queries on a read-only connection in its own thread, so that a long query delays neither writes nor
 * the window.
 */
import type { MessagePort } from 'node:worker_threads';
import { openConnection } from './connection.ts';
import { createQueryContext, type QueryContext } from './query-context.ts';
import {
  type Answer,
  type FromWorker,
  storeError,
  type ToWorker,
  type WorkerData,
} from './worker-messages.ts';

/** The features' queries. */
export type Reading = {
  readonly queries: Readonly<Record<string, (context: QueryContext, input: never) => unknown>>;
  /**
   * Returns the answer to a query as text; null means that the query runs normally and its answer is cloned.
   */
  readonly askPacked: (context: QueryContext, query: string, input: unknown) => string | null;
};

/** Opens the database once the port says so, and answers queries until the port receives the message to close. */
export function serveReads(port: MessagePort, data: WorkerData, reading: Reading): void {
  port.once('message', () => openForReading(port, data, reading));
}

function openForReading(port: MessagePort, { file, lockWaitMs }: WorkerData, reading: Reading): void {
  try {
    const db = openConnection(file, 'read', lockWaitMs);
    const context = createQueryContext(db);
    port.on('message', (message: ToWorker) => {
      if (message.kind === 'close') {
        db.close();
        port.postMessage({ kind: 'closed' } satisfies FromWorker);
        port.close();
        return;
      }
      if (message.kind !== 'calls') return;
      const answers = message.calls.map((call): Answer => {
        try {
          const packed = reading.askPacked(context, call.name, call.input);
          if (packed !== null) return { id: call.id, ok: true, packed };
          const query = Object.hasOwn(reading.queries, call.name) ? reading.queries[call.name] : undefined;
          if (query === undefined) throw new Error(`no query ${call.name}`);
          return { id: call.id, ok: true, value: query(context, call.input as never) };
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
}
