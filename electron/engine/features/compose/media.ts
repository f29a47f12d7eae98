/** What stands behind a link in a message, fetched only where a person has allowed it. */

import type { ContractImplementer } from '../../contract-os.ts';
import { createMediaFetcher } from './media/fetch-media.ts';

/** So many at a time; the others wait. */
const atOnce = 4;

export function mediaHandlers(os: ContractImplementer) {
  const fetchMedia = createMediaFetcher();
  const waiting: (() => void)[] = [];
  let running = 0;
  return os.compose.media.handler(async ({ input }) => {
    if (running < atOnce) running += 1;
    else await new Promise<void>((resolve) => waiting.push(resolve));
    try {
      return await fetchMedia(input.url);
    } finally {
      // Its place is handed on, so that nobody who comes meanwhile takes one more.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  });
}
