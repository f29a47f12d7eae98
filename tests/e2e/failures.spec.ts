/** Tests that a failure is explained: what happened, what it means for the message, and what to do. */
import { expect, test } from './test.ts';

const draft = { viber: 'Your parcel is here.', viberWait: '1 min', sms: 'Your parcel is here.' };

test('a message whose every step failed explains why', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ ...draft, to: '+372 5550 4412' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('All failed');
  for (const channel of ['Viber', 'SMS'] as const) {
    await expect(deck.message.step(channel)).toContainText('Undelivered');
    await expect(deck.message.step(channel)).toContainText('Delivery failure');
    await expect(deck.message.step(channel)).toContainText('err 1');
  }
  await deck.messages.show('Needs attention');
  await expect(deck.messages.row('+372 5550 4412')).toContainText('All failed');
});

test('a rejected step shows its reason, and the step that delivered instead', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ ...draft, to: '+372 5550 4413' });
  await deck.compose.send.click();
  await expect(deck.message.step('Viber')).toContainText('Rejected');
  await expect(deck.message.step('Viber')).toContainText('The sender name is not allowed');
  await expect(deck.message.step('Viber')).toContainText('err 7');
  await expect(deck.message.outcome).toHaveText('Delivered by SMS');
});

test('a message that Messente refused shows the reason and what to do', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ ...draft, to: '+372 5550 4440' });
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Refused');
  const notice = deck.message.pane.getByRole('status');
  await expect(notice).toContainText('Invalid recipient');
  await expect(notice).toContainText('Correct it and try again.');
  await expect(notice).toContainText('HTTP 400');
  await expect(notice).toContainText('105');
  await deck.messages.show('Needs attention');
  await expect(deck.messages.row('+372 5550 4440')).toContainText('Refused');
});

test('an invalid number is explained before anything is sent', async ({ deck }) => {
  await deck.newMessage();
  await deck.compose.write({ to: '+372 12', sms: 'Hello' });
  await expect(
    deck.page.getByText('The number is too short for its country. Check its digits.'),
  ).toBeVisible();
  await deck.compose.send.click();
  await expect(deck.compose.heading).toBeVisible();
  await expect(deck.compose.to).toBeFocused();
  await deck.page.getByRole('button', { name: 'Remove the invalid number' }).click();
  await deck.compose.to.fill('+372 5550 4400');
  await deck.compose.send.click();
  await expect(deck.message.outcome).toHaveText('Delivered');
});
