/** The spend caps, entered prices, automatic answers and the user's own words, in the settings under Sending. */
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

test('caps, a time zone and a price are set by keyboard alone, and what is spent is shown', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Sending');
  const caps = page.getByRole('region', { name: 'Spend caps' });
  await expect(caps.getByText('Today: €0.00')).toBeVisible();
  await caps.getByLabel('Most of a day, in euros').focus();
  await page.keyboard.type('50');
  await page.keyboard.press('Tab');
  await page.keyboard.type('500');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Tallinn');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  const settings = () => engine.ask((client) => client.settings.get());
  await expect
    .poll(async () => (await settings()).spendCaps)
    .toEqual({ daily: '50', monthly: '500', zone: 'Europe/Tallinn', prices: [] });
  const prices = page.getByRole('region', { name: 'Prices that you know' });
  await prices.getByLabel('Price of one message').focus();
  await page.keyboard.type('0.05');
  await page.keyboard.press('Enter');
  await expect(prices.getByText('Viber, Every country: €0.05')).toBeVisible();
  expect(await violationsOf(page, 'spend caps')).toEqual([]);
  await prices.getByRole('button', { name: 'Remove the price of Viber, Every country' }).click();
  await expect.poll(async () => (await settings()).spendCaps.prices).toEqual([]);
  await caps.getByLabel('Most of a day, in euros').fill('');
  await page.keyboard.press('Tab');
  await expect.poll(async () => (await settings()).spendCaps.daily).toBeNull();
});

test('automatic answers say that they need a cap, and a word that always ends messages is not switched off', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Sending');
  const answers = page.getByRole('region', { name: 'Automatic answers' });
  await expect(answers.getByText('Automatic answers are off until you set a daily spend cap')).toBeVisible();
  await answers.getByLabel('Answer to HELP').fill('Call 5550 0000 for help.');
  await page.keyboard.press('Tab');
  const settings = () => engine.ask((client) => client.settings.get());
  await expect
    .poll(async () => (await settings()).automaticAnswers)
    .toEqual({ help: 'Call 5550 0000 for help.', stop: null });
  await answers.getByLabel('Confirmation of STOP').fill('START');
  await page.keyboard.press('Tab');
  await expect(deck.notice('This automatic answer is one of the words')).toBeVisible();
  const words = page.getByRole('region', { name: 'Words that people answer with' });
  await words.getByRole('combobox', { name: 'Your words for STOP' }).fill('maha');
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await settings()).replyWords.stop).toEqual(['maha']);
  await words.getByRole('combobox', { name: 'Built-in words that are switched off' }).fill('Stop');
  await page.keyboard.press('Enter');
  await expect(deck.notice('“Stop” always ends messages')).toBeVisible();
  await expect.poll(async () => (await settings()).replyWords.off).toEqual([]);
  expect(await violationsOf(page, 'automatic answers')).toEqual([]);
});
