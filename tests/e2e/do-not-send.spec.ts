/** Tests the do-not-send list: adding and removing numbers, and restoring them with Undo. */
import { englishText } from '../../shared/problems/english-text.ts';
import { startSandbox } from '../helpers/e2e-sandbox.ts';
import { violationsOf } from './axe.ts';
import { expect, test } from './test.ts';

test('a number removed from the do-not-send list by mistake is put back with its reason', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  await page.getByLabel('Number, or a list of numbers').fill('+372 5550 1411');
  await page.getByLabel('Reason (optional)').fill('asked on the phone');
  await page.keyboard.press('Enter');
  const entry = page.getByRole('listitem').filter({ hasText: '+372 5550 1411' });
  await expect(entry).toContainText('asked on the phone');
  await entry.getByRole('button', { name: /from the list/ }).click();
  await expect(entry).toBeHidden();
  await deck.notice('was removed from the list').getByRole('button', { name: 'Undo' }).click();
  await expect(entry).toContainText('asked on the phone');
  expect(await engine.ask((client) => client.doNotSend.list())).toMatchObject([
    { number: '+37255501411', reason: 'asked on the phone' },
  ]);
});

test('while Messente cannot be reached, the window says which message may still be sent after an opt-out', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  const sandbox = await startSandbox('demo', 'demo');
  const id = await engine.ask(async (client) => {
    const added = await client.accounts.add({
      name: 'Shop',
      username: 'demo',
      password: 'demo',
      baseUrl: sandbox.baseUrl,
    });
    if (!added.ok) throw new Error(englishText(added.problem).message);
    const accountId = added.value.account.id;
    await client.accounts.use({ id: accountId });
    const sent = await client.messages.send({
      accountId,
      to: ['+37255501411'],
      chain: { steps: [{ channel: 'sms', text: 'Tere' }], timeToSend: Date.now() + 20 * 60 * 60 * 1000 },
      requestKey: 'window-test-opt-out',
    });
    if (!sent.ok) throw new Error(englishText(sent.problem).message);
    return sent.value.messages[0]?.id ?? '';
  });
  await expect
    .poll(() => engine.ask((client) => client.messages.get({ id })).then((got) => got.ok && got.value.state))
    .toBe('scheduled');
  await sandbox.stop();
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  await page.getByLabel('Number, or a list of numbers').fill('+372 5550 1411');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('listitem').filter({ hasText: '+372 5550 1411' })).toBeVisible();
  const bar = page.getByRole('status', { name: 'Messages that may still go out' });
  await expect(bar).toContainText('One scheduled message may still go out');
  await expect(bar).toContainText('Messente has not cancelled it yet. Omnideck keeps trying.');
  await expect(bar).not.toContainText('5550');
  await bar.getByRole('button', { name: 'Show the message' }).click();
  const notice = page.getByRole('status').filter({ hasText: 'Not cancelled: it still goes out' });
  await expect(notice).toContainText('The recipient is on the do-not-send list.');
  await expect(notice).toContainText('refused the connection');
});

test('recipients on the do-not-send list are left out of the count and listed with their reason', async ({
  deck,
  engine,
}) => {
  const { page, compose } = deck;
  await engine.ask((client) => client.doNotSend.add({ number: '+37255505501', reason: 'asked by mail' }));
  await engine.ask(async (client) => {
    const { beforeSending } = await client.settings.get();
    await client.settings.set({
      beforeSending: {
        ...beforeSending,
        inSandbox: true,
        manyPeople: 2,
        quietHours: { ...beforeSending.quietHours, on: false },
      },
    });
  });
  await deck.newMessage();
  await compose.write({ to: '+372 5550 5500, +372 5550 5501, +372 5550 5503', sms: 'Tere' });
  await expect(compose.send).toHaveText(/Send to 2/);
  await expect(page.getByRole('status').filter({ hasText: '+372 5550 5501: asked by mail' })).toBeVisible();
  // Another window adds a number to the list while the message is being written.
  await engine.ask((client) => client.doNotSend.add({ number: '+37255505503' }));
  await expect(compose.send).toHaveText(/Send to 1/);
  await engine.ask((client) => client.doNotSend.remove({ number: '+37255505503' }));
  await expect(compose.send).toHaveText(/Send to 2/);
  await compose.send.click();
  const dialog = deck.dialog('Before this is sent to 2 people');
  await expect(dialog).toContainText('+372 5550 5501: asked by mail');
  await dialog.getByRole('button', { name: 'Send to 2 people' }).click();
  const notice = deck.notice('On its way to 2 people');
  await expect(notice).toContainText('1 number is on the do-not-send list');
  await expect(notice).toContainText('+372 5550 5501: asked by mail');
  const { rows } = await engine.ask((client) => client.messages.list({}));
  expect(rows.map(({ to }) => to).toSorted()).toEqual(['+37255505500', '+37255505503']);
});

test('a message to a number on the do-not-send list is not resent, alone or among others', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 5500, +371 2155 5001', sms: 'The alarm is on.' });
  await deck.compose.send.click();
  await expect(deck.messages.row('The alarm is on.').filter({ hasText: 'Delivered' })).toHaveCount(2);
  await engine.ask((client) => client.doNotSend.add({ number: '+37255505500', reason: 'asked by mail' }));
  await deck.messages.list.focus();
  await page.keyboard.press('Control+a');
  await deck.messages.chosen.getByRole('button', { name: 'Send again' }).click();
  const several = deck.dialog('Send 1 message again?');
  await expect(several).toContainText('+372 5550 5500: asked by mail');
  await several.getByRole('button', { name: 'Send all again anyway' }).click();
  await expect(deck.notice('1 sent again')).toBeVisible();
  await page.keyboard.press('Escape');
  await deck.messages.row('The alarm is on.').filter({ hasText: '+372 5550 5500' }).click();
  await deck.message.pane.getByRole('button', { name: 'Send again' }).click();
  const one = deck.dialog('Send this message again?');
  await expect(one).toContainText('+372 5550 5500: asked by mail');
  await expect(one.getByRole('button', { name: /^Send again/ })).toBeDisabled();
});

test('pasted numbers are added to the do-not-send list all together or not at all', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  const field = page.getByLabel('Number, or a list of numbers');
  await field.fill('+372 5550 1411\n+372 12');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^\+372 12: /)).toBeVisible();
  await expect(field).toHaveValue('+372 5550 1411\n+372 12');
  expect(await engine.ask((client) => client.doNotSend.list())).toEqual([]);
  await field.fill('Mari +372 5550 1411, Jüri +372 5550 1412;\n+372 5550 1411');
  await page.keyboard.press('Enter');
  await expect(page.getByText('Nothing is sent to these 2 numbers from now on.')).toBeVisible();
  await expect(page.getByRole('listitem').filter({ hasText: '+372 5550 1412' })).toBeVisible();
  await expect(field).toHaveValue('');
});

test('a pasted list of opt-outs is counted first, then added, and its faulty lines can be copied', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await engine.ask((client) => client.doNotSend.add({ number: '+37255500001', reason: 'by phone' }));
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  const lines = Array.from({ length: 150 }, (_, index) => `+372 5550 ${String(index).padStart(4, '0')}`);
  const field = page.getByLabel('Number, or a list of numbers');
  await field.focus();
  await page.evaluate(
    (text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      document.activeElement?.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    },
    [...lines, 'nobody', '+372 99'].join('\n'),
  );
  const dialog = page.getByRole('dialog', { name: 'Import opt-outs' });
  await expect(
    dialog.getByText('149 new numbers · 1 already on the list · 2 rows cannot be read'),
  ).toBeVisible();
  await expect(dialog.getByRole('list', { name: '2 rows are left out' })).toContainText('Row 152 +372 99');
  await dialog.getByLabel('Reason (optional)').fill('from the old shop');
  await dialog.getByRole('button', { name: 'Add 149 numbers' }).press('Enter');
  await expect(dialog.getByText('Nothing is sent to 149 more numbers from now on.')).toBeVisible();
  await expect(dialog.getByRole('button', { name: 'Copy the rows that were left out' })).toBeVisible();
  await dialog.getByText('Close', { exact: true }).click();
  await expect(page.getByText('150 numbers', { exact: true })).toBeVisible();
  const entries = page.getByRole('listitem').filter({ hasText: '+372 5550' });
  await expect(entries).toHaveCount(100);
  await page.getByRole('button', { name: 'Show more numbers' }).click();
  await expect(entries).toHaveCount(150);
  await page.getByLabel('Search by number').fill('5550 0142');
  await expect(entries).toHaveCount(1);
  await expect(entries).toContainText('from the old shop');
  await page.getByLabel('Search by number').fill('999');
  await expect(page.getByText('No number on the list contains these digits.')).toBeVisible();
});

test('a file of opt-outs is read as in Compose, and a command that adds a number updates the open list', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  await page.locator('input[type=file]').setInputFiles({
    name: 'left.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('Name;Phone\nMari;+372 5550 1411\nJüri;\n'),
  });
  const dialog = page.getByRole('dialog', { name: 'Import opt-outs' });
  await expect(dialog.getByText('1 new number · 0 already on the list · 1 row cannot be read')).toBeVisible();
  await dialog.getByRole('button', { name: 'Add 1 number' }).click();
  await dialog.getByText('Close', { exact: true }).click();
  const entry = page.getByRole('listitem').filter({ hasText: '+372 5550 1411' });
  await expect(entry).toBeVisible();
  await engine.ask((client) => client.doNotSend.add({ number: '+37255501412' }));
  await expect(page.getByRole('listitem').filter({ hasText: '+372 5550 1412' })).toBeVisible();
});

test('a number on the blacklist of an account is on the list, after a reading by keyboard alone', async ({
  deck,
  engine,
}) => {
  const { page } = deck;
  const sandbox = await startSandbox('demo', 'demo');
  await engine.ask((client) =>
    client.accounts.add({ name: 'Shop', username: 'demo', password: 'demo', baseUrl: sandbox.baseUrl }),
  );
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  await expect(page.getByRole('listitem').filter({ hasText: 'Shop' })).toContainText('0 entries');
  const changed = await fetch(`${new URL(sandbox.baseUrl).origin}/sandbox/blacklist`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ add: ['+37255501419'] }),
  });
  expect(changed.status).toBe(200);
  await page.getByRole('button', { name: 'Read now' }).focus();
  await page.keyboard.press('Enter');
  const entry = page.getByRole('listitem').filter({ hasText: '+372 5550 1419' });
  await expect(entry).toContainText('on the blacklist of Shop');
  await expect(page.getByRole('listitem').filter({ hasText: '1 entry' })).toBeVisible();
  expect.soft(await violationsOf(page, 'blacklists')).toEqual([]);
  await entry.getByRole('button', { name: /from the list/ }).click();
  await expect(entry).toBeHidden();
});
