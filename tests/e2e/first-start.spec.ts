/** Tests the first two minutes of a new user. */
import { expect, test } from './test.ts';

test.use({ start: { sandbox: false } });

test('the first start leads to a sandbox message that falls back and is delivered', async ({ deck }) => {
  await expect(deck.welcome.heading).toBeVisible();
  await expect(deck.bar.bar).toContainText('Nothing has left this computer');

  await deck.welcome.startSandbox.click();
  await expect(deck.compose.heading).toBeVisible();
  await expect(deck.bar.account).toContainText('Sandbox');
  await expect(deck.bar.account).toContainText('nothing is sent');
  await expect(deck.compose.step('Viber')).toBeVisible();
  await expect(deck.compose.step('SMS')).toBeVisible();

  await deck.compose.send.click();
  await expect(deck.notice('On its way to 1 person')).toBeVisible();
  await expect(deck.message.number).toContainText('+372 5550 1411');
  await expect(deck.message.step('Viber')).toContainText(/\d+:\d\d left|\d+ s left/);
  await expect(deck.message.step('SMS')).toContainText('Waits its turn');

  await expect(deck.message.step('Viber')).toContainText('Expired after 10 s');
  await expect(deck.message.step('SMS')).toContainText('Delivered in');
  await expect(deck.message.outcome).toHaveText('Delivered by SMS');
  const row = deck.messages.row('+372 5550 1411');
  await expect(row).toContainText('Delivered');
  await expect(row).toContainText('SMS');
});

test('a chain composed after the first start shows each of its steps', async ({ deck }) => {
  await deck.welcome.startSandbox.click();
  await deck.compose.discard.click();
  await deck.compose.write({
    to: '+372 5550 2210',
    viber: 'Your table is ready.',
    viberWait: '5 min',
    sms: 'Your table is ready. Reply to cancel.',
  });
  await expect(deck.compose.send).toHaveText(/Send to 1 in the sandbox/);
  await deck.compose.send.click();

  await expect(deck.message.number).toContainText('+372 5550 2210');
  await expect(deck.message.step('Viber')).toContainText('Undelivered');
  await expect(deck.message.step('SMS')).toContainText('Delivered in');
  await expect(deck.message.outcome).toHaveText('Delivered by SMS');
  await expect(deck.message.texts.getByRole('listitem').first()).toContainText('Reply to cancel.');
});
