/** Tests what a run shows beside its verdicts: what holds it, its conditions, and the ids of its messages. */
import type { Page } from '@playwright/test';
import type { Deck } from './pages/deck.ts';
import { expect, test } from './test.ts';

const planAt = (pace: string): string => `name: Held
seed: 7
pace: ${pace}
timeout: 1 min
numbers:
  - name: First phone
    number: +37255550100
  - name: Barred phone
    number: +37255550112
chains:
  - steps:
      - sms: Your code
expect:
  - reaches: any within 1 min
`;

async function runPlan({ deck, page }: { deck: Deck; page: Page }, pace: string): Promise<void> {
  await deck.ready();
  await page.getByRole('link', { name: 'Test runs' }).click();
  await page.getByRole('button', { name: 'Write a plan' }).click();
  await page.getByRole('textbox', { name: 'The plan, YAML' }).fill(planAt(pace));
  await page.getByRole('button', { name: 'Run in the sandbox' }).click();
}

test('a run that is held by paused sending is resumed together with sending', async ({
  deck,
  engine,
  page,
}) => {
  // The second message waits so long that the run cannot end before it is held.
  await runPlan({ deck, page }, '1 per minute');
  await page.getByRole('button', { name: 'Pause', exact: true }).click();
  const resume = page.getByRole('button', { name: 'Resume', exact: true });
  await expect(resume).toBeVisible();
  await engine.ask((client) => client.outbox.pause());
  await resume.click();
  const question = page.getByRole('dialog', { name: 'Resume sending, too?' });
  await expect(question).toContainText('other messages that wait');
  await question.getByRole('button', { name: 'Cancel' }).click();
  await expect(question).toBeHidden();
  await expect(resume).toBeVisible();
  await resume.click();
  await question.getByRole('button', { name: 'Resume sending and this run' }).click();
  await expect(resume).toBeHidden();
  const overview = await engine.ask((client) => client.console.overview());
  expect(overview.pause).toBeNull();
});

test('a run shows its speed and plan, and a message of it the reason of its failure and its ids', async ({
  deck,
  page,
}) => {
  await runPlan({ deck, page }, '1');
  const matrix = page.getByRole('table', { name: 'Numbers and chains' });
  const failed = matrix.getByRole('button', { name: /Barred phone, .*Failed/ });
  await expect(failed).toBeVisible({ timeout: 40_000 });
  await expect(page.getByText('Speed of the sandbox’s time: 1×')).toBeVisible();
  await expect(page.getByText(/^[0-9a-f]{64}$/)).toBeVisible();
  await failed.click();
  const cell = page.getByRole('complementary', { name: 'One message' });
  await expect(cell.getByText(/err \d+/)).toBeVisible();
  await expect(cell.getByRole('button', { name: 'Copy the message id' })).toBeVisible();
  await expect(cell.getByRole('button', { name: 'Copy the omnimessage id' })).toBeVisible();
});
