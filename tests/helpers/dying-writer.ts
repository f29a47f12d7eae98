import { dieWhenAsked } from './dying-worker.ts';

dieWhenAsked('writer');
await import('../../electron/engine/db/writer-worker.ts');
