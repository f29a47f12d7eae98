import type { Workbook } from './read-workbook.ts';

/** A workbook at the limits takes about 8 s on a slow computer; a hostile one may take minutes. */
const mostMs = 30_000;

/** Reads a workbook outside of the page's thread, so that the page stays usable and the reading can be ended. */
export async function openWorkbook(bytes: Uint8Array<ArrayBuffer>): Promise<Workbook> {
  const worker = new Worker(new URL('./workbook-worker.ts', import.meta.url), { type: 'module' });
  const ended = Promise.withResolvers<Workbook>();
  const timer = setTimeout(() => ended.resolve({ ok: false, why: 'large', cell: null }), mostMs);
  worker.addEventListener('message', ({ data }: MessageEvent<Workbook>) => ended.resolve(data));
  worker.addEventListener('error', () => ended.resolve({ ok: false, why: 'damaged', cell: null }));
  worker.postMessage(bytes, [bytes.buffer]);
  try {
    return await ended.promise;
  } finally {
    clearTimeout(timer);
    worker.terminate();
  }
}
