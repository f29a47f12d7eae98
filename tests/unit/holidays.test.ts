/** Public holidays against published lists, and Easter against Gauss's rule as Meeus gives it. */
import { describe, expect, it } from 'vitest';
import { createHolidays } from '../../electron/engine/features/quiet-hours/index.ts';

const holidays = createHolidays();
const daysOf = async (country: string, year: number) => [...(await holidays.of(country, year))].sort();

function easter(year: number): Date {
  const a = year % 19;
  const century = Math.floor(year / 100);
  const rest = year % 100;
  const f = Math.floor((century + 8) / 25);
  const h = (19 * a + century - Math.floor(century / 4) - Math.floor((century - f + 1) / 3) + 15) % 30;
  const l = (32 + 2 * (century % 4) + 2 * Math.floor(rest / 4) - h - (rest % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const sum = h + l - 7 * m + 114;
  return new Date(Date.UTC(year, Math.floor(sum / 31) - 1, (sum % 31) + 1));
}
const after = (date: Date, days: number) =>
  new Date(date.getTime() + days * 86_400_000).toISOString().slice(0, 'YYYY-MM-DD'.length);

describe('public holidays', () => {
  it('of Estonia are those of the law', async () => {
    expect(await daysOf('EE', 2027)).toEqual([
      ...['2027-01-01', '2027-02-24', '2027-03-26', '2027-03-28', '2027-05-01', '2027-05-16'],
      ...['2027-06-23', '2027-06-24', '2027-08-20', '2027-12-24', '2027-12-25', '2027-12-26'],
    ]);
  });

  it('of France include the movable ones in every year, leap years too', async () => {
    for (let year = 2024; year <= 2044; year += 1) {
      const days = await daysOf('FR', year);
      const fixed = ['01-01', '05-01', '05-08', '07-14', '08-15', '11-01', '11-11', '12-25'];
      const movable = [1, 39, 50].map((offset) => after(easter(year), offset));
      expect(days).toEqual(expect.arrayContaining([...fixed.map((date) => `${year}-${date}`), ...movable]));
    }
  });

  it('of any region count, because a number names none', async () => {
    const days = await daysOf('DE', 2028);
    // Women's Day is a holiday in Berlin only, Epiphany in three states.
    expect(days).toEqual(expect.arrayContaining(['2028-01-06', '2028-03-08', '2028-10-03']));
  });

  it('are none for a place that the library does not know', async () => {
    expect(await daysOf('AC', 2027)).toEqual([]);
  });
});
