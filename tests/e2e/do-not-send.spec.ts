/** Numbers that nothing is sent to: put on the list, taken off, and back by Undo. */
import { expect, test } from './test.ts';

test('a number that is taken off the list by mistake is put back, with its reason', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  await page.getByLabel('Number', { exact: true }).first().fill('+372 5550 1411');
  await page.getByLabel('Why (optional)').fill('asked on the phone');
  await page.keyboard.press('Enter');
  const entry = page.getByRole('listitem').filter({ hasText: '+372 5550 1411' });
  await expect(entry).toContainText('asked on the phone');
  await entry.getByRole('button', { name: /off the list/ }).click();
  await expect(entry).toBeHidden();
  await deck.notice('is off the list').getByRole('button', { name: 'Undo' }).click();
  await expect(entry).toContainText('asked on the phone');
  expect(await engine.ask((client) => client.doNotSend.list())).toMatchObject([
    { number: '+37255501411', reason: 'asked on the phone' },
  ]);
});
