import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { distinctEvents, foldChain, hasReached } from '../../../shared/messaging/fold.ts';
import type { FoldedChain, StatusEvent } from '../../../shared/messaging/types.ts';
import { count } from '../../helpers/counts.ts';
import { anyChain, anyEvent, anyEvents } from './fold-helpers.ts';

/**
 * Returns the same events in another order, each repeated any number of times with later receipts and from
 * either source.
 */
function retold(events: readonly StatusEvent[], seeds: readonly number[]): StatusEvent[] {
  const copies = events.flatMap((event, index) =>
    Array.from({ length: (seeds[index] ?? 0) % 3 }, (_, copy): StatusEvent => {
      const source = ((seeds[index] ?? 0) + copy) % 2 === 0 ? 'callback' : 'poll';
      return { ...event, receivedAt: event.receivedAt + 1 + copy, source };
    }),
  );
  const all = [...events, ...copies];
  // Fisher-Yates with random numbers of the property test, so that a failure can be replayed.
  for (let index = all.length - 1; index > 0; index -= 1) {
    const other = (seeds[(index * 7 + 3) % seeds.length] ?? 0) % (index + 1);
    const [left, right] = [all[index], all[other]];
    if (left && right) {
      all[index] = right;
      all[other] = left;
    }
  }
  return all;
}

const anySeeds = fc.array(fc.nat(1_000_000), { minLength: 12, maxLength: 40 });

/** Returns a fold without the fields that say when and how its events were received. */
function withoutReceipt(fold: FoldedChain): unknown {
  const strip = ({ receivedAt: _, source: __, ...event }: StatusEvent) => event;
  const text = (event: unknown) => JSON.stringify(event);
  return {
    ...fold,
    steps: fold.steps.map((step) => ({
      ...step,
      contradiction: step.contradiction && strip(step.contradiction),
    })),
    unmatched: fold.unmatched.map(strip).map(text).sort(),
  };
}

describe('the outcome of a chain does not depend on how its reports arrived', () => {
  it('is the same in any order and with any repeats', () => {
    let retellings = 0;
    fc.assert(
      fc.property(
        anyChain,
        anyEvents,
        fc.array(anySeeds, { minLength: 10, maxLength: 10 }),
        (steps, events, orders) => {
          const first = foldChain(steps, events);
          for (const seeds of orders) {
            retellings += 1;
            expect(foldChain(steps, retold(events, seeds))).toEqual(first);
          }
        },
      ),
      { numRuns: 2_000 },
    );
    expect(retellings).toBeGreaterThanOrEqual(20_000);
  });

  it('is the same whenever and however each report was received', () => {
    fc.assert(
      fc.property(anyChain, fc.array(fc.tuple(anyEvent, anyEvent), { maxLength: 10 }), (steps, pairs) => {
        const events = pairs.map(([event]) => event);
        const otherwise = pairs.map(([event, { receivedAt, source }]) => ({ ...event, receivedAt, source }));
        expect(withoutReceipt(foldChain(steps, otherwise))).toEqual(withoutReceipt(foldChain(steps, events)));
      }),
      { numRuns: count({ short: 1_000, long: 5_000 }) },
    );
  });

  it('does not change the given events', () => {
    fc.assert(
      fc.property(anyChain, anyEvents, (steps, events) => {
        const before = structuredClone(events);
        foldChain(steps, events);
        distinctEvents(events);
        expect(events).toEqual(before);
      }),
      { numRuns: count({ short: 100, long: 500 }) },
    );
  });
});

describe('later reports never undo a known outcome', () => {
  it('a step that reached the person stays reached; SEEN stays SEEN; a double delivery stays one', () => {
    fc.assert(
      fc.property(anyChain, anyEvents, anyEvent, (steps, events, more) => {
        const before = foldChain(steps, events);
        const after = foldChain(steps, [...events, more]);
        before.steps.forEach((step, index) => {
          const now = after.steps[index]?.state ?? 'waiting';
          if (hasReached(step.state)) expect(hasReached(now)).toBe(true);
          if (step.state === 'seen') expect(now).toBe('seen');
        });
        if (before.deliveredTwice) expect(after.deliveredTwice).toBe(true);
        if (before.cost !== null) expect(after.cost).not.toBeNull();
        expect(after.unmatched.length).toBeGreaterThanOrEqual(before.unmatched.length);
      }),
      { numRuns: count({ short: 1_000, long: 5_000 }) },
    );
  });

  it('a step that failed stays failed unless it is later reported as delivered', () => {
    fc.assert(
      fc.property(anyChain, anyEvents, anyEvents, (steps, events, more) => {
        const before = foldChain(steps, events);
        const after = foldChain(steps, [...events, ...more]);
        before.steps.forEach((step, index) => {
          if (step.state !== 'failed') return;
          const now = after.steps[index];
          if (now?.state !== 'failed') expect(hasReached(now?.state ?? 'waiting')).toBe(true);
        });
        if (before.state === 'failed') expect(after.state).not.toBe('pending');
      }),
      { numRuns: count({ short: 1_000, long: 5_000 }) },
    );
  });

  it('a delivered chain never becomes failed or pending', () => {
    fc.assert(
      fc.property(anyChain, anyEvents, anyEvents, (steps, events, more) => {
        const before = foldChain(steps, events);
        const after = foldChain(steps, [...events, ...more]);
        if (before.state === 'delivered') expect(['delivered', 'seen']).toContain(after.state);
        if (before.state === 'seen') expect(after.state).toBe('seen');
        if (before.deliveredBy !== null) expect(after.deliveredBy).not.toBeNull();
      }),
      { numRuns: count({ short: 1_000, long: 5_000 }) },
    );
  });
});

describe('the list of events without repeats', () => {
  it('is the same for any order and any repeats, in the order of receipt', () => {
    fc.assert(
      fc.property(anyEvents, anySeeds, (events, seeds) => {
        const shown = distinctEvents(events);
        expect(distinctEvents(retold(events, seeds))).toEqual(shown);
        expect(distinctEvents(shown)).toEqual(shown);
        const times = shown.map((event) => event.receivedAt);
        expect(times).toEqual([...times].sort((left, right) => left - right));
        const contents = new Set(
          events.map(
            (event) => `${event.messageId}|${event.channel}|${event.status}|${event.err}|${event.at}`,
          ),
        );
        expect(shown).toHaveLength(contents.size);
      }),
      { numRuns: count({ short: 600, long: 3_000 }) },
    );
  });
});
