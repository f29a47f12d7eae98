/** Reads one workbook in a thread of its own; the page ends the thread if it takes too long. */
import { readWorkbook } from './read-workbook.ts';

addEventListener('message', ({ data }: MessageEvent<Uint8Array<ArrayBuffer>>) => {
  void readWorkbook(data).then((workbook) => postMessage(workbook));
});
