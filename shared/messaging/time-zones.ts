/**
 * Between a clock on a wall and an instant, in any zone of the IANA database, by what the runtime's Intl knows. What
 * does not exist (the hour that spring skips) or exists twice (the hour that autumn repeats) is told, never guessed.
 */

const minuteMs = 60_000;
const dayMs = 86_400_000;

/** What a wall shows: a day and a minute of it, without a zone. Months are 1 to 12. */
export type WallTime = {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly hour: number;
  readonly minute: number;
};

/** The instants at which a wall shows a time, UTC epoch ms. */
export type Instants =
  | { readonly kind: 'one'; readonly at: number }
  /** The clock is set back across it: it is shown twice. */
  | { readonly kind: 'twice'; readonly first: number; readonly second: number }
  /** The clock is set forward across it: it is never shown. `at`: when it is as long after midnight as was meant. */
  | { readonly kind: 'never'; readonly at: number };

export type ZoneClock = {
  readonly zone: string;
  /** How far the zone's clocks are ahead of UTC at an instant, ms. */
  readonly offsetAt: (at: number) => number;
  readonly wallAt: (at: number) => WallTime;
  readonly instantsOf: (wall: WallTime) => Instants;
};

/** A wall's time as if it were UTC's. */
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
 * The clock of one zone; costly to make (an Intl object), cheap to ask.
 * @param zone an IANA name such as "Europe/Tallinn"
 * @throws RangeError where the runtime doesn't know the zone: see isZone
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
  // Clocks are set at full minutes, so one answer holds for its minute.
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

/** Makes each clock once, however often it is asked for; an owner keeps it, so that it ends with its owner. */
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

/** Returns the zone of this machine, by the name that Intl gives it. */
export function ownZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

/** Whether the runtime knows a zone by this name. */
export function isZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en-US', { timeZone: zone });
    return true;
  } catch {
    return false;
  }
}

/** "2026-03-29T02:30" as a datetime-local field holds it; null for anything else, and for days that no month has. */
export function parseWall(text: string): WallTime | null {
  const match = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d)$/.exec(text);
  if (!match) return null;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const wall = { year, month, day, hour, minute };
  // 31 April would become 1 May.
  return formatWall(wallOf(asUtc(wall))) === text ? wall : null;
}

/** "2026-03-29T02:30": parseWall reads it back. */
export function formatWall({ year, month, day, hour, minute }: WallTime): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}T${two(hour)}:${two(minute)}`;
}

/** The instant of a wall's time for which no choice is asked: the first of two, and past a gap by what it skips. */
export function instantOf(instants: Instants): number {
  return instants.kind === 'twice' ? instants.first : instants.at;
}

/** How far ahead the next day's same time is: the wall's, not 24 hours. */
export function addDays(wall: WallTime, days: number): WallTime {
  return wallOf(asUtc(wall) + days * dayMs);
}
