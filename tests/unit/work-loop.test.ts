import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createWorkLoop, type WorkLoop } from '../../electron/engine/work-loop.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const minute = 60_000;

/** Creates a loop whose runs end when the test says so. */
function openLoop() {
  const runs: PromiseWithResolvers<void>[] = [];
  const errors: unknown[] = [];
  const loop: WorkLoop = createWorkLoop({
    work() {
      const run = Promise.withResolvers<void>();
      runs.push(run);
      return run.promise;
    },
    onError: (error) => errors.push(error),
    longestSleepMs: minute,
  });
  const endRun = async (): Promise<void> => {
    runs.at(-1)?.resolve();
    await vi.advanceTimersByTimeAsync(0);
  };
  return { loop, runs, errors, endRun };
}

describe('a loop of background work', () => {
  it('runs nothing before its start', () => {
    const { loop, runs } = openLoop();
    loop.wake();
    loop.wakeSoon();
    vi.advanceTimersByTime(minute);
    expect(runs).toHaveLength(0);
    loop.start();
    expect(runs).toHaveLength(1);
  });

  it('runs once more after the run under way, however often it is woken meanwhile', async () => {
    const { loop, runs, endRun } = openLoop();
    loop.start();
    loop.wake();
    loop.wake();
    expect(runs).toHaveLength(1);
    await endRun();
    expect(runs).toHaveLength(2);
    await endRun();
    expect(runs).toHaveLength(2);
  });

  it('runs once within a second for a burst of changes', async () => {
    const { loop, runs, endRun } = openLoop();
    loop.start();
    await endRun();
    for (let change = 0; change < 20; change += 1) loop.wakeSoon();
    vi.advanceTimersByTime(999);
    expect(runs).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(runs).toHaveLength(2);
  });

  it('wakes at the time that was set last, after 100 ms at the earliest and the longest sleep at the latest', async () => {
    const { loop, runs, endRun } = openLoop();
    loop.start();
    await endRun();
    loop.sleep(10);
    loop.sleep(-5);
    vi.advanceTimersByTime(99);
    expect(runs).toHaveLength(1);
    vi.advanceTimersByTime(1);
    expect(runs).toHaveLength(2);
    await endRun();
    loop.sleep(24 * 60 * minute);
    vi.advanceTimersByTime(minute - 1);
    expect(runs).toHaveLength(2);
    vi.advanceTimersByTime(1);
    expect(runs).toHaveLength(3);
  });

  it('reports a run that failed, and runs again after five seconds', async () => {
    const { loop, runs, errors } = openLoop();
    loop.start();
    runs[0]?.reject(new Error('the disk is full'));
    await vi.advanceTimersByTimeAsync(4_999);
    expect(errors).toEqual([new Error('the disk is full')]);
    expect(runs).toHaveLength(1);
    await vi.advanceTimersByTimeAsync(1);
    expect(runs).toHaveLength(2);
  });

  it('aborts its signal when the time limit of stop has passed, and waits for the run under way', async () => {
    const { loop, runs } = openLoop();
    loop.start();
    const signal = loop.signal();
    signal.addEventListener('abort', () => runs[0]?.resolve());
    const stopped = loop.stop(5_000);
    await vi.advanceTimersByTimeAsync(4_999);
    expect(signal.aborted).toBe(false);
    await vi.advanceTimersByTimeAsync(1);
    await stopped;
    expect(signal.aborted).toBe(true);
    expect(loop.isStopping()).toBe(true);
  });

  it('runs nothing after it was stopped, and starts again with a new signal', async () => {
    const { loop, runs, endRun } = openLoop();
    loop.start();
    loop.wakeSoon();
    loop.sleep(1_000);
    const stopped = loop.stop(0);
    await endRun();
    await stopped;
    loop.wake();
    loop.wakeSoon();
    loop.sleep(1_000);
    vi.advanceTimersByTime(minute);
    expect(runs).toHaveLength(1);
    loop.start();
    expect(runs).toHaveLength(2);
    expect(loop.signal().aborted).toBe(false);
  });

  it('is settled once the run under way and the run requested meanwhile have ended', async () => {
    const { loop, runs, endRun } = openLoop();
    loop.start();
    loop.wake();
    let isSettled = false;
    void loop.settled().then(() => {
      isSettled = true;
    });
    await endRun();
    expect(isSettled).toBe(false);
    expect(runs).toHaveLength(2);
    await endRun();
    expect(isSettled).toBe(true);
  });
});
