import { dieWhenAsked } from './dying-worker.ts';

dieWhenAsked('reader');
await import('../../electron/engine/workers/reader-worker.ts');
