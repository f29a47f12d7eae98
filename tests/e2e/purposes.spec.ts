/** Tests purposes: their settings, the choice in a message, and who is left out. */
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

test('a purpose of one’s own is added by keyboard, and a message for it leaves out who has not agreed', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Sending');
  const purposes = page.getByRole('region', { name: 'Purposes of messages' });
  await purposes.getByRole('textbox', { name: 'Add a purpose' }).focus();
  await page.keyboard.type('marketing');
  await page.keyboard.press('Enter');
  await expect(purposes.getByText('There are two purposes with the name “marketing”.')).toBeVisible();
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type('Newsletter');
  await page.keyboard.press('Enter');
  await expect(purposes.getByRole('row', { name: /^Newsletter/ })).toBeVisible();
  await page.keyboard.press('Shift+Tab');
  await expect(purposes.getByRole('button', { name: 'Remove the purpose “Newsletter”' })).toBeFocused();
  await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await expect(
    purposes.getByRole('checkbox', { name: 'Quiet hours apply to “Newsletter”' }),
  ).not.toBeChecked();
  await expect(purposes.getByRole('checkbox', { name: '“General” needs consent' })).toBeDisabled();
  expect(await violationsOf(page, 'the purposes')).toEqual([]);
  const stored = async () => (await engine.ask((client) => client.settings.get())).purposes;
  await expect.poll(stored).toEqual([{ name: 'Newsletter', needsConsent: true, quietHours: false }]);

  const consent = { purpose: 'Newsletter', wording: 'Yes, send me the newsletter' };
  await engine.ask((client) => client.consent.add({ number: '+37255501400', ...consent, channel: 'sms' }));
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 1400, +372 5550 1401', sms: 'News.' });
  await page.getByRole('button', { name: 'More', exact: true }).last().click();
  await page.getByRole('combobox', { name: 'Purpose' }).click();
  await page.getByRole('option', { name: 'Newsletter' }).click();
  await page.keyboard.press('Escape');
  await deck.compose.send.click();
  const dialog = deck.dialog('Before this is sent to 1 person');
  const leftOut = dialog.getByRole('region', { name: '1 person has not agreed to “Newsletter”' });
  await expect(leftOut).toContainText('+372 5550 1401');
  expect(await violationsOf(page, 'who is left out')).toEqual([]);
  await page.keyboard.press('Enter');
  await expect(deck.message.outcome).toHaveText('Delivered');
  await expect(deck.message.pane.getByRole('region', { name: 'More about this message' })).toContainText(
    'Newsletter',
  );
  const { rows } = await engine.ask((client) => client.messages.list({}));
  expect(rows.map(({ to }) => to)).toEqual(['+37255501400']);
});

test('everything that a person agreed to and withdrew is shown about them', async ({
  deck,
  engine,
  page,
}) => {
  const number = '+37255501402';
  await engine.ask((client) =>
    client.consent.add({
      number,
      purpose: 'marketing',
      channel: 'viber',
      how: 'form',
      wording: 'News, please',
    }),
  );
  await engine.ask((client) => client.consent.withdraw({ number, how: 'by phone' }));
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  const about = page.getByRole('region', { name: 'About a person' });
  await about.getByLabel('Number').fill(number);
  await page.keyboard.press('Enter');
  const ledger = about.getByRole('region', { name: 'Consent' });
  const entries = ledger.getByRole('listitem');
  await expect(entries).toHaveCount(2);
  await expect(entries.first()).toContainText('Agreed · Marketing, Viber');
  await expect(entries.first()).toContainText('form');
  await expect(entries.first()).toContainText('“News, please”');
  await expect(entries.last()).toContainText('Does not agree any more · every purpose, every channel');
  expect(await violationsOf(page, 'the ledger')).toEqual([]);
});
