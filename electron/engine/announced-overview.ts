import type { Overview } from '../../shared/contract/console.ts';

/** How long changed messages wait for the next overview: its figures need five reads. */
const figuresMs = 500;

/**
 * Reads overviews beside the other changes, which therefore do not wait for an overview.
 * @param onRead called when `take` has something to return
 */
export function overviewReader(overview: () => Promise<Overview>, onRead: () => void) {
  let readAt = 0;
  let reading = false;
  let again = false;
  let timer: NodeJS.Timeout | null = null;
  let read: { readonly overview: Overview } | { readonly error: unknown } | null = null;

  async function readNow(): Promise<void> {
    again = true;
    if (reading) return;
    reading = true;
    while (again) {
      again = false;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      readAt = performance.now();
      try {
        read = { overview: await overview() };
      } catch (error) {
        read = { error };
      }
      onRead();
    }
    reading = false;
  }

  return {
    readNow: () => void readNow(),
    readSoon() {
      timer ??= setTimeout(() => void readNow(), Math.max(0, readAt + figuresMs - performance.now()));
    },
    /** Returns the overview that was read since the last call, or null. @throws if it could not be read */
    take(): Overview | null {
      const taken = read;
      read = null;
      if (taken === null) return null;
      if ('error' in taken) throw taken.error;
      return taken.overview;
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
    },
  };
}
