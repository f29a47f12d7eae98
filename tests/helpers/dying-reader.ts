import { dieWhenAsked } from './dying-worker.ts';

dieWhenAsked('reader');
await import('../../electron/core/store/reader-worker.ts');
