/** A reading thread: db/serve-reads.ts with the features' queries. */
import { parentPort, workerData } from 'node:worker_threads';
import { serveReads } from '../db/serve-reads.ts';
import type { WorkerData } from '../db/worker-messages.ts';
import { askPacked, queries } from '../sql-registry.ts';

if (!parentPort) throw new Error('reader-worker runs as a worker only');
serveReads(parentPort, workerData as WorkerData, { queries, askPacked });
