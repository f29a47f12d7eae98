/** Formats times in another time zone. */
import { useMemo } from 'react';
import { useLanguage } from './language.tsx';

export type ZoneFormat = {
  /** "15:27" for today there, otherwise "Wed 25 Nov, 15:27". */
  readonly moment: (at: number, now: number, zone: string) => string;
  /** "15:27" */
  readonly time: (at: number, zone: string) => string;
  /** "Wed 25 Nov, 15:27" */
  readonly full: (at: number, zone: string) => string;
};

/** "America/New_York" → "New York". */
export function cityOf(zone: string): string {
  return (zone.split('/').at(-1) ?? zone).replaceAll('_', ' ');
}

type Formats = { time: Intl.DateTimeFormat; day: Intl.DateTimeFormat; full: Intl.DateTimeFormat };

function createZoneFormat(locale: string): ZoneFormat {
  const kept = new Map<string, Formats>();
  function of(zone: string): Formats {
    const known = kept.get(zone);
    if (known) return known;
    const clock = { timeZone: zone, hour: '2-digit', minute: '2-digit', hourCycle: 'h23' } as const;
    const date = { weekday: 'short', day: 'numeric', month: 'short' } as const;
    const made = {
      time: new Intl.DateTimeFormat(locale, clock),
      day: new Intl.DateTimeFormat(locale, { timeZone: zone, dateStyle: 'short' }),
      full: new Intl.DateTimeFormat(locale, { ...clock, ...date }),
    };
    kept.set(zone, made);
    return made;
  }
  return {
    time: (at, zone) => of(zone).time.format(at),
    full: (at, zone) => of(zone).full.format(at),
    moment(at, now, zone) {
      const formats = of(zone);
      const today = formats.day.format(at) === formats.day.format(now);
      return (today ? formats.time : formats.full).format(at);
    },
  };
}

export function useZoneFormat(): ZoneFormat {
  const { words } = useLanguage();
  return useMemo(() => createZoneFormat(words.locale), [words.locale]);
}
