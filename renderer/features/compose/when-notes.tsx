/** Shows the chosen time in the other zones: the recipients' if it is the sender's, and the reverse. */
import type { ZoneClock } from '../../../shared/messaging/time-zones.ts';
import { type Language, useLanguage } from '../../lib/language.tsx';
import { cityOf, useZoneFormat, type ZoneFormat } from '../../lib/zone-format.ts';
import type { Place, Schedule } from './schedule.ts';
import classes from './sending.module.css';
import type { Times } from './use-times.ts';

const mostPlaces = 4;

type Context = { language: Language; zoneFormat: ZoneFormat; mine: ZoneClock };

/** Returns "Germany: Wed 25 Nov, 08:00"; null if its time equals the sender's. */
function there(
  { country, where }: Place,
  at: number,
  { language, zoneFormat, mine }: Context,
): string | null {
  if (country === null || where === null) return null;
  const { words, format } = language;
  const clocks = where.settled ? [where.clock] : where.all;
  if (clocks.every((clock) => clock.offsetAt(at) === mine.offsetAt(at))) return null;
  const sorted = clocks.toSorted((one, other) => one.offsetAt(at) - other.offsetAt(at));
  const [first, last] = [sorted[0], sorted.at(-1)];
  if (!first || !last) return null;
  const low = zoneFormat.full(at, first.zone);
  const time = first === last ? low : words.sending.when.from(low, zoneFormat.full(at, last.zone));
  return words.sending.when.there(format.country(country), time);
}

/** Shows what a local time means for one country: in the sender's time, and whether it exists there. */
function theirs(
  place: Extract<Schedule, { kind: 'theirs' }>['places'][number],
  typed: string,
  { language, zoneFormat, mine }: Context,
): string[] {
  const { words, format } = language;
  const texts = words.sending.when;
  if (place.country === null || place.where === null) return [];
  const name = format.country(place.country);
  const { clock, uncertain } = place.where;
  const lines = [texts.there(name, texts.inYours(zoneFormat.full(place.at, mine.zone)))];
  if (place.instants.kind === 'never') {
    lines.push(texts.gap(name, typed.slice(11), zoneFormat.time(place.at, clock.zone)));
  }
  if (place.instants.kind === 'twice')
    lines.push(`${texts.twice(name, typed.slice(11))} ${texts.firstTaken}`);
  if (uncertain) lines.push(texts.uncertain(name, cityOf(clock.zone)));
  return lines;
}

export function ClockNotes({ meant, times, typed }: { meant: Schedule; times: Times; typed: string }) {
  const language = useLanguage();
  const zoneFormat = useZoneFormat();
  const texts = language.words.sending.when;
  const context: Context = { language, zoneFormat, mine: times.clockOf(times.mine) };
  const places = times.places.slice(0, mostPlaces);
  const more = times.places.length - places.length;
  const nowhere = times.places.reduce((sum, { where, people }) => (where === null ? sum + people : sum), 0);
  const lines: string[] = [];
  if (meant.kind === 'moment') {
    for (const place of places) lines.push(there(place, meant.at, context) ?? '');
  }
  if (meant.kind === 'theirs') {
    for (const place of meant.places.slice(0, mostPlaces)) lines.push(...theirs(place, typed, context));
    if (nowhere > 0) lines.push(texts.noZone(nowhere));
  }
  const shown = lines.filter((line) => line !== '');
  if (more > 0 && shown.length > 0) shown.push(texts.more(more));
  return (
    <div className={`${classes.whenNotes} tnum`} role="status">
      <p>{texts.myZone(times.mine)}</p>
      {shown.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </div>
  );
}
