/** The writing thread: db/serve-writes.ts with the features' operations. */
import { parentPort, workerData } from 'node:worker_threads';
import { serveWrites } from '../db/serve-writes.ts';
import type { WorkerData } from '../db/worker-messages.ts';
import { operations, writing } from '../sql-registry.ts';

if (!parentPort) throw new Error('writer-worker runs as a worker only');
serveWrites(parentPort, workerData as WorkerData, { operations, ...writing });
