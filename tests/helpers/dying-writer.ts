import { dieWhenAsked } from './dying-worker.ts';

dieWhenAsked('writer');
await import('../../electron/engine/workers/writer-worker.ts');
