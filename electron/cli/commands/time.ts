import { fail, ok, type Result } from '../../../shared/messaging/problem.ts';
import { cliProblem } from '../../../shared/problems/cli.ts';

const localTime = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d))?)$/u;
const zonedTime = /^\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d(?:\.\d{1,3})?)?(?:Z|[+-]\d\d:\d\d)$/u;

/** Parses a time in this computer's time zone, unless it ends with Z or an offset. Returns UTC epoch ms. */
export function parseTime(text: string): Result<number> {
  const word = text.trim();
  const parts = localTime.exec(word);
  if (parts) {
    const [year, month, day, hour, minute, second] = parts.slice(1).map((part) => Number(part ?? 0));
    const date = new Date(year ?? 0, (month ?? 1) - 1, day, hour, minute, second);
    // JavaScript turns a nonexistent date (31 April) into another one, so the parsed date must equal the
    // written one.
    if (date.getMonth() + 1 === month && date.getDate() === day && date.getHours() === hour)
      return ok(date.getTime());
  } else if (zonedTime.test(word) && Number.isFinite(Date.parse(word))) {
    return ok(Date.parse(word));
  }
  return fail(cliProblem('time-invalid', { text }, 'timeToSend'));
}
