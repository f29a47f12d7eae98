/** Public holidays, calculated on this computer by date-holidays, which is loaded when a rule first needs it. */
import { setImmediate } from 'node:timers/promises';

/** Local days as YYYY-MM-DD. */
export type HolidayDays = ReadonlySet<string>;

export type Holidays = {
  /**
   * Returns the public holidays of a country in a year, those of its states and regions included, because a number does not
   * name its region. Empty if the library does not know the country.
   * @param country ISO 3166-1 alpha-2
   */
  of(country: string, year: number): Promise<HolidayDays>;
};

export function createHolidays(): Holidays {
  const known = new Map<string, Promise<HolidayDays>>();
  return {
    of(country, year) {
      const key = `${country} ${year}`;
      const before = known.get(key);
      if (before !== undefined) return before;
      const found = calculate(country, year);
      known.set(key, found);
      // A failure is not kept, so that the next question tries again.
      found.catch(() => known.delete(key));
      return found;
    },
  };
}

/** Overseas parts of France, whose numbers have their own country codes. */
const overseas = new Set(['BL', 'GF', 'GP', 'MF', 'MQ', 'NC', 'PF', 'PM', 'RE', 'WF', 'YT']);

async function calculate(country: string, year: number): Promise<HolidayDays> {
  const { default: Calendar } = await import('date-holidays');
  const names = new Calendar();
  const days = new Set<string>();
  if (!(country in names.getCountries())) return days;
  const states = Object.keys(names.getStates(country) ?? {}).filter(
    (state) => country !== 'FR' || !overseas.has(state),
  );
  const places = [
    [country],
    ...states.flatMap((state) => [
      [country, state],
      ...Object.keys(names.getRegions(country, state) ?? {}).map((region) => [country, state, region]),
    ]),
  ];
  for (const [land = country, state = '', region = ''] of places) {
    const calendar = new Calendar(land, state, region, { types: ['public'] });
    for (const { date, start, end } of calendar.getHolidays(year)) addDays(days, date, start, end);
    // Callbacks are answered on this thread, too.
    await setImmediate();
  }
  return days;
}

const dayMs = 86_400_000;

/** @param date the local time of its beginning, "2027-05-16 00:00:00": Islamic holidays begin in the evening before */
function addDays(days: Set<string>, date: string, start: Date, end: Date): void {
  const first = Date.parse(`${date.slice(0, 'YYYY-MM-DD'.length)}T00:00:00Z`);
  const beginsLater = Date.parse(`${date.slice(0, 'YYYY-MM-DD HH:MM:SS'.length).replace(' ', 'T')}Z`) - first;
  const count = Math.ceil((beginsLater + end.getTime() - start.getTime()) / dayMs);
  for (let day = 0; day < count; day += 1) {
    days.add(new Date(first + day * dayMs).toISOString().slice(0, 'YYYY-MM-DD'.length));
  }
}
