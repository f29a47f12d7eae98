import { dieWhenAsked } from './dying-worker.ts';

dieWhenAsked('reader');
await import('../../electron/engine/db/reader-worker.ts');
