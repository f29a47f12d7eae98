import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChanges } from '../../electron/engine/changes.ts';
import { createEvents } from '../../electron/engine/events.ts';
import type { Change, Overview } from '../../shared/contract/console.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('the announced changes', () => {
  it('read the overview a few times a second, however many messages change', async () => {
    const events = createEvents((_what, error) => {
      throw error;
    });
    let overviews = 0;
    const changes = createChanges(events, {
      rows: async () => [],
      overview: async () => {
        overviews += 1;
        return {} as Overview;
      },
    });
    const announced: Change[] = [];
    const following = (async () => {
      for await (const change of changes.subscribe(undefined)) announced.push(change);
    })();
    await vi.advanceTimersByTimeAsync(0);
    expect(overviews).toBe(1);
    for (let report = 0; report < 100; report += 1) {
      events.emit({ type: 'message-changed', ids: [`message-${report}`], added: false });
      await vi.advanceTimersByTimeAsync(10);
    }
    expect(overviews).toBeLessThanOrEqual(4);
    // The last change is not forgotten.
    const before = overviews;
    events.emit({ type: 'message-changed', ids: ['last'], added: false });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(overviews).toBe(before + 1);
    expect(announced.at(-1)).toMatchObject({ type: 'overview' });
    changes.close();
    await following;
  });
});
