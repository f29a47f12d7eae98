/**
 * Converts between local time and instants in any zone of the IANA database, using the runtime's Intl. A
 * local time that does not exist (the hour skipped in spring) or exists twice (the hour repeated in autumn)
 * is reported, never guessed.
 */

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** A local date and time without a zone. Months are 1 to 12. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

/** The instants that have a given local time, UTC epoch ms. */
export type Instants =
  | { readonly kind: 'one'; readonly at: number }
  /** Clocks are set back across it: it occurs twice. */
  | { readonly kind: 'twice'; readonly first: number; readonly second: number }
  /**
   * Clocks are set forward across it: it does not occur. `at`: the instant that is as long after midnight as
   * intended.
   */
  | { readonly kind: 'never'; readonly at: number };

export type ZoneClock = {
  readonly zone: string;
  /** Returns how far the zone's clocks are ahead of UTC at an instant, ms. */
  readonly offsetAt: (at: number) => number;
  readonly wallAt: (at: number) => WallTime;
  readonly instantsOf: (wall: WallTime) => Instants;
};

/** Returns a local time as if it were UTC. */
function asUtc({ year, month, day, hour, minute }: WallTime): number {
  const date = new Date(0);
  date.setUTCFullYear(year, month - 1, day);
  date.setUTCHours(hour, minute);
  return date.getTime();
}

function wallOf(asIfUtc: number): WallTime {
  const date = new Date(asIfUtc);
  return {
    year: date.getUTCFullYear(),
    month: date.getUTCMonth() + 1,
    day: date.getUTCDate(),
    hour: date.getUTCHours(),
    minute: date.getUTCMinutes(),
  };
}

/**
 * Creates the clock of one zone, which is expensive (an Intl object); using it is cheap.
 * @param zone an IANA name such as "Europe/Tallinn"
 * @throws RangeError if the runtime does not know the zone: see isZone
 */
export function zoneClock(zone: string): ZoneClock {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone: zone,
    calendar: 'gregory',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
    era: 'short',
  });
  // Clock changes happen at full minutes, so one answer is valid for its minute.
  const known = new Map<number, number>();

  function offsetAt(at: number): number {
    const slot = Math.floor(at / minuteMs);
    const before = known.get(slot);
    if (before !== undefined) return before;
    const seconds = Math.floor(at / 1000) * 1000;
    const part: Record<string, number> = {};
    let beforeChrist = false;
    for (const { type, value } of format.formatToParts(seconds)) {
      if (type === 'era') beforeChrist = value.startsWith('B');
      else part[type] = Number(value);
    }
    const year = beforeChrist ? 1 - (part.year ?? 0) : (part.year ?? 0);
    const shown = asUtc({
      year,
      month: part.month ?? 1,
      day: part.day ?? 1,
      hour: part.hour ?? 0,
      minute: part.minute ?? 0,
    });
    const offset = shown + (part.second ?? 0) * 1000 - seconds;
    if (known.size >= 2_000) known.clear();
    known.set(slot, offset);
    return offset;
  }

  function instantsOf(wall: WallTime): Instants {
    const shown = asUtc(wall);
    // No zone has two changes within two days.
    const before = offsetAt(shown - dayMs);
    const after = offsetAt(shown + dayMs);
    const early = shown - Math.max(before, after);
    const late = shown - Math.min(before, after);
    const earlyHolds = early + offsetAt(early) === shown;
    const lateHolds = late + offsetAt(late) === shown;
    if (earlyHolds && lateHolds) {
      return early === late ? { kind: 'one', at: early } : { kind: 'twice', first: early, second: late };
    }
    if (earlyHolds) return { kind: 'one', at: early };
    if (lateHolds) return { kind: 'one', at: late };
    return { kind: 'never', at: shown - before };
  }

  return { zone, offsetAt, wallAt: (at) => wallOf(at + offsetAt(at)), instantsOf };
}

/**
 * Returns a cache that creates each clock once. The caller owns the cache, so its clocks are released with
 * the caller.
 */
export function createClockShelf(): (zone: string) => ZoneClock {
  const clocks = new Map<string, ZoneClock>();
  return (zone) => {
    const known = clocks.get(zone);
    if (known) return known;
    const made = zoneClock(zone);
    clocks.set(zone, made);
    return made;
  };
}
export type ClockShelf = ReturnType<typeof createClockShelf>;

/** Returns this computer's time zone as named by Intl. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Returns whether the runtime knows a zone of this name. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/**
 * Parses "2026-03-29T02:30", the format of a datetime-local field; null for anything else, and for
 * nonexistent dates.
 */
export function parseWall(text: string): WallTime | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const wall = { year, month, day, hour, minute };
  // 31 April would become 1 May.
  return formatWall(wallOf(asUtc(wall))) === text ? wall : null;
}

/** Formats a local time as "2026-03-29T02:30"; parseWall reads it back. */
export function formatWall({ year, month, day, hour, minute }: WallTime): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** Returns one instant for a local time without asking: the first of two, or the instant after a gap. */
export function instantOf(instants: Instants): number {
  return instants.kind === 'twice' ? instants.first : instants.at;
}

/** Returns the same local time on another day, which is not always a multiple of 24 hours later. */
export function addDays(wall: WallTime, days: number): WallTime {
  return wallOf(asUtc(wall) + days * dayMs);
}
