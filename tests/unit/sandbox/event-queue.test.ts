import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createEventQueue } from '../../../electron/engine/sandbox/event-queue.ts';

describe('the event queue', () => {
  it('runs events in order of time, and those of the same time in the order of adding', async () => {
    const times = fc.array(fc.integer({ min: 0, max: 20 }), { minLength: 1, maxLength: 200 });
    await fc.assert(
      fc.asyncProperty(times, async (dueAts) => {
        const queue = createEventQueue(() => 1_000);
        const called: number[] = [];
        await new Promise<void>((resolve) => {
          for (const [index, dueAt] of dueAts.entries()) {
            queue.add(dueAt, () => {
              called.push(index);
              if (called.length === dueAts.length) resolve();
            });
          }
        });
        const inOrder = dueAts.map((dueAt, index) => ({ dueAt, index })).sort((a, b) => a.dueAt - b.dueAt);
        expect(called).toEqual(inOrder.map(({ index }) => index));
        expect(queue.size).toBe(0);
      }),
    );
  });

  it('runs nothing early, wakes for an earlier event that is added later, and drops cleared events', async () => {
    const queue = createEventQueue(Date.now);
    const called: string[] = [];
    const begun = Date.now();
    queue.add(begun + 10_000_000_000, () => called.push('in months'));
    await new Promise<void>((resolve) => {
      // Far enough apart that a busy machine does not find both due at once.
      queue.add(begun + 1_500, () => {
        called.push(`late ${Date.now() >= begun + 1_500}`);
        resolve();
      });
      queue.add(begun + 20, () => {
        called.push('early');
        queue.add(begun + 30, () => called.push('added by it'));
      });
    });
    expect(called).toEqual(['early', 'added by it', 'late true']);
    expect(queue.size).toBe(1);
    queue.clear();
    expect(queue.size).toBe(0);
  });
});
