/** Tests how the command line reads times, also where the clocks change. */
import { expect, it } from 'vitest';
import { parseTime, parseTimeOrDay } from '../../electron/cli/commands/time.ts';

function read(text: string, zone: string, parse = parseTime): string | readonly unknown[] {
  const time = parse(text, zone);
  return time.ok ? new Date(time.value).toISOString() : [time.problem.id, time.problem.params];
}

it.each([
  ['2026-11-30T12:00', 'Europe/Tallinn', '2026-11-30T10:00:00.000Z'],
  [' 2026-11-30 12:00:05 ', 'Europe/Tallinn', '2026-11-30T10:00:05.000Z'],
  ['2026-11-30T12:00:05.250Z', 'Europe/Tallinn', '2026-11-30T12:00:05.250Z'],
  ['2026-11-30T12:00-05:00', 'Europe/Tallinn', '2026-11-30T17:00:00.000Z'],
])('%s in %s is %s', (text, zone, instant) => {
  expect(read(text, zone)).toBe(instant);
  expect(read(text, zone, parseTimeOrDay)).toBe(instant);
});

it.each([
  ['2026-11-30', 'Europe/Tallinn', '2026-11-29T22:00:00.000Z'],
  // In Beirut the day of the change begins at 01:00, in Havana midnight comes twice.
  ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
  ['2026-11-01', 'America/Havana', '2026-11-01T04:00:00.000Z'],
])('the day %s begins in %s at %s', (day, zone, instant) => {
  expect(read(day, zone, parseTimeOrDay)).toBe(instant);
  // A message is never sent at midnight because somebody left out the time.
  expect(read(day, zone)).toMatchObject(['cli.time-invalid', {}]);
});

it('a time that the clocks skip names both ways to write it', () => {
  expect(read('2026-03-29T03:30', 'Europe/Tallinn')).toEqual([
    'cli.time-invalid/skipped',
    {
      text: '2026-03-29T03:30',
      zone: 'Europe/Tallinn',
      before: '2026-03-29T03:30+02:00',
      after: '2026-03-29T03:30+03:00',
    },
  ]);
  expect(read('2026-03-08T02:30:10', 'America/New_York')).toMatchObject([
    'cli.time-invalid/skipped',
    { before: '2026-03-08T02:30:10-05:00', after: '2026-03-08T02:30:10-04:00' },
  ]);
});

it('a time that the clocks have twice names both ways to write it', () => {
  expect(read('2026-10-25T03:30', 'Europe/Tallinn')).toMatchObject([
    'cli.time-invalid/twice',
    { first: '2026-10-25T03:30+03:00', second: '2026-10-25T03:30+02:00' },
  ]);
});

it.each([
  '',
  'tomorrow',
  '2026-04-31',
  '2026-02-29T12:00',
  '2026-11-30T25:00',
  '2026-11-30T12:00:60',
  '2026-11-30T12:00+99:00',
])('%s is not a time', (text) => {
  expect(read(text, 'Europe/Tallinn', parseTimeOrDay)).toEqual(['cli.time-invalid', { text }]);
});
