/**
 * The files that run as threads and processes next to the engine, if it is started from the sources. A bundle
 * has its own list.
 */
export const sourceWorkers = {
  writer: new URL('./workers/writer-worker.ts', import.meta.url),
  reader: new URL('./workers/reader-worker.ts', import.meta.url),
  files: new URL('./features/backups/file-worker.ts', import.meta.url),
  backups: new URL('./features/backups/backup-process.ts', import.meta.url),
  yaml: new URL('./yaml/yaml-worker.ts', import.meta.url),
  tunnel: new URL('./features/reports/tunnel/tunnel-worker.ts', import.meta.url),
} as const;
