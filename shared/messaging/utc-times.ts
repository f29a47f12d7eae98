/** Writes times as ISO 8601 in UTC, faster than Date: an export writes many times of the same hours. */

const hourMs = 3_600_000;
const minuteMs = 60_000;
const secondMs = 1_000;

/**
 * Returns a writer of times: `written` as "2026-11-25T14:03:12.345Z", `seconds` as "2026-11-25 14:03:12". It remembers the
 * texts of the last hour.
 */
export function utcTimeWriter(): {
  /** @param at UTC epoch ms @throws RangeError if Date cannot show the time */
  readonly written: (at: number) => string;
  /** @param at UTC epoch ms @throws RangeError if Date cannot show the time */
  readonly seconds: (at: number) => string;
} {
  const two = Array.from({ length: 60 }, (_, value) => String(value).padStart(2, '0'));
  let hour = Number.NaN;
  let [dayAndHour, spaced] = ['', ''];
  /** Makes the beginning of an hour. @returns the milliseconds since its beginning */
  function begin(at: number): number {
    const wanted = Math.floor(at / hourMs);
    if (wanted !== hour) {
      dayAndHour = new Date(wanted * hourMs).toISOString().slice(0, -'00:00.000Z'.length);
      spaced = dayAndHour.replace('T', ' ');
      hour = wanted;
    }
    return at - wanted * hourMs;
  }
  function minuteAndSecond(since: number): string {
    const minute = Math.floor(since / minuteMs);
    return `${two[minute]}:${two[Math.floor((since - minute * minuteMs) / secondMs)]}`;
  }
  return {
    written(at) {
      const since = begin(at);
      return `${dayAndHour}${minuteAndSecond(since)}.${String(since % secondMs).padStart(3, '0')}Z`;
    },
    seconds(at) {
      const since = begin(at);
      return `${spaced}${minuteAndSecond(since)}`;
    },
  };
}
