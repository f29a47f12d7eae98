import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countryClock, zonesOfCountry } from '../../../shared/messaging/country-zones.ts';
import {
  addDays,
  createClockShelf,
  formatWall,
  type Instants,
  isZone,
  parseWall,
  type WallTime,
  zoneClock,
} from '../../../shared/messaging/time-zones.ts';

const minute = 60_000;
const at = (iso: string) => Date.parse(iso);

/* The reference: the local time at an instant as Intl formats it. Swedish dates have the ISO 8601 format. */
const judges = new Map<string, Intl.DateTimeFormat>();
function shownAt(zone: string, instant: number): string {
  const judge =
    judges.get(zone) ??
    new Intl.DateTimeFormat('sv-SE', { timeZone: zone, dateStyle: 'short', timeStyle: 'short' });
  judges.set(zone, judge);
  return judge.format(instant).replace(' ', 'T');
}

function wall(text: string): WallTime {
  const read = parseWall(text);
  if (read === null) throw new Error(text);
  return read;
}
const instantsIn = (zone: string, text: string): Instants => zoneClock(zone).instantsOf(wall(text));

const zones = Intl.supportedValuesOf('timeZone');
const clocks = createClockShelf();
const anyZone = fc.constantFrom(...zones);
const anyMinute = fc
  .integer({ min: at('2000-01-01T00:00:00Z') / minute, max: at('2045-01-01T00:00:00Z') / minute })
  .map((count) => count * minute);

describe('a local time in a time zone', () => {
  it('is the one that Intl formats, at any instant in any zone', () => {
    fc.assert(
      fc.property(anyZone, anyMinute, (zone, instant) => {
        expect(formatWall(clocks(zone).wallAt(instant))).toBe(shownAt(zone, instant));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is converted back to every instant that has this local time', () => {
    fc.assert(
      fc.property(anyZone, anyMinute, (zone, instant) => {
        const clock = clocks(zone);
        const found = clock.instantsOf(clock.wallAt(instant));
        // This local time existed at `instant`, so the result must not be "never".
        const instants = found.kind === 'twice' ? [found.first, found.second] : [found.at];
        expect(found.kind).not.toBe('never');
        expect(instants).toContain(instant);
        for (const one of instants) expect(shownAt(zone, one)).toBe(shownAt(zone, instant));
      }),
      { numRuns: 2_000 },
    );
  });

  it('is reported as nonexistent only if no instant nearby has it', () => {
    const anyDay = fc.integer({ min: 0, max: 366 * 20 });
    const anyTime = fc.integer({ min: 0, max: 1439 });
    fc.assert(
      fc.property(anyZone, anyDay, anyTime, (zone, day, time) => {
        const meant = addDays(wall('2020-01-01T00:00'), day);
        const text = formatWall({ ...meant, hour: Math.floor(time / 60), minute: time % 60 });
        const found = instantsIn(zone, text);
        if (found.kind !== 'never') {
          const instants = found.kind === 'twice' ? [found.first, found.second] : [found.at];
          for (const one of instants) expect(shownAt(zone, one)).toBe(text);
          return;
        }
        for (let offset = -26 * 60; offset <= 26 * 60; offset += 1) {
          expect(shownAt(zone, at(`${text}:00Z`) + offset * minute)).not.toBe(text);
        }
      }),
      { numRuns: 1_000 },
    );
  });

  it('in the hour that is skipped in spring does not exist and is moved later by that hour', () => {
    expect(instantsIn('Europe/Tallinn', '2026-03-29T03:30')).toEqual({
      kind: 'never',
      at: at('2026-03-29T01:30:00Z'),
    });
    expect(shownAt('Europe/Tallinn', at('2026-03-29T01:30:00Z'))).toBe('2026-03-29T04:30');
    expect(instantsIn('Australia/Lord_Howe', '2026-10-04T02:15')).toMatchObject({ kind: 'never' });
    expect(instantsIn('Pacific/Apia', '2011-12-30T12:00')).toMatchObject({ kind: 'never' });
  });

  it('in the hour that is repeated in autumn exists twice', () => {
    expect(instantsIn('Europe/Tallinn', '2026-10-25T03:30')).toEqual({
      kind: 'twice',
      first: at('2026-10-25T00:30:00Z'),
      second: at('2026-10-25T01:30:00Z'),
    });
    expect(instantsIn('America/New_York', '2026-11-01T01:59')).toMatchObject({ kind: 'twice' });
    expect(instantsIn('Europe/Tallinn', '2026-10-25T04:00')).toEqual({
      kind: 'one',
      at: at('2026-10-25T02:00:00Z'),
    });
  });

  it.each(['2026-02-29T10:00', '2026-04-31T10:00', '2026-01-01T24:00', '2026-1-1T10:00', '', 'now'])(
    'is not read from %j',
    (text) => expect(parseWall(text)).toBeNull(),
  );

  it('is read back as it was written', () => {
    fc.assert(
      fc.property(anyMinute, (instant) => {
        const text = new Date(instant).toISOString().slice(0, 16);
        expect(formatWall(wall(text))).toBe(text);
      }),
    );
  });
});

describe('the time zones of a country', () => {
  const winter = at('2026-12-01T12:00:00Z');
  const of = (country: string | null, chosen?: string) => countryClock(country, chosen, clocks, winter);

  it('are a single zone if all clocks agree', () => {
    expect(of('EE')).toMatchObject({ clock: { zone: 'Europe/Tallinn' }, uncertain: false, settled: true });
    // Berlin and Büsingen have the same local time.
    expect(of('DE')).toMatchObject({ clock: { zone: 'Europe/Berlin' }, uncertain: false, settled: true });
  });

  it('are reduced to the one where nearly everybody lives, and the others are listed', () => {
    expect(of('ES')).toMatchObject({ clock: { zone: 'Europe/Madrid' }, uncertain: true, settled: true });
    expect(of('UA')).toMatchObject({ uncertain: true, settled: true });
  });

  it('are undecided if there are many, until the user chooses one', () => {
    const open = of('US');
    expect(open).toMatchObject({ uncertain: true, settled: false });
    expect(open?.all.length).toBeGreaterThan(5);
    expect(of('US', 'America/Chicago')).toMatchObject({
      clock: { zone: 'America/Chicago' },
      uncertain: true,
      settled: true,
    });
    // A choice for another country has no effect here.
    expect(of('US', 'Europe/Tallinn')).toMatchObject({ settled: false });
  });

  it('are not guessed if none is known', () => {
    expect(of(null)).toBeNull();
    expect(of('XX')).toBeNull();
    expect(zonesOfCountry('Estonia')).toEqual([]);
  });

  it('are all known to the runtime', () => {
    for (const country of ['EE', 'US', 'RU', 'IN', 'AU', 'BR']) {
      for (const zone of zonesOfCountry(country)) expect(isZone(zone)).toBe(true);
    }
    expect(isZone('Mars/Olympus')).toBe(false);
  });
});
