/** Numbers that nothing is sent to: put on the list, taken off, and back by Undo. */
import { startSandbox } from '../helpers/e2e-sandbox.ts';
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

test('while Messente can not be reached, the window says which message may still go out after an opt-out', async ({
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
    if (!added.ok) throw new Error(added.problem.sentence);
    const accountId = added.value.account.id;
    await client.accounts.use({ id: accountId });
    const sent = await client.messages.send({
      accountId,
      to: ['+37255501411'],
      chain: { steps: [{ channel: 'sms', text: 'Tere' }], timeToSend: Date.now() + 20 * 60 * 60 * 1000 },
      requestKey: 'window-test-opt-out',
    });
    if (!sent.ok) throw new Error(sent.problem.sentence);
    return sent.value.messages[0]?.id ?? '';
  });
  await expect
    .poll(() => engine.ask((client) => client.messages.get({ id })).then((got) => got.ok && got.value.state))
    .toBe('scheduled');
  await sandbox.stop();
  await deck.go('Settings');
  await deck.settings.open('Privacy');
  await page.getByLabel('Number', { exact: true }).first().fill('+372 5550 1411');
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
