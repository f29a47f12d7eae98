/**
 * Tests comparing a run with any other run of the same plan: what broke, and the speed of each operator with
 * sample sizes.
 */
import { type SeedCell, seedRuns } from '../helpers/seed-runs.ts';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

const dayMs = 86_400_000;
const today = Date.now();

/** Returns cells of one chain to an operator's phones, each with its time; null means that it failed. */
function phones(operator: string, times: readonly (number | null)[]): SeedCell[] {
  return times.map((afterMs, at) => ({
    chain: 'only sms',
    number: `${operator} ${at + 1}`,
    operator,
    round: 1,
    afterMs,
  }));
}

const around = (ms: number, count: number) => Array.from({ length: count }, (_, at) => ms + at * 10);

/** The oldest run first. */
const runs = [
  { days: 2, cells: [...phones('Tele2', around(3000, 9)), ...phones('Elisa', around(1000, 5))] },
  { days: 1, cells: [...phones('Tele2', around(1000, 9)), ...phones('Elisa', around(1000, 7))] },
  { days: 0, cells: [...phones('Tele2', around(3001, 9)), ...phones('Elisa', [null, ...around(1015, 6)])] },
].map(({ days, cells }) => ({
  id: `run${days}`,
  name: 'Day by day',
  createdAt: today - days * dayMs,
  plan: 'name: Day by day\n',
  cells,
}));

test('a test run is compared with any other run, and every operator is shown with its sample sizes', async ({
  engine,
  page,
}) => {
  const { headless } = engine;
  test.skip(headless === null, 'the console is stopped while the runs are written');
  if (headless === null) return;
  await headless.stop();
  seedRuns(`${engine.folder}/omnideck.db`, runs);
  await headless.start();
  await page.goto(headless.firstUrl());
  await page.getByRole('link', { name: 'Test runs' }).click();
  const list = page.getByRole('navigation', { name: 'Runs, newest first' });
  await list.getByRole('button').first().click();

  const since = page.getByRole('region', { name: 'Changes since the previous run' });
  const operators = (region: typeof since, name: string) =>
    region
      .getByRole('list', { name: 'Times by operator, earlier and later' })
      .getByRole('listitem')
      .filter({ hasText: name });
  await expect(operators(since, 'Tele2')).toContainText(
    'Earlier: median 1.0 s (n = 9). Later: median 3.0 s (n = 9). Became slower (p < 0.001).',
  );
  await expect(operators(since, 'Elisa')).toContainText(
    /Earlier: median 1\.0 s \(n = 7\)\. Later: median 1\.0 s \(n = 6\)\. No significant difference \(p = 0\.\d{3}\)\./u,
  );
  await expect(since.getByRole('listitem').filter({ hasText: 'Broke' })).toContainText('Elisa 1');
  expect.soft(await violationsOf(page, 'the run before')).toEqual([]);

  await since.getByRole('combobox', { name: 'Compare with' }).selectOption('run2');
  const other = page.getByRole('region', { name: 'Compared with another run' });
  await expect(operators(other, 'Tele2')).toContainText('Earlier: median 3.0 s (n = 9).');
  await expect(operators(other, 'Tele2')).toContainText('No significant difference');
  await expect(operators(other, 'Elisa')).toContainText('(n = 5). Later: median 1.0 s (n = 6).');
  await expect(other).toContainText('0 in the earlier, 2 in the later');
  await expect(page.getByRole('columnheader', { name: 'The other run' })).toBeVisible();
  if (process.env.OMNIDECK_LOOK) {
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme });
      await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/compare-${colorScheme}.png` });
    }
  }
  expect.soft(await violationsOf(page, 'another run')).toEqual([]);

  // The first run has no earlier one, but can be compared with a later one.
  await list.getByRole('button').last().click();
  const choice = page.getByRole('combobox', { name: 'Compare with' });
  await expect(choice).toHaveValue('');
  await choice.selectOption('run1');
  await expect(operators(other, 'Tele2')).toContainText('Became faster (p < 0.001).');
});
