/** Tests that the list, the timeline and the callbacks update by themselves while a chain falls back. */
import { expect, test } from './test.ts';

test('a running message shows a step that expires, the next step, and the delivery', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({
    to: '+372 5550 3311',
    viber: 'Your parcel is here.',
    viberWait: '10 s',
    sms: 'Your parcel is here, code 4471.',
  });
  await deck.compose.send.click();

  const row = deck.messages.row('+372 5550 3311');
  await expect(row).toContainText('left');
  await expect(row).toContainText('Viber');
  await expect(deck.message.step('Viber')).toContainText(/of 0:10/);

  await expect(deck.message.step('Viber')).toContainText('Expired after 10 s');
  await expect(deck.message.step('Viber')).toContainText('EXPIRED');
  await expect(deck.message.step('SMS')).toContainText('DELIVRD');
  await expect(deck.message.outcome).toHaveText('Delivered by SMS');
  await expect(row).toContainText('SMS');
  await expect(row.getByRole('img', { name: 'Viber failed, SMS reached' })).toBeVisible();
});

test('a message that was delivered twice is marked, with the reason', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 3320', viber: 'One', viberWait: '1 min', sms: 'Two' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered twice');
  await expect(deck.message.pane).toContainText('More than one step delivered');
  await deck.messages.show('Needs attention');
  await expect(deck.messages.row('+372 5550 3320')).toContainText('Delivered twice');
});

test('callbacks of a message appear as they arrive', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 5550 3302', sms: 'Hello' });
  await deck.compose.send.click();
  await expect(deck.message.rawReports).toHaveText('Delivery reports 3');
  await deck.message.rawReports.click();
  await expect(deck.reports.rows).toHaveCount(3);
  await expect(deck.reports.row('DELIVRD')).toContainText('Verified');
  await deck.reports.row('DELIVRD').click();
  await expect(deck.reports.headline).toHaveText('Verified and applied');
});
