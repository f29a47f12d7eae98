/**
 * A queue of future events, ordered by time: a binary heap with a single timer for the earliest event, so
 * that 100,000 waiting events need no more timers than one.
 */
export type EventQueue = {
  /**
   * Calls `run` when `dueAt` (epoch ms, with fractions) has come. Events with the same time run in the order
   * in which they were added.
   */
  add(dueAt: number, run: () => void): void;
  /** Discards all waiting events. */
  clear(): void;
  readonly size: number;
};

type Entry = { readonly dueAt: number; readonly sequence: number; readonly run: () => void };

/** setTimeout accepts at most 31 bits. For a later event the queue wakes up in between and sleeps again. */
const longestSleepMs = 2_147_483_647;

function isBefore(a: Entry, b: Entry): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.sequence < b.sequence);
}

/**
 * Creates an event queue.
 *
 * @param now the real clock, epoch ms
 */
export function createEventQueue(now: () => number): EventQueue {
  const heap: Entry[] = [];
  let sequence = 0;
  let timer: NodeJS.Timeout | null = null;
  let timerDueAt = Number.POSITIVE_INFINITY;

  function swap(a: number, b: number): void {
    const atA = heap[a];
    const atB = heap[b];
    if (atA === undefined || atB === undefined) return;
    heap[a] = atB;
    heap[b] = atA;
  }

  function before(a: number, b: number): boolean {
    const atA = heap[a];
    const atB = heap[b];
    return atA !== undefined && (atB === undefined || isBefore(atA, atB));
  }

  function push(entry: Entry): void {
    let index = heap.push(entry) - 1;
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!before(index, parent)) return;
      swap(index, parent);
      index = parent;
    }
  }

  function pop(): Entry | undefined {
    const first = heap[0];
    const last = heap.pop();
    if (heap.length === 0 || last === undefined) return first;
    heap[0] = last;
    let index = 0;
    for (;;) {
      const left = 2 * index + 1;
      const least = before(left + 1, left) ? left + 1 : left;
      if (!before(least, index)) return first;
      swap(index, least);
      index = least;
    }
  }

  function wake(): void {
    timer = null;
    timerDueAt = Number.POSITIVE_INFINITY;
    // Run only the events that are due now. Events that they add for now run in the next round, so that I/O
    // can happen in between.
    const until = now();
    const due: Entry[] = [];
    for (let head = heap[0]; head !== undefined && head.dueAt <= until; head = heap[0]) {
      const entry = pop();
      if (entry !== undefined) due.push(entry);
    }
    for (const entry of due) entry.run();
    arm();
  }

  function arm(): void {
    const head = heap[0];
    if (head === undefined || head.dueAt >= timerDueAt) return;
    if (timer !== null) clearTimeout(timer);
    timerDueAt = head.dueAt;
    timer = setTimeout(wake, Math.min(Math.max(0, Math.ceil(head.dueAt - now())), longestSleepMs));
  }

  return {
    add(dueAt, run) {
      push({ dueAt, sequence: sequence++, run });
      arm();
    },
    clear() {
      heap.length = 0;
      if (timer !== null) clearTimeout(timer);
      timer = null;
      timerDueAt = Number.POSITIVE_INFINITY;
    },
    get size() {
      return heap.length;
    },
  };
}
