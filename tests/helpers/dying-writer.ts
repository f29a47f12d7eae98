import { dieWhenAsked } from './dying-worker.ts';

dieWhenAsked('writer');
await import('../../electron/core/store/writer-worker.ts');
