import type { Format } from '../../../shared/i18n.ts';
import type { Texts } from './texts.ts';

export const unitsWords = (m: Texts['units'], format: Format) => ({
  ...m,
  seconds: (value: string) => format(m.seconds, { value }),
  minutes: (value: number) => format(m.minutes, { value }),
  minutesSeconds: (minutes: number, seconds: string) => format(m.minutesSeconds, { minutes, seconds }),
  hours: (value: number) => format(m.hours, { value }),
  hoursMinutes: (hours: number, minutes: number) => format(m.hoursMinutes, { hours, minutes }),
  days: (value: number) => format(m.days, { value }),
});

export const daysWords = (m: Texts['days'], format: Format) => ({
  ...m,
  todayAt: (time: string) => format(m.todayAt, { time }),
  yesterdayAt: (time: string) => format(m.yesterdayAt, { time }),
  tomorrowAt: (time: string) => format(m.tomorrowAt, { time }),
  dateAt: (date: string, time: string) => format(m.dateAt, { date, time }),
  dateTime: (date: string, time: string) => format(m.dateTime, { date, time }),
});
