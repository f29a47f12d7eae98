/** Loads the file behind a link in a message, only after the user has allowed it. */

import type { ContractImplementer } from '../../contract-os.ts';
import { createMediaFetcher } from './media/fetch-media.ts';

/** The number of concurrent downloads; the others wait. */
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
      // Pass the slot on directly, so that a new call cannot take it first.
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  });
}
