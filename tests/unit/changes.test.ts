import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createChanges } from '../../electron/engine/changes.ts';
import { createEvents } from '../../electron/engine/events.ts';
import type { Change, Overview } from '../../shared/contract/console.ts';
import type { RunChange } from '../../shared/contract/runs.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

const noReads = { rows: async () => [], cells: async () => null, overview: async () => overview };
const overview = {} as Overview;

/** Follows the changes in the background. */
function follow(reads: Partial<Parameters<typeof createChanges>[1]>, withRows: boolean) {
  const events = createEvents((_what, error) => {
    throw error;
  });
  const changes = createChanges(events, { ...noReads, ...reads });
  const announced: Change[] = [];
  const following = (async () => {
    for await (const change of changes.subscribe(undefined, withRows)) announced.push(change);
  })();
  const end = async () => {
    changes.close();
    await vi.advanceTimersByTimeAsync(1_000);
    await following;
  };
  return { events, announced, end };
}

describe('the announced changes', () => {
  it('read the overview a few times a second, however many messages change', async () => {
    let overviews = 0;
    const reads = {
      overview: async () => {
        overviews += 1;
        return overview;
      },
    };
    const { events, announced, end } = follow(reads, false);
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
    await end();
  });

  it('read each changed cell of a run of ten thousand once, and its summary a few times a second', async () => {
    const cellsRead: number[] = [];
    let summaries = 0;
    const reads = {
      cells: async ({ id, positions }: { readonly id: string; readonly positions: readonly number[] }) => {
        summaries += 1;
        cellsRead.push(...positions);
        return { summary: { id }, cells: positions.map((position) => ({ position })) } as RunChange;
      },
    };
    const { events, announced, end } = follow(reads, true);
    await vi.advanceTimersByTimeAsync(0);
    const cells = 10_000;
    const perSecond = 500;
    for (let position = 0; position < cells; position += 1) {
      events.emit({ type: 'run-changed', id: 'large', positions: [position] });
      await vi.advanceTimersByTimeAsync(1_000 / perSecond);
    }
    events.emit({ type: 'run-changed', id: 'large', positions: [] });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(cellsRead).toEqual(Array.from({ length: cells }, (_, position) => position));
    expect(summaries).toBeLessThanOrEqual((3 * cells) / perSecond);
    const runs = announced.filter((change) => change.type === 'runs');
    expect(runs.flatMap(({ changed = [] }) => changed.flatMap((one) => one.cells))).toHaveLength(cells);
    await end();
  });

  it('name a run without its cells if any of them may have changed', async () => {
    const { events, announced, end } = follow({}, true);
    await vi.advanceTimersByTimeAsync(0);
    events.emit({ type: 'run-changed', id: 'large', positions: [3] });
    events.emit({ type: 'run-requested', id: 'large' });
    events.emit({ type: 'run-changed', id: 'large', positions: [4] });
    await vi.advanceTimersByTimeAsync(1_000);
    expect(announced.at(-1)).toEqual({ type: 'runs', ids: ['large'], changed: [] });
    await end();
  });
});
