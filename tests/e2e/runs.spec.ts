/**
 * Tests a tester's afternoon: a plan is written, checked, run in the sandbox, inspected, run again and
 * compared.
 */
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

const plan = `name: Quick
seed: 7
pace: 50
timeout: 1 min
confirm: Did it come?
numbers:
  - name: Tele2 phone
    number: +37255550100
    operator: Tele2
  - name: Telia phone
    number: +37255550112
    operator: Telia
chains:
  - name: viber then sms
    steps:
      - viber: Your code
        wait: 2 s
      - sms: Your code
expect:
  - reaches: any within 1 min
`;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('a plan is written, its faults are shown, and it is run, judged and run again', async ({
      deck,
      page,
    }) => {
      await deck.ready();
      await page.getByRole('link', { name: 'Test runs' }).click();
      await expect(page.getByRole('heading', { name: 'No test runs yet' })).toBeVisible();
      expect.soft(await violationsOf(page, 'no runs')).toEqual([]);
      await page.getByRole('button', { name: 'Write a plan' }).click();

      const text = page.getByRole('textbox', { name: 'The plan, YAML' });
      await text.fill(plan.replace('- sms:', '- smss:'));
      await expect(page.getByText('A step has no “smss”.')).toBeVisible();
      await expect(page.getByText('Did you mean “sms”?')).toBeVisible();
      const run = page.getByRole('button', { name: 'Run in the sandbox' });
      await expect(run).toBeDisabled();
      expect.soft(await violationsOf(page, 'a broken plan')).toEqual([]);
      // The line number leads to its place.
      await page.getByRole('button', { name: 'Line 18' }).first().click();
      await expect(text).toBeFocused();

      await text.fill(plan);
      await expect(page.getByText('Valid plan: 1 chain to 2 numbers, 2 messages.')).toBeVisible();
      await run.click();
      const matrix = page.getByRole('table', { name: 'Numbers and chains' });
      await expect(matrix.getByRole('button', { name: /Tele2 phone, .*Passed/ })).toBeVisible();
      await expect(matrix.getByRole('button', { name: /Telia phone, .*Failed, Not reached/ })).toBeVisible({
        timeout: 40_000,
      });
      await expect(
        page.getByRole('img', { name: '1 passed, 1 failed, 0 waiting, 0 not sent yet' }),
      ).toBeVisible();
      const operators = page.getByRole('list', { name: 'By operator' });
      await expect(operators.getByRole('listitem').filter({ hasText: 'Tele2 (EE)' })).toContainText('1 of 1');
      await expect(operators.getByRole('listitem').filter({ hasText: 'Telia (EE)' })).toContainText(
        'none of 1',
      );
      expect.soft(await violationsOf(page, 'a run')).toEqual([]);

      // By keyboard: into the matrix, down, and to the expectations.
      await matrix.getByRole('button', { name: /Tele2 phone/ }).focus();
      await page.keyboard.press('ArrowDown');
      await page.keyboard.press('Enter');
      const cell = page.getByRole('complementary', { name: 'One message' });
      await expect(cell.getByText('reaches: any within 1 min')).toBeVisible();
      // The course of the chain: each report with its time since sending, marked as verified.
      const chain = cell.getByRole('region', { name: 'Steps' });
      await expect(
        chain.getByRole('listitem').filter({ hasText: /^Undeliveredafter \d+(?:\.\d+)? m?s/u }),
      ).toHaveCount(2);
      await expect(chain.getByText('verified report').first()).toBeAttached();
      await cell.getByRole('button', { name: 'It did not arrive' }).click();
      await expect(cell.getByText('Not on the handset')).toBeVisible();
      expect.soft(await violationsOf(page, 'a cell')).toEqual([]);
      await page.keyboard.press('Escape');
      await expect(cell).toBeHidden();

      // Run the same plan again, and compare both runs.
      await page.getByRole('button', { name: 'New run' }).click();
      await page.getByRole('button', { name: 'Run in the sandbox' }).click();
      await expect(page.getByText('Nothing broke and nothing was fixed.')).toBeVisible({ timeout: 40_000 });
      await expect(
        page.getByRole('navigation', { name: 'Runs, newest first' }).getByRole('button'),
      ).toHaveCount(2);
      // The history of the plan: a line per run with its pass rate and duration.
      const history = page.getByRole('region', { name: 'Earlier runs of this plan' });
      await expect(
        history.getByRole('row', { name: /1 of 2 \d+(?:\.\d+)? m?s \d+(?:\.\d+)? m?s$/u }),
      ).toHaveCount(2, {
        timeout: 20_000,
      });
      expect.soft(await violationsOf(page, 'a second run')).toEqual([]);
      if (process.env.OMNIDECK_LOOK)
        await page.screenshot({ path: `${process.env.OMNIDECK_LOOK}/history-${colorScheme}.png` });
    });
  });
}

test('the doctor runs every check and shows its findings', async ({ page, deck }) => {
  await deck.go('Settings');
  await page.getByRole('link', { name: 'Doctor' }).click();
  await page.getByRole('button', { name: 'Check everything' }).click();
  const list = page.getByRole('list', { name: 'Checks' });
  await expect(list.getByRole('listitem')).toHaveCount(15);
  await expect(list.getByRole('listitem').filter({ hasText: 'Database' })).toContainText('OK');
  expect.soft(await violationsOf(page, 'doctor')).toEqual([]);
});
