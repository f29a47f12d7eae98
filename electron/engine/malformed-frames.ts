import type { Log } from './log.ts';

type FrameSource = 'browser UI' | 'local socket';

export type MalformedFrames = {
  /** Counts a frame that is not a call. */
  note(from: FrameSource): void;
  /** Logs what was counted since the last line. */
  flush(): void;
};

/**
 * Counts malformed frames, and logs one line per interval and source with the number. A line for each would let
 * any program on this computer fill the log.
 */
export function countMalformedFrames(log: Log, everyMs = 60_000): MalformedFrames {
  const counted = new Map<FrameSource, number>();
  let timer: NodeJS.Timeout | null = null;
  const flush = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    for (const [from, frames] of counted) log('malformed-frames', { from, frames });
    counted.clear();
  };
  return {
    note(from) {
      counted.set(from, (counted.get(from) ?? 0) + 1);
      timer ??= setTimeout(flush, everyMs).unref();
    },
    flush,
  };
}
