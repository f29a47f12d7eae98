/** Tests a run in the sandbox whose account has no credit left. */
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

const plan = `name: Dear
seed: 7
pace: 50
timeout: 1 min
numbers:
  - name: First phone
    number: +37255550100
  - name: Second phone
    number: +37255550200
chains:
  - steps:
      - sms: Your code
expect:
  - reaches: any within 1 min
`;

for (const colorScheme of ['light', 'dark'] as const) {
  test.describe(`in the ${colorScheme} theme`, () => {
    test.use({ colorScheme });

    test('a test run without credit shows its cost, pauses with the reason, and continues when resumed', async ({
      deck,
      engine,
      page,
    }) => {
      await engine.ask((client) => client.accounts.sandbox());
      await engine.ask((client) => client.sandbox.setWeather({ prices: { EE: { sms: '60' } } }));
      await deck.ready();
      await page.getByRole('link', { name: 'Test runs' }).click();
      await page.getByRole('button', { name: 'Write a plan' }).click();
      await page.getByRole('textbox', { name: 'The plan, YAML' }).fill(plan);
      await expect(page.getByText('The run’s own sandbox account starts with €100.00.')).toBeVisible();
      await expect(page.getByText('The run pauses when the credit is used up')).toBeVisible();
      await page.getByRole('button', { name: 'Run in the sandbox' }).click();
      await expect(
        page.getByText(/The sandbox account run-\w+ of this run has no credit left\./u),
      ).toBeVisible({
        timeout: 20_000,
      });
      const matrix = page.getByRole('table', { name: 'Numbers and chains' });
      await expect(matrix.getByRole('button', { name: /, Not judged/u })).toHaveCount(1);
      await expect(matrix.getByRole('button', { name: /, Passed/u })).toHaveCount(1, { timeout: 20_000 });
      await expect(
        page.getByText(/^Sandbox account run-\w+: €100\.00 at the start, seed 7, weather: changed$/u),
      ).toBeVisible();
      expect.soft(await violationsOf(page, 'a run without credit')).toEqual([]);
      await page.getByRole('button', { name: 'Resume' }).click();
      await expect(matrix.getByRole('button', { name: /, Passed/u })).toHaveCount(2, { timeout: 30_000 });
    });
  });
}
