import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createClocks } from '../../../renderer/lib/clocks.ts';
import { throttle } from '../../../renderer/lib/throttle.ts';

beforeEach(() => {
  vi.useFakeTimers({ now: 5_000 });
});
afterEach(() => {
  vi.useRealTimers();
});

describe('the shared clock of countdowns', () => {
  it('runs one timer for all watchers, and none without watchers', () => {
    const { seconds } = createClocks(Date.now);
    const heard: string[] = [];
    const one = seconds.subscribe(() => heard.push('one'));
    const other = seconds.subscribe(() => heard.push('other'));
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(500);
    expect(heard).toEqual(['one', 'other']);
    expect(seconds.read()).toBe(5_500);
    one();
    other();
    expect(vi.getTimerCount()).toBe(0);
  });

  it('stands still between two ticks, so that all readers show the same time', () => {
    const { seconds } = createClocks(Date.now);
    const stop = seconds.subscribe(() => undefined);
    const first = seconds.read();
    vi.advanceTimersByTime(499);
    expect(seconds.read()).toBe(first);
    stop();
  });

  it('is correct when it is read after a period without watchers', () => {
    const { minutes } = createClocks(Date.now);
    vi.advanceTimersByTime(3_600_000);
    expect(minutes.read()).toBe(3_605_000);
  });
});

describe('throttled work', () => {
  it('runs at once, then no more often than allowed, and the last call is never lost', async () => {
    let state = 0;
    const seen: number[] = [];
    const work = throttle(100, async () => {
      seen.push(state);
    });
    for (state = 1; state <= 50; state += 1) {
      work();
      await vi.advanceTimersByTimeAsync(10);
    }
    state = 50;
    await vi.advanceTimersByTimeAsync(1_000);
    expect(seen[0]).toBe(1);
    expect(seen.at(-1)).toBe(50);
    expect(seen.length).toBeLessThanOrEqual(7);
    expect(vi.getTimerCount()).toBe(0);
  });

  it('never runs twice at the same time', async () => {
    let at = 0;
    let most = 0;
    const work = throttle(10, async () => {
      at += 1;
      most = Math.max(most, at);
      await new Promise((resolve) => setTimeout(resolve, 200));
      at -= 1;
    });
    for (let call = 0; call < 30; call += 1) {
      work();
      await vi.advanceTimersByTimeAsync(30);
    }
    expect(most).toBe(1);
  });
});
