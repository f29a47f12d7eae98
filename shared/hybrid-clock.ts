/**
 * A hybrid logical clock (Kulkarni et al., 2014): stamps that order changes on several computers. A stamp is
 * close to the time of day, is later than every stamp that its creator has seen, and belongs to one change by
 * one installation (desk).
 */

export type Stamp = {
  /** UTC epoch milliseconds: the latest time that the creator has seen, including its own clock. */
  readonly wall: number;
  /** Orders stamps with the same time. */
  readonly counter: number;
  /** The installation that made the change: 16 hexadecimal digits. */
  readonly origin: string;
};

const largestCounter = 0xffff;
const largestWall = 2 ** 48 - 1;
const written = /^([0-9a-f]{12})-([0-9a-f]{4})-([0-9a-f]{16})$/u;

/** Writes a stamp as text. Texts sort in the same order as their stamps. */
export function writeStamp({ wall, counter, origin }: Stamp): string {
  return `${wall.toString(16).padStart(12, '0')}-${counter.toString(16).padStart(4, '0')}-${origin}`;
}

/** Parses a stamp; null if the text is not a valid stamp. */
export function readStamp(text: string): Stamp | null {
  const [, wall, counter, origin] = written.exec(text) ?? [];
  if (wall === undefined || counter === undefined || origin === undefined) return null;
  return { wall: Number.parseInt(wall, 16), counter: Number.parseInt(counter, 16), origin };
}

/** Compares two stamps: negative if `a` is earlier, positive if `a` is later, 0 if they are equal. */
export function compareStamps(a: Stamp, b: Stamp): number {
  if (a.wall !== b.wall) return a.wall - b.wall;
  if (a.counter !== b.counter) return a.counter - b.counter;
  return a.origin < b.origin ? -1 : a.origin > b.origin ? 1 : 0;
}

/**
 * Returns the next stamp of an installation.
 * @param latest the latest stamp that the installation has made or seen; null if there is none
 * @param now the computer's clock, UTC epoch ms. The clock may go back, stamps never do.
 */
export function nextStamp(latest: Stamp | null, now: number, origin: string): Stamp {
  const clock = Math.min(Math.max(0, Math.trunc(now)), largestWall);
  if (latest === null || clock > latest.wall) return { wall: clock, counter: 0, origin };
  if (latest.counter < largestCounter) return { wall: latest.wall, counter: latest.counter + 1, origin };
  return { wall: latest.wall + 1, counter: 0, origin };
}

/** How far a remote clock may be ahead of ours, milliseconds: a wrong clock must not advance ours. */
const largestLead = 24 * 60 * 60 * 1000;

/**
 * Takes another installation's stamp into account, so that our next stamp is later.
 * @returns the latest stamp now; `too-far-ahead` if the other clock is more than a day ahead of ours
 */
export function mergeStamp(latest: Stamp | null, remote: Stamp, now: number): Stamp | 'too-far-ahead' {
  if (remote.wall > now + largestLead) return 'too-far-ahead';
  return latest === null || compareStamps(remote, latest) > 0 ? remote : latest;
}
