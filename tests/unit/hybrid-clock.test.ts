import * as fc from 'fast-check';
import { expect, it } from 'vitest';
import {
  compareStamps,
  mergeStamp,
  nextStamp,
  readStamp,
  type Stamp,
  writeStamp,
} from '../../shared/hybrid-clock.ts';

const desks = ['00000000000000aa', '00000000000000bb', '00000000000000cc'] as const;
const wall = fc.integer({ min: 0, max: 2 ** 42 });
const stamp: fc.Arbitrary<Stamp> = fc.record({
  wall,
  counter: fc.integer({ min: 0, max: 0xffff }),
  origin: fc.constantFrom(...desks),
});

it('a stamp survives being written and read, and the texts sort as the stamps do', () => {
  fc.assert(
    fc.property(stamp, stamp, (a, b) => {
      expect(readStamp(writeStamp(a))).toEqual(a);
      const [textA, textB] = [writeStamp(a), writeStamp(b)];
      const byText = textA < textB ? -1 : textA > textB ? 1 : 0;
      expect(byText).toBe(Math.sign(compareStamps(a, b)));
    }),
  );
});

it('each stamp of a desk is later than the one before, also where its clock goes back or it restarts', () => {
  fc.assert(
    fc.property(fc.array(fc.record({ now: wall, restarts: fc.boolean() }), { minLength: 1 }), (turns) => {
      let latest: Stamp | null = null;
      for (const { now, restarts } of turns) {
        // A restart keeps nothing but the text of the latest stamp.
        if (restarts && latest !== null) latest = readStamp(writeStamp(latest));
        const next: Stamp = nextStamp(latest, now, desks[0]);
        if (latest !== null) expect(compareStamps(next, latest)).toBeGreaterThan(0);
        expect(next.wall).toBeGreaterThanOrEqual(now);
        latest = next;
      }
    }),
  );
});

it('a stamp made after a remote stamp was merged is later than the remote stamp', () => {
  fc.assert(
    fc.property(stamp, stamp, wall, (mine, remote, now) => {
      const merged = mergeStamp(mine, remote, now);
      if (merged === 'too-far-ahead') {
        expect(remote.wall).toBeGreaterThan(now + 24 * 60 * 60 * 1000);
        return;
      }
      const next = nextStamp(merged, now, desks[2]);
      expect(compareStamps(next, remote)).toBeGreaterThan(0);
      expect(compareStamps(next, mine)).toBeGreaterThan(0);
    }),
  );
});

it('desks that exchange changes in any order never make the same stamp twice, and effects follow causes', () => {
  const turn = fc.record({
    desk: fc.integer({ min: 0, max: 2 }),
    from: fc.integer({ min: 0, max: 2 }),
    now: fc.integer({ min: 0, max: 1_000 }),
  });
  fc.assert(
    fc.property(fc.array(turn, { maxLength: 100 }), (turns) => {
      const latest: (Stamp | null)[] = [null, null, null];
      const made = new Set<string>();
      for (const { desk, from, now } of turns) {
        const seen: Stamp | null = latest[from] ?? null;
        const merged = seen === null ? (latest[desk] ?? null) : mergeStamp(latest[desk] ?? null, seen, now);
        if (merged === 'too-far-ahead') throw new Error('the clocks are a second apart at most');
        const next = nextStamp(merged, now, desks[desk] ?? desks[0]);
        if (seen !== null) expect(compareStamps(next, seen)).toBeGreaterThan(0);
        const text = writeStamp(next);
        expect(made.has(text)).toBe(false);
        made.add(text);
        latest[desk] = next;
      }
    }),
  );
});

it('after the last stamp of a wall time comes the first of the next', () => {
  const last = { wall: 1_000, counter: 0xffff, origin: desks[0] };
  expect(nextStamp(last, 500, desks[0])).toEqual({ wall: 1_001, counter: 0, origin: desks[0] });
});

it('a text that is not a valid stamp is not read as one', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(readStamp(text)).toBeNull();
    }),
  );
  expect(readStamp(`${writeStamp({ wall: 1, counter: 1, origin: desks[0] })} `)).toBeNull();
});
