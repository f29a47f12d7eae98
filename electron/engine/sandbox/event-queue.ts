/**
 * What is to happen later, in order of time: a binary heap and one timer for its head, so that a hundred thousand
 * waiting events cost no more timers than one.
 */
export type EventQueue = {
  /** Calls `run` once `dueAt` (epoch ms, fractions count) has come; at the same time: in the order they were added. */
  add(dueAt: number, run: () => void): void;
  /** Forgets everything that waits. */
  clear(): void;
  readonly size: number;
};

type Entry = { readonly dueAt: number; readonly sequence: number; readonly run: () => void };

/** setTimeout takes 32 bits; a later event just wakes the queue once in between. */
const longestSleepMs = 2_147_483_647;

function isBefore(a: Entry, b: Entry): boolean {
  return a.dueAt < b.dueAt || (a.dueAt === b.dueAt && a.sequence < b.sequence);
}

/** @param now the real clock, epoch ms */
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
    // Only what is due now: events that these add for now come in the next round, after I/O had its turn.
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
