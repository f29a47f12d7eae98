/** Reads the times that a user writes on the command line. */
import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { ownZone, parseWall, zoneClock } from '../../../shared/messaging/time-zones.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';

const localTime = /^(\d{4}-\d\d-\d\dT\d\d:\d\d)(?::([0-5]\d))?$/u;
const zonedTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/u;
const minuteMs = 60_000;
const dayMs = 24 * 60 * minuteMs;

/**
 * Parses a time in a time zone, unless it ends with Z or an offset.
 *
 * @param zone an IANA name
 * @returns UTC epoch ms; problem `time-invalid`, also for a time that the clocks skip or have twice
 */
export function parseTime(text: string, zone = ownZone()): Result<number> {
  const word = text.trim();
  if (zonedTime.test(word) && Number.isFinite(Date.parse(word))) return ok(Date.parse(word));
  const [, local, seconds] = localTime.exec(word.replace(' ', 'T')) ?? [];
  const wall = parseWall(local ?? '');
  if (wall === null) return fail(cliProblem('time-invalid', { text }, 'timeToSend'));
  const clock = zoneClock(zone);
  const found = clock.instantsOf(wall);
  if (found.kind === 'one') return ok(found.at + Number(seconds ?? 0) * 1000);
  const withOffsetOf = (at: number) =>
    `${local}${seconds === undefined ? '' : `:${seconds}`}${offsetText(clock.offsetAt(at))}`;
  if (found.kind === 'twice') {
    const [first, second] = [withOffsetOf(found.first), withOffsetOf(found.second)];
    return fail(cliProblem('time-invalid/twice', { text, zone, first, second }, 'timeToSend'));
  }
  // A day before the change the clocks certainly had the earlier offset.
  const [before, after] = [withOffsetOf(found.at - dayMs), withOffsetOf(found.at)];
  return fail(cliProblem('time-invalid/skipped', { text, zone, before, after }, 'timeToSend'));
}

/**
 * Parses a time as parseTime does, or a day, which begins at its first moment: not at midnight where the
 * clocks change at midnight.
 */
export function parseTimeOrDay(text: string, zone = ownZone()): Result<number> {
  const midnight = parseWall(`${text.trim()}T00:00`);
  if (midnight === null) return parseTime(text, zone);
  const clock = zoneClock(zone);
  const found = clock.instantsOf(midnight);
  if (found.kind !== 'never') return ok(found.kind === 'twice' ? found.first : found.at);
  let first = found.at;
  while (clock.wallAt(first - minuteMs).day === midnight.day) first -= minuteMs;
  return ok(first);
}

/** Returns an offset as ISO 8601 writes it: "+02:00". */
function offsetText(offsetMs: number): string {
  const minutes = Math.abs(Math.round(offsetMs / minuteMs));
  const two = (number: number) => String(number).padStart(2, '0');
  return `${offsetMs < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
