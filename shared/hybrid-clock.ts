/**
 * A hybrid logical clock (Kulkarni et al., 2014): stamps that order changes on several computers. A stamp is close to
 * the time of day, is later than every stamp that its maker has seen, and belongs to one change of one desk.
 */

export type Stamp = {
  /** UTC epoch milliseconds: the latest that the maker has seen, its own clock included. */
  readonly wall: number;
  /** Orders the stamps of one wall time. */
  readonly counter: number;
  /** The desk that made the change: 16 hexadecimal digits. */
  readonly origin: string;
};

const largestCounter = 0xffff;
const largestWall = 2 ** 48 - 1;
const written = /^([0-9a-f]{12})-([0-9a-f]{4})-([0-9a-f]{16})$/u;

/** Writes a stamp as text. Texts sort as their stamps do. */
export function writeStamp({ wall, counter, origin }: Stamp): string {
  return `${wall.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}-${origin}`;
}

/** Reads a stamp; null where the text is not a valid stamp. */
export function readStamp(text: string): Stamp | null {
  const [, wall, counter, origin] = written.exec(text) ?? [];
  if (wall === undefined || counter === undefined || origin === undefined) return null;
  return { wall: Number.parseInt(wall, 16), counter: Number.parseInt(counter, 16), origin };
}

/** Negative where `a` is earlier, positive where `a` is later, 0 where both are the same stamp. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.wall !== b.wall) return a.wall - b.wall;
  if (a.counter !== b.counter) return a.counter - b.counter;
  return a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0;
}

/**
 * Makes the next stamp of a desk.
 * @param latest the latest stamp that the desk has made or seen; null: there is none
 * @param now what the computer's clock shows, UTC epoch ms. It may go back: the stamps do not.
 */
export function nextStamp(latest: Stamp | null, now: number, origin: string): Stamp {
  const clock = Math.min(Math.max(0, Math.trunc(now)), largestWall);
  if (latest === null || clock > latest.wall) return { wall: clock, counter: 0, origin };
  if (latest.counter < largestCounter) return { wall: latest.wall, counter: latest.counter + 1, origin };
  return { wall: latest.wall + 1, counter: 0, origin };
}

/** A remote clock may be so much ahead of ours, milliseconds: one that is wrong must not take ours along. */
const largestLead = 24 * 60 * 60 * 1000;

/**
 * Takes over a stamp that another desk made, so that the next stamp of this desk is later.
 * @returns the latest stamp now; `too-far-ahead` where the other desk's clock is more than a day ahead of this one's
 */
export function mergeStamp(latest: Stamp | null, remote: Stamp, now: number): Stamp | 'too-far-ahead' {
  if (remote.wall > now + largestLead) return 'too-far-ahead';
  return latest === null || compareStamps(remote, latest) > 0 ? remote : latest;
}
