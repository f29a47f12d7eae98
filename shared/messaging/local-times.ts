/** Writes and reads times of a time zone as spreadsheets show them: "2026-11-25 14:03:12". */
import { type ZoneClock, zoneClock } from './time-zones.ts';
import { utcTimeWriter } from './utc-times.ts';

const dayMs = 86_400_000;
const minuteMs = 60_000;
/** No zone changes its clocks by more than this. */
const nearMs = 3 * 3_600_000;
const mostDays = 20_000;

function offsetText(offset: number): string {
  const minutes = Math.abs(offset) / minuteMs;
  const two = (value: number) => String(Math.floor(value)).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(minutes / 60)}:${two(minutes % 60)}`;
}

/**
 * Returns a writer of times in a zone. A time that occurs twice, because clocks are set back, has its offset:
 * "2026-10-25 03:30:00 +02:00".
 * @param zone an IANA name
 */
export function localTimeWriter(zone: string): (at: number) => string {
  const clock = zoneClock(zone);
  const shifted = utcTimeWriter().seconds;
  /** The offset of each day; null for the days around a change of the clocks. */
  const days = new Map<number, number | null>();
  function offsetOf(day: number): number | null {
    const known = days.get(day);
    if (known !== undefined) return known;
    const [before, after] = [day * dayMs - nearMs, (day + 1) * dayMs + nearMs].map(clock.offsetAt);
    const offset = before === after && before !== undefined ? before : null;
    if (days.size >= mostDays) days.clear();
    days.set(day, offset);
    return offset;
  }
  return (at) => {
    const offset = offsetOf(Math.floor(at / dayMs));
    if (offset !== null) return shifted(at + offset);
    const exact = clock.offsetAt(at);
    const isTwice = clock.instantsOf(clock.wallAt(at)).kind === 'twice';
    return isTwice ? `${shifted(at + exact)} ${offsetText(exact)}` : shifted(at + exact);
  };
}

/** Reads what a writer of times wrote. @returns UTC epoch ms; null if it is no such time, or never occurs */
export function readLocalTime(text: string, clock: ZoneClock): number | null {
  const parts = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d)(?::(\d\d))?(?: ([+-]\d\d:\d\d))?$/u.exec(text);
  if (parts === null) return null;
  const [, year, month, day, hour, minute, second = '00', offset] = parts;
  if (offset !== undefined) {
    const at = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${offset}`);
    return Number.isNaN(at) ? null : at;
  }
  const wall = {
    year: Number(year),
    month: Number(month),
    day: Number(day),
    hour: Number(hour),
    minute: Number(minute),
  };
  const found = clock.instantsOf(wall);
  if (found.kind === 'never') return null;
  return (found.kind === 'twice' ? found.first : found.at) + Number(second) * 1000;
}
