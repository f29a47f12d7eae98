/** Tests that reports received before the passphrase is entered are postponed and verified afterwards. */

import { createHmac } from 'node:crypto';
import { englishText } from '../../shared/problems/english-text.ts';
import { expect, test } from './test.ts';

const files = new URL('../fixtures/made-by-9c0db04/data', import.meta.url).pathname;
test.use({ start: { copyOf: files, passphrase: null } });

// This folder's language is Estonian.
test.beforeEach(({ engine }) => engine.ask((client) => client.settings.set({ language: 'en' })));

test('a report that comes while the passwords are locked is postponed, and checked when they are unlocked', async ({
  deck,
  engine,
  page,
}) => {
  const body =
    '{"status":"DELIVRD","err":0,"channel":"sms","to":"+37255500000","omnimessage_id":"of-nobody"}';
  const url = await engine.ask(async (client) => {
    const account = (await client.accounts.list()).find(({ kind }) => kind === 'messente');
    const answer = await client.accounts.callbackUrl({ id: account?.id ?? '' });
    if (!answer.ok) throw new Error(englishText(answer.problem).message);
    return answer.value.localUrl;
  });
  const signature = createHmac('sha256', 'yesterday-s3cret').update(body).digest('hex');
  const headers = { 'content-type': 'application/json', 'x-messente-signature': signature };
  expect((await fetch(url, { method: 'POST', body, headers })).status).toBe(200);

  await deck.go('Delivery reports');
  await expect(page.getByText('1 delivery report waits to be checked.')).toBeVisible();
  await deck.reports.show('Postponed');
  await expect(deck.reports.rows).toHaveCount(1);
  await deck.reports.rows.first().click();
  await expect(deck.reports.headline).toHaveText('Postponed until the passwords are unlocked');
  await expect(deck.reports.pane).toContainText('Nothing yet');
  await deck.inEstonian(async () => {
    await expect(page.getByRole('heading', { name: 'Edasi lükatud, kuni paroolid avatakse' })).toBeVisible();
  });

  await page.getByRole('textbox', { name: 'Passphrase' }).fill('the passphrase of 29 November');
  await page.getByRole('button', { name: 'Unlock' }).click();
  await expect(deck.reports.headline).toHaveText('Verified, but for a message that is not here');
  await expect(deck.reports.rows).toHaveCount(0);
  await deck.reports.show('Verified');
  // The folder's own messages receive reports meanwhile, so the checked one may not be the newest.
  await expect(deck.reports.list.getByRole('option', { selected: true })).toContainText('DELIVRD');
});
