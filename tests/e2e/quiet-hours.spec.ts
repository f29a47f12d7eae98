/** Tests what the window shows of messages that are held in quiet hours, and the rules in the settings. */
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

test('a held message shows why, and is sent anyway by a button', async ({ deck, engine }) => {
  const { page } = deck;
  const id = await engine.ask(async (client) => {
    const { beforeSending } = await client.settings.get();
    // With the rule from 8 to 21, no hour is left.
    const quietHours = { on: true, from: '00:00', to: '23:59' };
    await client.settings.set({ beforeSending: { ...beforeSending, inSandbox: true, quietHours } });
    const sent = await client.messages.send({
      ...{ to: ['+37255500010'], chain: { steps: [{ channel: 'sms', text: 'Tomorrow at nine' }] } },
      ...{ purpose: 'appointments', requestKey: 'held-in-the-window' },
    });
    return sent.ok ? (sent.value.messages[0]?.id ?? '') : '';
  });
  await page.getByText('Tomorrow at nine').first().click();
  await expect(page.getByText('because of quiet hours at the recipient')).toBeVisible();
  expect(await violationsOf(page, 'quiet hours')).toEqual([]);
  await page.getByRole('button', { name: 'Send now anyway' }).press('Enter');
  await expect
    .poll(() =>
      engine.ask(async (client) => {
        const found = await client.messages.get({ id });
        return found.ok ? found.value.overridden : [];
      }),
    )
    .toEqual(['quiet-hours']);
  await expect(page.getByRole('button', { name: 'Send now anyway' })).toHaveCount(0);
});

test('the settings show the rules for quiet hours with their sources', async ({ deck }) => {
  const { page } = deck;
  await page.goto(`${page.url().split('#')[0]}#/settings/sending`);
  await expect(page.getByText('47 CFR 64.1200(c)(1)')).toBeVisible();
  await expect(page.getByText('France · Purposes that need consent')).toBeVisible();
  expect(await violationsOf(page, 'quiet hours')).toEqual([]);
  await page.getByText('France · Purposes that need consent').scrollIntoViewIfNeeded();
  await page.getByRole('checkbox', { name: 'Sundays' }).press('Space');
  await expect(page.getByRole('checkbox', { name: 'Sundays' })).toBeChecked();
});
