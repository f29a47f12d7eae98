/** The ends of a period as two fields, a day and an optional time; a day without a time is the whole day. */
import { localOfTime, timeOfLocal } from '../view-fields.ts';

/** Texts of a date field and a time field: 2026-11-24, 09:30. */
export type Edge = { readonly day: string; readonly time: string };

const midnight = 'T00:00';

function dayBeside(day: string, by: 1 | -1): string {
  const date = new Date(`${day}T12:00`);
  date.setDate(date.getDate() + by);
  return localOfTime(date.getTime()).slice(0, -'T12:00'.length);
}

/**
 * Returns the local time of an end.
 * @param isEnd whether the period ends here: a whole day ends with the next midnight
 * @returns null: no limit; 'wrong': a time without a day, or no date
 */
export function localOfEdge({ day, time }: Edge, isEnd: boolean): string | null | 'wrong' {
  if (day === '') return time === '' ? null : 'wrong';
  if (timeOfLocal(`${day}${midnight}`) === null) return 'wrong';
  const local = time !== '' ? `${day}T${time}` : `${isEnd ? dayBeside(day, 1) : day}${midnight}`;
  return timeOfLocal(local) === null ? 'wrong' : local;
}

/** Returns the fields of an end, the reverse of localOfEdge(). */
export function edgeOfLocal(local: string | null, isEnd: boolean): Edge {
  if (local === null) return { day: '', time: '' };
  const [day = '', time = ''] = local.split('T');
  if (`T${time.slice(0, 5)}` !== midnight) return { day, time };
  return { day: isEnd ? dayBeside(day, -1) : day, time: '' };
}
